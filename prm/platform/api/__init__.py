"""What every part of the REST API shares: keys, errors, paging, idempotency."""
