"""Reads of partners with their work."""
