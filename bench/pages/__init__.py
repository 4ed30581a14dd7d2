"""Pages and lists with ten thousand, a hundred thousand and a million leads."""
