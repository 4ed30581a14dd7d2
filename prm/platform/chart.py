"""A chart of weeks as plain numbers for an SVG: bars for one series, a line with points for the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

WIDTH, HEIGHT, RIGHT, BOTTOM, TOP, WIDEST = 960, 200, 36, 24, 12, 48


@dataclass(frozen=True)
class Bar:
    """One week."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    point_y: float


@dataclass(frozen=True)
class Mark:
    """A line across, with its figure."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """Everything the SVG draws."""

    bars: list[Bar]
    marks: list[Mark]
    line: str
    width: int = WIDTH
    height: int = HEIGHT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


def week_chart(
    labels: Sequence[str],
    bars: Sequence[float],
    points: Sequence[float],
    *,
    least: float = 1,
    say: Callable[[float], str] = lambda value: f"{value:g}",
) -> Chart:
    """Bars for `bars`, a line through `points`, on one axis from zero to `least` or more.

    `say` writes the axis' figures.
    """
    top = ceiling(max([*bars, *points, least]))
    step = (WIDTH - RIGHT) / max(len(labels), 1)

    width = round(min(step * 0.6, WIDEST), 1)

    def height_of(value: float) -> float:
        return round(value / top * (HEIGHT - BOTTOM - TOP), 1)

    base = HEIGHT - BOTTOM
    drawn = [
        Bar(
            x=round((at + 0.5) * step - width / 2, 1),
            y=base - height_of(value),
            width=width,
            height=height_of(value),
            middle=round((at + 0.5) * step, 1),
            label=label if at % every(len(labels)) == 0 else "",
            point_y=base - height_of(point),
        )
        for at, (label, value, point) in enumerate(zip(labels, bars, points or bars, strict=True))
    ]
    marks = [Mark(base - height_of(top * part), say(top * part)) for part in (0, 0.5, 1)]
    return Chart(drawn, marks, " ".join(f"{bar.middle},{bar.point_y}" for bar in drawn))


def every(count: int) -> int:
    """Which labels fit: each, every second, every third…"""
    return max(1, -(-count // 9))


def ceiling(value: float) -> float:
    """The next round number: 1, 2, 5 or 10 times a power of ten."""
    power = 10.0 ** floor(log10(value))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= value)


def spark_line(values: Sequence[float], *, width: int = 100, height: int = 24) -> str:
    """The points of a polyline through the values, from left to right and from zero upwards; "" for none."""
    top = max(values, default=0)
    if len(values) < 2 or top <= 0:
        return ""
    step = width / (len(values) - 1)
    points = ((number * step, height - 1 - value / top * (height - 2)) for number, value in enumerate(values))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
