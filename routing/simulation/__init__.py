"""A policy tried on stored or given leads; nothing is offered."""
