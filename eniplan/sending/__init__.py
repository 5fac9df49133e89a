"""To the cloud and back: the local stand-in of the API, the sender and its journal, and what then exists."""
