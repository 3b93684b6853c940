"""The stylesheet of a guide's alternatives: their own colours and marks, and shapes of many.

The first six have a hue and a shape in `style.css`, `pages.css` and `many.css`. Each further one
has a pair that no other has: a shape, a hue, and every six times six another ring around it. Where
a guide needs none of this it has no such file.
"""

from collections.abc import Iterable, Iterator, Mapping

from guide.engine.model import Alternative, Guide

NAME = "alternatives.css"
HUES = 6  # --h0 to --h5
SHAPES = (
    "",
    "border-radius: 0;",
    "border-radius: 0; clip-path: polygon(50% 0, 100% 100%, 0 100%);",
    "border-radius: 0; transform: rotate(45deg);",
    "border-radius: 0; height: .35em;",
    "border-radius: 0; width: .35em; margin-inline-end: .7em;",
)
TRIANGLE = 2  # which hides what is around it, and is turned instead
RINGS = tuple(
    f"outline: {style}; outline-offset: {offset};"
    for style, offset in [
        ("1px solid", "2px"),
        ("1px dotted", "2px"),
        ("3px double", "1px"),
        ("2px solid", "1px"),
        ("1px dashed", "4px"),
    ]
)
TURNS = tuple(
    f"transform: {turn};"
    for turn in ("rotate(90deg)", "rotate(180deg)", "rotate(270deg)", "scaleX(.5)", "scaleY(.5)")
)
_MARK = """\
i.m{n} {{ width: auto; min-width: .7em; height: auto; background: none; border: 0 solid var(--hue);
  border-bottom-width: 2px; border-radius: 0; clip-path: none; transform: none; outline: 0;
  margin-inline-end: .4em; color: var(--ink); font: 700 .75em/1.2 system-ui, sans-serif; }}
i.m{n}::before {{ content: "{mark}"; content: "{mark}" / ""; }}
@media (forced-colors: active) {{ i.m.m{n} {{ background: none; color: CanvasText; }} }}"""


def files(guide: Guide) -> Mapping[str, bytes]:
    """Return the stylesheet by its name, if the guide needs one."""
    rules = [*_many(len(guide.alternatives)), *_own(guide.alternatives)]
    return {NAME: ("\n".join(rules) + "\n").encode()} if rules else {}


def look(place: int) -> tuple[int, int, int]:
    """Return the hue, the shape and the ring of an alternative by its place, each from 0."""
    return (place + place // HUES) % HUES, place % HUES, place // HUES**2


def _many(count: int) -> Iterator[str]:
    """Yield the rules of those that come after the first six."""
    looks = {place: look(place) for place in range(HUES, count)}
    for hue in range(HUES):
        if places := [place for place in looks if looks[place][0] == hue]:
            yield f":is({_listed(['.m', '.h'], places)}) {{ --hue: var(--h{hue}); }}"
    for shape, rule in enumerate(SHAPES):
        places = [place for place in looks if looks[place][1] == shape]
        if rule and places:
            yield f":is({_listed(['i.m'], places)}) {{ {rule} }}"
    for ring, (rule, turn) in enumerate(zip(RINGS, TURNS, strict=True), 1):
        ringed = [place for place in looks if looks[place][2] == ring]
        around = [place for place in ringed if looks[place][1] != TRIANGLE]
        turned = [place for place in ringed if looks[place][1] == TRIANGLE]
        if around:
            yield f":is({_listed(['i.m'], around)}) {{ {rule} }}"
        if turned:
            yield f":is({_listed(['i.m'], turned)}) {{ {turn} }}"


def _listed(kinds: Iterable[str], places: Iterable[int]) -> str:
    return ", ".join(f"{kind}{place}" for kind in kinds for place in places)


def _own(alternatives: Iterable[Alternative]) -> Iterator[str]:
    """Yield the rules of colours and marks that the guide gives."""
    dark = []
    for n, alternative in enumerate(alternatives):
        if colors := alternative.color:
            yield f".m{n}, .h{n} {{ --hue: {colors.light}; }}"
            dark.append(f".m{n}, .h{n} {{ --hue: {colors.dark}; }}")
        if mark := alternative.mark:
            yield _MARK.format(n=n, mark="".join(f"\\{ord(c):x} " for c in mark))
    if dark:
        yield f"@media (prefers-color-scheme: dark) {{ {' '.join(dark)} }}"
