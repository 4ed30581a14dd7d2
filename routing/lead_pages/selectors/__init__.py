"""What the pages and calls about leads read."""
