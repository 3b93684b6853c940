"""What the commands print on: also a terminal or a file that has fewer characters than we use."""

import codecs
import os
import sys
from contextlib import suppress
from typing import TextIO

PLAIN = {
    "█": "#",
    "░": ".",
    "…": "...",
    "“": '"',
    "”": '"',
    "’": "'",
    "–": "-",
    "·": "-",
    "→": "->",
    "×": "x",
}


def _plain(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    some = error.object[error.start : error.end]
    return b"".join(_written(character, error.encoding) for character in some), error.end


def _written(character: str, encoding: str) -> bytes:
    if "\udc80" <= character <= "\udcff":  # a byte of a file's name that is no text (PEP 383)
        return bytes([ord(character) - 0xDC00])
    return PLAIN.get(character, "?").encode(encoding)


def use_plain() -> None:
    """Print plain characters where the encoding of the output lacks ours, instead of failing.

    And names of files as they are, also those that are no text.
    """
    codecs.register_error("guide-plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a stream that cannot be changed
            stream.reconfigure(errors="guide-plain")  # type: ignore[union-attr]


def print_no_more(stream: TextIO) -> None:
    """Have all that is printed on a stream go nowhere, also what it still holds.

    For one that cannot be written: Python would try once more at its end.
    """
    with suppress(OSError, ValueError):  # a stream that is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
