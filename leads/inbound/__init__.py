"""Webhooks that other systems send: kept, read by a mapping, taken as leads, tried again if they fail."""
