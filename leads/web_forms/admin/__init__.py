"""The pages of web forms in the vendor admin."""
