"""They write, in one transaction each."""
