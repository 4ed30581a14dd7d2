"""Leads that went past a partner, counted by its reasons."""
