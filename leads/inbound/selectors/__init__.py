"""What is read: sources, payloads, and what a mapping makes of one."""
