"""What letters are made of. Each event writes its own, in its declaration."""
