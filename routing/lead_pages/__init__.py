"""The lead's API and admin pages. They show offers and decisions, so they live with routing."""
