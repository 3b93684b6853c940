"""A page of which answers change only some pieces: rendered once, and filled in for each request.

The template is rendered with marks where those pieces stand. A mark is between two control
characters, which no text of a guide can have. Nothing of an answer is kept.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

START, END = "\x02", "\x03"
_MARKED = re.compile(f"{START}(.*?){END}")

Pieces = Mapping[str, Markup]  # by name


class Stencil(NamedTuple):
    """A page between its pieces: text, the name of a piece, text, the name of a piece, text."""

    texts: tuple[bytes, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, page: str) -> "Stencil":
        """Cut a page at its marks."""
        parts = _MARKED.split(page)
        return cls(tuple(text.encode() for text in parts[::2]), tuple(parts[1::2]))

    def filled(self, pieces: Pieces) -> bytes:
        """Return the page with its pieces."""
        encoded = {name: piece.encode() for name, piece in pieces.items()}
        whole = [self.texts[0]]
        for name, text in zip(self.names, self.texts[1:], strict=True):
            whole += encoded[name], text
        return b"".join(whole)


def marks(pieces: Pieces) -> dict[str, Markup]:
    """Return a mark for each piece; what is empty stays so, for templates ask that."""
    return {name: _mark(name) if piece else piece for name, piece in pieces.items()}


def _mark(name: str) -> Markup:
    return Markup(f"{START}{name}{END}")  # noqa: S704 - names are ours
