"""What changes leads: each file one verb, one transaction."""
