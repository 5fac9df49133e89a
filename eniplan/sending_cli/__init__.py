"""The commands that take a plan to the cloud: one module a command."""
