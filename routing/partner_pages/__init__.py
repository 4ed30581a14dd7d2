"""What routing adds to a partner's admin pages."""
