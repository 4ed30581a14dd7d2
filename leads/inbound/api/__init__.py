"""The address that other systems post to."""
