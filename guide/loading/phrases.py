"""A site’s own wording: `phrases.yaml`, if there is one, over the engine’s English.

    verdict.clear: "{winner} passt klar besser."
    questions.result: Zum Ergebnis

Each name must be one of the engine’s, and each phrase must have exactly the `{placeholders}` of the
English one: a sentence that loses its number, or that waits for one that never comes, is a mistake.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guide.loading import yamlfile
from guide.loading.yamlfile import Document, Invalid, Mistake
from guide.telling.english import ENGLISH
from guide.telling.phrases import HOLE, Phrases

FILE = "phrases.yaml"
LONGEST = 1_000  # characters of one phrase
MOST_NAMES = 20  # in one message


def load(site: Path | str = ".") -> Phrases:
    """Return the phrases of the folder `site`; raise `Invalid` with all that is wrong with them."""
    path = Path(site) / FILE
    if not path.exists():
        return Phrases()
    document = yamlfile.parse(yamlfile.read_text(path, FILE), FILE)
    mistakes = [*document.mistakes, *_wrong(document)]
    if mistakes:
        raise Invalid(mistakes)
    return Phrases(document.data)


def _wrong(document: Document) -> Iterator[Mistake]:
    if not isinstance(document.data, dict):
        yield document.mistake((), "not a mapping (expected: names of phrases with their text)")
        return
    for name, text in document.data.items():
        if name not in ENGLISH:
            near = _near(name)
            yield document.mistake((), f"unknown phrase '{name[:60]}' (expected: {near})", key=name)
        elif problem := _problem(ENGLISH[name], text):
            yield document.mistake((name,), problem)


def _problem(english: str, text: Any) -> str:
    """Return what is wrong with a phrase, and what would be right; empty if nothing is."""
    if not isinstance(text, str):
        return f"got {text!r:.60} (expected: text; put it in quotes)"
    if not text.strip() and english.strip():
        return "it is empty (expected: text)"
    if len(text) > LONGEST:
        return f"it has {len(text):,} characters (expected: at most {LONGEST:,})"
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
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


def _near(name: str) -> str:
    """Name the phrases that begin alike, or else the first words there are."""
    word = name.partition(".")[0]
    near = [known for known in ENGLISH if known.partition(".")[0] == word]
    near = near or sorted({f"{known.partition('.')[0]}…" for known in ENGLISH})
    more = f" and {len(near) - MOST_NAMES} more" if len(near) > MOST_NAMES else ""
    return ", ".join(near[:MOST_NAMES]) + more
