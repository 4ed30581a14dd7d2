"""What reads partners, and never writes."""
