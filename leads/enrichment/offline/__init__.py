"""Providers that need nobody's answer: their data comes with packages. Found by this folder."""
