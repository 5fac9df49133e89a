"""The forms of a batch that are more than lines of JSON, one module each."""
