"""The admin's palette as a stylesheet: unfold's greys, and the vendor's brand colour as the accent.

unfold would write it into every page as a style element, which the content security policy forbids.
"""

from collections.abc import Iterable, Iterator

from unfold.settings import get_config

SHADES = {
    50: ("white", 94), 100: ("white", 88), 200: ("white", 76), 300: ("white", 58), 400: ("white", 34),
    500: ("white", 14), 600: ("black", 0), 700: ("black", 16), 800: ("black", 32), 900: ("black", 48),
    950: ("black", 66),
}  # fmt: skip
LEAST_CONTRAST = 4.5
DARK_GROUND = (29, 49, 61)


def stylesheet(brand_color: str) -> str:
    """CSS that sets unfold's colours, its primary ones from a colour like "#2454a6"."""
    accent = readable_on_white(brand_color)
    lines = [f"--color-primary-{shade}: {_mixed(accent, *into)};" for shade, into in SHADES.items()]
    return _rule(":root", [*_neutral(), *lines]) + _rule("html.dark", _for_dark(accent))


def _rule(where: str, lines: Iterable[str]) -> str:
    return f"{where} {{\n  " + "\n  ".join(lines) + "\n}\n"


def _for_dark(accent: str) -> Iterator[str]:
    """What unfold writes in these shades on dark grounds is too faint to read, so they are lighter there."""
    light = readable_on_dark(accent)
    yield f"--color-primary-500: {light};"
    yield f"--color-primary-400: {_mixed(light, 'white', 25)};"
    yield "--color-base-500: var(--color-base-400);"


def _neutral() -> Iterator[str]:
    config = get_config()
    yield f"--border-radius: {config['BORDER_RADIUS']};"
    for name in ("base", "font"):
        for shade, value in config["COLORS"][name].items():
            yield f"--color-{name}-{shade}: {value};"


def _mixed(accent: str, other: str, percent: int) -> str:
    return accent if not percent else f"color-mix(in oklab, {accent}, {other} {percent}%)"


def readable_on_white(color: str) -> str:
    """The colour, darkened in steps until white text on it has a contrast of at least 4.5 to 1."""
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    while 1.05 / (_luminance(red, green, blue) + 0.05) < LEAST_CONTRAST:
        red, green, blue = (int(part * 0.95) for part in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"


def readable_on_dark(color: str) -> str:
    """The colour, lightened in steps until it can be read on the dark ground."""
    red, green, blue = (int(color[start : start + 2], 16) for start in (1, 3, 5))
    while (_luminance(red, green, blue) + 0.05) / (_luminance(*DARK_GROUND) + 0.05) < LEAST_CONTRAST:
        red, green, blue = (
            part + (255 - part) // 12 + 1 if part < 255 else 255 for part in (red, green, blue)
        )
    return f"#{red:02x}{green:02x}{blue:02x}"


def _luminance(*parts: int) -> float:
    """Relative luminance as WCAG 2 defines it."""
    red, green, blue = (_linear(part / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
