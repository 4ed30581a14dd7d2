"""What each partner was entitled to beside what it received."""
