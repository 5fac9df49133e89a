"""The local stand-in of the API: an account that answers calls as the cloud would, in memory and over HTTP."""
