"""The vendor's colour, corrected until it can be read, as a stylesheet of its own.

Inline styles are forbidden, so each vendor's accent is served as `brand.css`. Text and controls in the accent
reach a contrast of 4.5 to 1 (WCAG 2.2 AA) on the surfaces they stand on, in light and in dark.
"""

from collections.abc import Callable
from dataclasses import dataclass

Colour = tuple[float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)
INK: Colour = (0.055, 0.067, 0.082)
LIGHT_PAGE: Colour = (0.965, 0.969, 0.976)
DARK_HOVER: Colour = (0.11, 0.129, 0.161)
READABLE = 4.5


@dataclass(frozen=True)
class Accent:
    """An accent for one colour scheme: itself, a stronger one, text on it, and a soft ground for it."""

    base: Colour
    strong: Colour
    on: Colour
    soft: Colour


def brand_stylesheet(brand_color: str) -> str:
    """CSS custom properties for a brand colour given as `#rrggbb`."""
    brand = parse(brand_color)
    light, dark = accent_on_light(brand), accent_on_dark(brand)
    names = (("", "base"), ("-strong", "strong"), ("-soft", "soft"))
    lines = [
        f"--accent{suffix}: light-dark({to_css(getattr(light, part))}, {to_css(getattr(dark, part))});"
        for suffix, part in names
    ]
    lines.append(f"--on-accent: light-dark({to_css(light.on)}, {to_css(dark.on)});")
    return "@layer tokens {\n  :root {\n    " + "\n    ".join(lines) + "\n  }\n}\n"


def accent_on_light(brand: Colour) -> Accent:
    """The brand colour, darkened as far as reading it on a light ground asks for."""
    soft = mix(brand, WHITE, 0.1)
    base = until(brand, INK, lambda colour: min(contrast(colour, LIGHT_PAGE), contrast(colour, soft)))
    return Accent(base=base, strong=mix(INK, base, 0.22), on=reader(base), soft=soft)


def accent_on_dark(brand: Colour) -> Accent:
    """The brand colour, lightened as far as reading it on a dark ground asks for."""
    soft = mix(brand, DARK_HOVER, 0.14)
    base = until(brand, WHITE, lambda colour: min(contrast(colour, DARK_HOVER), contrast(colour, soft)))
    return Accent(base=base, strong=mix(WHITE, base, 0.25), on=reader(base), soft=soft)


def until(start: Colour, toward: Colour, measure: Callable[[Colour], float]) -> Colour:
    """`start`, mixed with `toward` in steps until `measure` is readable."""
    for step in range(41):
        colour = mix(toward, start, step / 40)
        if measure(colour) >= READABLE:
            return colour
    return toward


def reader(ground: Colour) -> Colour:
    """White or ink, whichever reads better on this ground."""
    return max((WHITE, INK), key=lambda colour: contrast(colour, ground))


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """The relative luminance of WCAG 2."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """`part` of one, the rest of the other."""
    red, green, blue = (a * part + b * (1 - part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def parse(text: str) -> Colour:
    """`#rrggbb` as fractions."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def to_css(colour: Colour) -> str:
    """`#rrggbb` again."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
