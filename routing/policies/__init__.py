"""Policy versions: edit, check, compare, publish."""
