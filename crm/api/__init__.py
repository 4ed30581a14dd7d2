"""CRMs in the API."""
