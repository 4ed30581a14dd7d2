"""What changes: forms, their consent, the posts that come in."""
