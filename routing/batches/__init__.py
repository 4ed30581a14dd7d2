"""Deciding waiting leads in batches: what the engine is told, and what is stored of its decisions."""
