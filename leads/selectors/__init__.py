"""What reads leads, and never writes."""
