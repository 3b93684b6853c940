"""A site’s own wording: `phrases.yaml`, if there is one, over the engine’s English.

    verdict.clear: "{winner} passt klar besser."
    questions.result: Zum Ergebnis

Each name must be one of the engine’s, and each phrase must have exactly the `{placeholders}` of the
English one: a sentence that loses its number, or that waits for one that never comes, is a mistake.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from guide.engine.values import CONTROL
from guide.loading import explaining, yamlfile
from guide.loading.mistakes import Invalid, Mistake
from guide.loading.names import hint
from guide.loading.yamlfile import Document

FILE = "phrases.yaml"
HOLE = re.compile(r"\{(\w+)\}")  # what a value fills
LONGEST = 1_000  # characters of one phrase
MOST_NAMES = 20  # in one message


def load(site: Path | str, english: Mapping[str, str]) -> dict[str, str]:
    """Return what the folder `site` says otherwise than `english`, by name; `{}` without a file.

    Raises `Invalid` with all that is wrong with it.
    """
    path = Path(site) / FILE
    if not os.path.lexists(path):  # a link that leads nowhere is told
        return {}
    document = yamlfile.read(path, FILE)
    mistakes = [*document.mistakes, *_wrong(document, english)]
    if mistakes:
        raise Invalid(mistakes)
    return dict(document.data)


def _wrong(document: Document, english: Mapping[str, str]) -> Iterator[Mistake]:
    if not isinstance(document.data, dict):
        yield document.mistake((), "not a mapping (expected: names of phrases with their text)")
        return
    for name, text in document.data.items():
        if name not in english:
            begun = [known for known in english if known.startswith(f"{name.partition('.')[0]}.")]
            expected = f"(expected: {_listed(begun, english)}){hint(name, begun or english)}"
            yield document.mistake((), f"unknown phrase '{name[:60]}' {expected}", key=name)
        elif problem := _problem(english[name], text):
            yield document.mistake((name,), problem)


def _problem(english: str, text: Any) -> str:
    """Return what is wrong with a phrase, and what would be right; empty if nothing is."""
    if not isinstance(text, str):
        return explaining.no_text(text)
    if not text.strip() and english.strip():
        return "it is empty (expected: text)"
    if len(text) > LONGEST:
        return f"it has {len(text):,} characters (expected: at most {LONGEST:,})"
    if re.search(CONTROL, text):
        return "it has control characters (expected: text without them)"
    wanted, found = set(HOLE.findall(english)), set(HOLE.findall(text))
    holes = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "no braces"
    if re.search(r"[{}]", HOLE.sub("", text)):
        return f"a brace stands alone (expected: {holes})"
    if strange := sorted(found - wanted):
        return f"unknown placeholder {{{strange[0]}}} (expected: {holes})"
    if missing := sorted(wanted - found):
        return f"missing placeholder {{{missing[0]}}} (expected: {holes})"
    return ""


def _listed(begun: Sequence[str], english: Mapping[str, str]) -> str:
    """Name the phrases that begin alike, or else the first words there are."""
    near = begun or sorted({f"{known.partition('.')[0]}…" for known in english})
    more = f" and {len(near) - MOST_NAMES} more" if len(near) > MOST_NAMES else ""
    return ", ".join(near[:MOST_NAMES]) + more
