"""Providers that are asked over HTTP."""
