"""A map of a country's regions without anybody's map: its cities as points, and a mark for each region."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sqrt
from typing import Final

from prm.platform.cleaning.cities import cities_of
from prm.platform.cleaning.postal_regions import lies_within
from routing.batches.selectors.coverage import Coverage

WIDEST: Final = 800.0
TALLEST: Final = 520.0
MARGIN: Final = 24.0
SMALLEST: Final = 4.0
LARGEST: Final = 20.0
FEWEST_CITIES: Final = 12
Point = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """A region's mark; its area grows with the leads."""

    area: Coverage
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Map:
    """The drawing: cities as one path of dots, and the marks, the largest first."""

    width: float
    height: float
    cities: str
    marks: list[Mark]


def map_of(country: str, areas: Sequence[Coverage]) -> Map | None:
    """The map of a country; None where too few of its cities are known to show its shape."""
    points = _points(country)
    if len(points) < FEWEST_CITIES:
        return None
    frame = _frame(points)
    most = max((area.leads for area in areas), default=0) or 1
    marks = []
    for area in areas:
        centre = _centre(country, area.region) if area.region else None
        if centre is not None:
            x, y = frame.place(*centre)
            radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(area.leads / most)
            marks.append(Mark(area, round(x, 1), round(y, 1), round(radius, 1)))
    marks.sort(key=lambda mark: -mark.radius)
    dots = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in (frame.place(*point) for point in points))
    return Map(round(frame.width, 1), round(frame.height, 1), dots, marks)


@dataclass(frozen=True)
class Frame:
    """From degrees to the drawing, with the width of a degree as it is in the middle of the country."""

    west: float
    north: float
    scale: float
    narrowing: float
    width: float
    height: float

    def place(self, latitude: float, longitude: float) -> Point:
        x = MARGIN + (longitude - self.west) * self.narrowing * self.scale
        return x, MARGIN + (self.north - latitude) * self.scale


def _frame(points: Sequence[Point]) -> Frame:
    south, north = min(point[0] for point in points), max(point[0] for point in points)
    west, east = min(point[1] for point in points), max(point[1] for point in points)
    narrowing = cos(radians((south + north) / 2))
    wide, tall = max((east - west) * narrowing, 0.1), max(north - south, 0.1)
    scale = min((WIDEST - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
    return Frame(west, north, scale, narrowing, wide * scale + 2 * MARGIN, tall * scale + 2 * MARGIN)


@lru_cache(maxsize=64)
def _points(country: str) -> tuple[Point, ...]:
    """Its cities, without those far from nearly all others, which would make the rest small: Hawaii."""
    cities = sorted((city.latitude, city.longitude) for city in cities_of(country))
    if len(cities) < FEWEST_CITIES:
        return tuple(cities)
    south, north = _usual([latitude for latitude, _ in cities])
    west, east = _usual([longitude for _, longitude in cities])
    return tuple(
        (latitude, longitude)
        for latitude, longitude in cities
        if south <= latitude <= north and west <= longitude <= east
    )


def _usual(values: list[float]) -> tuple[float, float]:
    """Where nearly all values lie, and half as much again on either side."""
    ordered = sorted(values)
    low, high = ordered[len(ordered) // 50], ordered[-1 - len(ordered) // 50]
    return low - (high - low) / 4, high + (high - low) / 4


@lru_cache(maxsize=4096)
def _centre(country: str, region: str) -> Point | None:
    """Where a region's people live; None for a region without a known city, or off the map."""
    inside = [city for city in cities_of(country) if lies_within(city.region, region)]
    people = sum(city.population for city in inside)
    if not people:
        return None
    south, north = _usual([latitude for latitude, _ in _points(country)])
    west, east = _usual([longitude for _, longitude in _points(country)])
    latitude = sum(city.latitude * city.population for city in inside) / people
    longitude = sum(city.longitude * city.population for city in inside) / people
    is_shown = south <= latitude <= north and west <= longitude <= east
    return (latitude, longitude) if is_shown else None
