"""The pages of enrichment in the vendor admin."""
