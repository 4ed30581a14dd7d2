"""What is read: forms, what they ask, how many posts they have had."""
