"""They read."""
