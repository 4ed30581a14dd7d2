"""Stored decisions: read, explained, replayed."""
