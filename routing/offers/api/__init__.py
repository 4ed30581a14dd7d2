"""API calls."""
