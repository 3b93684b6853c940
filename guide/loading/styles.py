"""What a site's own style sheets ask for: files of `static/`, or what no browser loads."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from guide.loading import statics
from guide.loading.mistakes import Mistake, place_of
from guide.loading.names import hint
from guide.loading.tags import POLICY

FONTS = (".woff2", ".woff", ".ttf", ".otf", ".eot")
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_ASKED = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"')]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.I
)


def check(files: Mapping[str, Path]) -> Iterator[Mistake]:
    """Yield what a browser would not get of what the site's own style sheets ask for.

    `files` are all static files by name.
    """
    for name, path in files.items():
        if not name.endswith(".css") or path.is_relative_to(statics.ENGINE_STATIC):
            continue
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:  # which is told of the file itself
            continue
        text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
        for found in _ASKED.finditer(text):
            asked = next(group for group in found.groups() if group is not None)
            if message := _problem(asked, name, files):
                place = place_of(text, found.start(found.lastindex or 0))
                yield Mistake.at(f"{statics.FOLDER}/{name}", message, *place)


def _problem(asked: str, name: str, files: Mapping[str, Path]) -> str:
    """Return what is wrong with what the style sheet `name` asks for, "" where nothing is."""
    address = unquote(asked.partition("#")[0].partition("?")[0])
    if not address:  # a place in the page
        return ""
    shown = f"'{asked[:60]}'"
    if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.I):
        return f"{shown} is not shown: {POLICY} load it (expected: a file of static/)"
    if address.lower().endswith(FONTS):
        return f"the font {shown} is not used: {POLICY} load one (expected: one that visitors have)"
    folder = posixpath.dirname(name)
    if posixpath.normpath(posixpath.join(folder, address)) in files:
        return ""
    there = {posixpath.relpath(f"/{file}", f"/{folder}") for file in files}
    expected = "(expected: a file of static/, by its path from this one)"
    return f"there is no {shown} {expected}{hint(address, there)}"
