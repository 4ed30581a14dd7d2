"""The API of partners and the catalogue."""
