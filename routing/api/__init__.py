"""The API of routing: leads with their offers, offers, decisions, policies, simulations."""
