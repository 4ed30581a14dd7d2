"""`/api/v1/imports/`."""
