"""The colours of alternatives: whether each is seen on the pages, in light and in dark.

Contrast is WCAG 2's: from 1:1 to 21:1, and bars and marks need 3:1.
"""

import colorsys
import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from guide.engine.part import Part

LEAST = 3.0
# what bars and marks lie on: --paper and --raised of static/style.css
GROUNDS = {"light": ("#fbfaf7", "#ffffff"), "dark": ("#15181a", "#1d2124")}
_HEX = r"^#[0-9a-fA-F]{6}$"
Hex = Annotated[str, Field(pattern=_HEX)]


class Colors(Part):
    """A colour on the light pages, and one on the dark pages."""

    light: Hex
    """On the light pages, such as "#0a6a86"."""
    dark: Hex
    """On the dark pages, such as "#5cc4e2"."""


def contrast(color: str, ground: str) -> float:
    """Return the contrast of two colours such as `#0a6a86`, from 1 to 21."""
    first, second = sorted((_luminance(color), _luminance(ground)))
    return (second + 0.05) / (first + 0.05)


def seen(color: str, theme: str) -> float:
    """Return the least contrast that a colour has on the `light` or the `dark` pages."""
    return min(contrast(color, ground) for ground in GROUNDS[theme])


def nearest(color: str, theme: str) -> str:
    """Return the colour itself, or the nearest in lightness that is seen in the theme."""
    return next(shade for shade in _shades(color, theme) if seen(shade, theme) >= LEAST)


def _shades(color: str, theme: str) -> Iterator[str]:
    yield color
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(color))
    end = 0.0 if theme == "light" else 1.0
    for step in range(1, 101):
        changed = lightness + (end - lightness) * step / 100
        parts = colorsys.hls_to_rgb(hue, changed, saturation)
        yield "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _parts(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _both(color: Any) -> Any:
    """Read one colour as that of both themes."""
    if isinstance(color, dict | Colors):
        return color
    if isinstance(color, str) and re.match(_HEX, color):
        return {"light": color, "dark": color}
    raise ValueError('a colour such as "#0a6a86", or a mapping of light and dark to one each')


def _checked(colors: Colors) -> Colors:
    themes = {"light": colors.light, "dark": colors.dark}
    weak = {name: seen(color, name) for name, color in themes.items()}
    said = [f"{weak[name]:.1f}:1 on the {name} pages" for name in weak if weak[name] < LEAST]
    if said:
        better = ", ".join(f'{name}: "{nearest(c, name)}"' for name, c in themes.items())
        raise ValueError(
            f"a contrast of {LEAST:g}:1 or more; it has {' and '.join(said)}; "
            f"right would be {{{better}}}"
        )
    return colors


Color = Annotated[
    Colors,
    Field(strict=False),
    BeforeValidator(_both, json_schema_input_type=Hex | Colors),
    AfterValidator(_checked),
]
