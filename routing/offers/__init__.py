"""Offers and what partners and vendors do with them."""
