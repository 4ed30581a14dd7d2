"""What anybody typed, as the standards write it: pure functions; what they cannot take they refuse."""
