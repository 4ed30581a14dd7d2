"""What changes: sources, their payloads, the leads that come of them."""
