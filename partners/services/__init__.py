"""What changes partners: each file one verb, one transaction."""
