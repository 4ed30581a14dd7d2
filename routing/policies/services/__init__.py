"""What changes policies: drafts, publishing, rolling back, files."""
