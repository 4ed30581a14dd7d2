"""Web forms in the API."""
