"""What reads routing, and never writes."""
