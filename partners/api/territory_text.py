"""Territories as people write them in one cell: "United States: Texas; US: 787*; Germany"."""

from typing import Any


def territories_of(cell: str) -> list[dict[str, Any]]:
    """Inputs of territories: a country, a country with a region, or a country with a postal prefix.

    Pieces are parted by ";" or line breaks. What follows the colon is a postal prefix where it has a digit
    or ends with "*", else a region.
    """
    pieces = [piece.strip() for line in cell.splitlines() for piece in line.split(";")]
    return [_territory(piece) for piece in pieces if piece]


def _territory(piece: str) -> dict[str, Any]:
    country, _, rest = (part.strip() for part in piece.partition(":"))
    if not rest:
        before, dash, _after = country.partition("-")
        is_code = bool(dash) and len(before) == 2 and before.isupper()
        return {"country": before, "region": country} if is_code else {"country": country}
    if rest.endswith("*") or any(character.isdigit() for character in rest):
        return {"country": country, "postal_prefix": rest.rstrip("*").strip()}
    return {"country": country, "region": rest}
