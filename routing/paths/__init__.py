"""The path to more leads, from replayed decisions."""
