"""Leads that wait for a person."""
