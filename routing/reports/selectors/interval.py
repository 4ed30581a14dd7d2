"""How sure a rate is."""

from math import sqrt

Z95 = 1.959964


def wilson(hits: int, tries: int) -> tuple[float, float] | None:
    """The 95 % interval of a rate (Wilson's score interval, 1927); None without tries."""
    if tries == 0:
        return None
    rate, square = hits / tries, Z95 * Z95
    middle = rate + square / (2 * tries)
    spread = Z95 * sqrt(rate * (1 - rate) / tries + square / (4 * tries * tries))
    whole = 1 + square / tries
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
