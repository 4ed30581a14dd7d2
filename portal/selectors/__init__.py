"""What the portal's pages read. Nothing here writes."""
