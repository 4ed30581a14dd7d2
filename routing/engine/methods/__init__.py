"""Every way of choosing: weight functions by name. One file a method; one allocator for all."""

from collections.abc import Mapping
from typing import Final

from routing.engine.methods.best_match import BEST_MATCH, BROADCAST
from routing.engine.methods.load import OPEN_LOAD
from routing.engine.methods.method import Method
from routing.engine.methods.performance import PERFORMANCE
from routing.engine.methods.place import NEAREST, TERRITORY
from routing.engine.methods.simple import CLAIM, MANUAL, ROUND_ROBIN, WEIGHTED
from routing.engine.methods.tiered import TIERED

METHODS: Final[Mapping[str, Method]] = {
    method.name: method
    for method in (
        ROUND_ROBIN,
        WEIGHTED,
        TIERED,
        NEAREST,
        TERRITORY,
        PERFORMANCE,
        OPEN_LOAD,
        BEST_MATCH,
        CLAIM,
        BROADCAST,
        MANUAL,
    )
}

__all__ = ["METHODS", "Method"]
