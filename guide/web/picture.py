"""A verdict as a picture for previews of a link: a decision in, the bytes of a PNG out.

It needs Pillow, and draws with the one typeface that comes with it. What this cannot write, such as
most letters with accents, `can_write` tells beforehand.
"""

import bisect
import functools
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from PIL import Image, ImageDraw, ImageFont, features

from guide.engine.decision import Decision
from guide.engine.model import Guide
from guide.telling.nodes import Bar
from guide.telling.phrases import Phrases
from guide.telling.verdict import bars, beside, verdict
from guide.web import looks

WIDTH, HEIGHT = 1200, 630
MOST = 4  # bars
PAPER, INK, SOFT, LINE = "#fbfaf7", "#1c1f22", "#585e63", "#dedad2"  # of static/style.css
HUES = ("#0a6a86", "#a8460a", "#4d6f12", "#7d3f98", "#8a6100", "#5d6166")  # --h0 to --h5
OPEN = 0.25  # how much of its colour the open part of a bar has
EDGE = 72  # pixels, as all lengths here
TOP = 126  # where the words begin
SIZES = (80, 68, 58, 50)  # of the headline, the first that has room
LINES = 3  # of the headline, and of what follows it
LONGEST = 400  # characters of a text: more would have no room
SHAPE = 4  # times as large a mark is drawn, for smooth edges
# by a shape's number in guide/web/looks.py, in hundredths of a mark
CORNERS = (
    (),
    ((0, 0), (100, 0), (100, 100), (0, 100)),
    ((50, 0), (100, 100), (0, 100)),
    ((50, -15), (115, 50), (50, 115), (-15, 50)),
    ((0, 25), (100, 25), (100, 75), (0, 75)),
    ((25, 0), (75, 0), (75, 100), (25, 100)),
)


@dataclass(frozen=True)
class Line:
    """An alternative: its name, colour, shape (or the `mark` in its place), and what is said.

    `solid` and `open` are points from 0 to 100; it has no bar where `solid` is None.
    """

    name: str
    color: str
    shape: int
    mark: str
    solid: float | None
    open: float
    said: str


@dataclass(frozen=True)
class Card:
    """What a picture shows, from top to bottom. What has no room is cut or left out."""

    title: str
    headline: str
    lead: str
    lines: Sequence[Line]
    beside: str = ""


def card(say: Phrases, d: Decision) -> Card:
    """Return what the picture of a decision shows."""
    told = verdict(say, d)
    lines = tuple(_line(d.guide, bar) for bar in bars(say, d).bars)
    lead = told.between or told.detail
    return Card(d.guide.title, told.headline, lead, lines, beside(say, d))


def _line(guide: Guide, bar: Bar) -> Line:
    place = bar.hue or 0
    hue, shape, _ = looks.look(place)
    alternative = guide.alternatives[place]
    color = alternative.color.light if alternative.color else HUES[hue]
    return Line(bar.name, color, shape, alternative.mark or "", bar.solid, bar.open, bar.said)


def can_write(texts: Iterable[str]) -> bool:
    """Tell whether the typeface has every character of these texts."""
    if not features.check("freetype2"):
        return False
    return all(_has(character) for character in set("".join(texts)) - {" ", "\N{NO-BREAK SPACE}"})


def drawn(card: Card) -> bytes:
    """Draw a card, in some hundredths of a second."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.text((EDGE, 52), _cut(card.title, 30, WIDTH - 2 * EDGE), SOFT, _font(30))
    lines = card.lines[:MOST]
    row = 92 if len(lines) < 3 else 72
    bottom = HEIGHT - 44 - row * len(lines)
    y = TOP
    size, head, lead = _fitted(card, bottom - TOP - 20)
    for text in head:
        pen.text((EDGE, y), text, INK, _font(size), stroke_width=1, stroke_fill=INK)
        y += _height(size)
    for text in lead:
        pen.text((EDGE, y + 14), text, SOFT, _font(34))
        y += _height(34)
    for place, line in enumerate(lines):
        _draw(image, pen, line, bottom + row * place, row)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return cast(ImageFont.FreeTypeFont, ImageFont.load_default(size))  # as FreeType is there


@functools.lru_cache(4096)
def _has(character: str) -> bool:
    """Tell a character from the box that stands for one that is missing."""
    return bytes(_font(20).getmask(character)) != bytes(_font(20).getmask("\uffff"))


def _height(size: int) -> int:
    return size * 6 // 5


def _fitted(card: Card, room: int) -> tuple[int, list[str], list[str]]:
    """Return the headline's size and lines, and those of what follows, as they have room.

    What stands beside the verdict is left out sooner than a part of its sentence is shown.
    """
    width = WIDTH - 2 * EDGE
    for text, most in ((f"{card.lead} {card.beside}".strip(), LINES), (card.lead, 2)):
        lead = _wrapped(text, 34, width)
        if len(lead) > most and text != card.lead:
            continue
        lead = lead[:most]
        for size in SIZES:
            head = _wrapped(card.headline, size, width)
            high = len(head) * _height(size) + 14 + len(lead) * _height(34)
            if len(head) <= LINES and high <= room:
                return size, _balanced(card.headline, size, head), _balanced(text, 34, lead)
    size = SIZES[-1]
    head = _wrapped(card.headline, size, width)
    fits = min(LINES, room // _height(size))
    if len(head) > fits:
        head[fits - 1 :] = [_cut(" ".join(head[fits - 1 :]), size, width)]
    return size, head, []


def _wrapped(text: str, size: int, width: int) -> list[str]:
    lines: list[str] = []
    for word in text[:LONGEST].split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _font(size).getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_cut(word, size, width))
    return lines


def _balanced(text: str, size: int, lines: list[str]) -> list[str]:
    """Return the same text on as many lines that are about equally long, unless it was cut."""
    if " ".join(lines) != " ".join(text.split()):
        return lines
    for width in range(WIDTH - 2 * EDGE, 0, -40):
        narrower = _wrapped(text, size, width)
        if len(narrower) > len(lines) or " ".join(narrower) != " ".join(lines):
            break
        lines = narrower
    return lines


def _cut(text: str, size: int, width: int) -> str:
    """Return a text, or as much of its beginning as has room, with three dots."""
    if _font(size).getlength(text) <= width:
        return text

    def wide(end: int) -> bool:
        return _font(size).getlength(f"{text[:end]}…") > width

    ends = range(1, len(text))
    room = bisect.bisect_left(ends, True, key=wide)
    return f"{text[:room].rstrip()}…"


def _draw(image: Image.Image, pen: ImageDraw.ImageDraw, line: Line, top: int, row: int) -> None:
    """Draw an alternative's row: mark, name and words, and below them its bar."""
    end = WIDTH - EDGE
    said = _font(30).getlength(line.said)
    pen.text((end - said, top), line.said, SOFT, _font(30))
    if line.mark:
        pen.text((EDGE, top), line.mark, line.color, _font(30), stroke_width=1)
        start = EDGE + int(_font(30).getlength(line.mark)) + 14
    else:
        mask = _mark(line.shape, 26)
        image.paste(Image.new("RGB", mask.size, line.color), (EDGE - 5, top + 2), mask)
        start = EDGE + 40
    name = _cut(line.name, 34, int(end - said - 24 - start))
    pen.text((start, top - 4), name, INK, _font(34), stroke_width=0.5, stroke_fill=INK)
    if line.solid is None:
        return
    y, high, per = top + 42, row - 70 if row > 80 else 16, (end - EDGE) / 100
    pen.rounded_rectangle((EDGE, y, end, y + high), 5, LINE)
    filled, reach = EDGE + line.solid * per, EDGE + min(100, line.solid + line.open) * per
    if line.open:
        pale = Image.blend(
            Image.new("RGB", (1, 1), PAPER), Image.new("RGB", (1, 1), line.color), OPEN
        ).getpixel((0, 0))
        pen.rounded_rectangle((EDGE, y, reach, y + high), 5, pale, line.color, 2)
    if line.solid:
        pen.rounded_rectangle((EDGE, y, filled, y + high), 5, line.color)


@functools.lru_cache(64)
def _mark(shape: int, size: int) -> Image.Image:
    """Return where a shape is, larger than its size by five pixels at each side."""
    large, shift = size * SHAPE, 5 * SHAPE
    mask = Image.new("L", (large + 2 * shift, large + 2 * shift))
    pen = ImageDraw.Draw(mask)
    if corners := CORNERS[shape]:
        pen.polygon([(shift + x * large / 100, shift + y * large / 100) for x, y in corners], 255)
    else:
        pen.ellipse((shift, shift, shift + large - 1, shift + large - 1), 255)
    return mask.resize((size + 10, size + 10), Image.Resampling.BOX)
