"""What changes vendors and their people: each file one verb, one transaction."""
