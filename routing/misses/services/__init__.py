"""Writes of missed leads."""
