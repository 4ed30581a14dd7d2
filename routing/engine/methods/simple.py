"""Round robin and weighted: a turn each, or turns by weight. Manual ranks by weight and chooses nobody."""

from routing.engine.methods.method import Method, equal, given

ROUND_ROBIN = Method("round_robin", equal)
WEIGHTED = Method("weighted", given)
MANUAL = Method("manual", given)
CLAIM = Method("claim", given, many=True)
"""The first to accept wins; invitations rotate among the eligible like leads do."""
