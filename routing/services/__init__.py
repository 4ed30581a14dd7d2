"""What changes routing: each file one verb, one transaction."""
