"""What the API page says, as data: parameters, error codes, findings and requests. No opinions."""
