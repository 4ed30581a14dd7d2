"""Reads of missed leads."""
