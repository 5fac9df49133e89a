"""May this request be sent? One small rule each, all findings at once."""
