"""What a lead lacks is filled in before it is routed, and from where is kept."""
