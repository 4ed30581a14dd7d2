"""The first page of the vendor admin."""
