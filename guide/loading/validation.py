"""What is wrong with a guide: the rules that join its parts.

The rules look at plain data, which may be wrong in any other way too: all mistakes of a file are
reported at once.
"""

from collections.abc import Iterator
from typing import Any

from guide.engine.model import MOST_FITS, VerdictMargins
from guide.engine.values import OTHERS
from guide.loading import conditions
from guide.loading.mistakes import Mistake, Where
from guide.loading.names import duplicates, hint, ids, listed, mappings, unknown
from guide.loading.yamlfile import Document


def check(document: Document) -> Iterator[Mistake]:
    """Yield the mistakes between the parts of a guide: ids, fits, conditions, vetoes, margins."""
    data = document.data
    names = list(ids(data.get("alternatives")))
    for index, name in enumerate(names):
        if name == OTHERS:
            message = f"'{OTHERS}' stands for all that are not named (expected: another id)"
            yield document.mistake(("alternatives", index, "id"), message)
    for key, what in (("alternatives", "alternative"), ("criteria", "criterion")):
        yield from duplicates(document, what, ((key,), data.get(key)))
    yield from _shared(document, "name", "short")
    yield from _shared(document, "mark")
    yield from _size(document, len(names))
    yield from _claims(document)
    yield from _margins(document)
    earlier: dict[str, list[str]] = {}
    every = set(ids(data.get("criteria")))
    for index, criterion in mappings(data.get("criteria")):
        where = "criteria", index
        options = criterion.get("options")
        yield from duplicates(document, "option", ((*where, "options"), options))
        for number, option in mappings(options):
            yield from _option(document, (*where, "options", number), option, names)
        yield from conditions.when(document, where, criterion, earlier, every)
        if isinstance(criterion.get("id"), str):
            earlier.setdefault(criterion["id"], list(ids(options)))
    yield from conditions.elsewhere(document, earlier)


def _size(document: Document, alternatives: int) -> Iterator[Mistake]:
    """Yield what is too much for pages, export and audit, though no list is too long."""
    options = sum(
        len(criterion["options"])
        for _, criterion in mappings(document.data.get("criteria"))
        if isinstance(criterion.get("options"), list)
    )
    if alternatives * options > MOST_FITS:
        message = (
            f"has {alternatives * options:,} fits: {alternatives:,} alternatives in each of "
            f"{options:,} options (expected: {MOST_FITS:,} or fewer)"
        )
        yield document.mistake(("criteria",), message)


def _shared(document: Document, *keys: str) -> Iterator[Mistake]:
    """Yield what two alternatives have alike under `keys`: nobody could tell them apart by it."""
    first: dict[str, tuple[int, str, Any]] = {}
    for key in keys:
        for index, alternative in mappings(document.data.get("alternatives")):
            value = alternative.get(key)
            if not isinstance(value, str):
                continue
            other, called, of = first.setdefault(value, (index, key, alternative.get("id")))
            if other != index:
                message = f"'{value:.60}' is the {called} of {of!r:.60} (expected: one of its own)"
                yield document.mistake(("alternatives", index, key), message)


def _claims(document: Document) -> Iterator[Mistake]:
    lists: list[tuple[Where, Any]] = [(("claims",), document.data.get("claims"))]
    for index, criterion in mappings(document.data.get("criteria")):
        lists.append((("criteria", index, "claims"), criterion.get("claims")))
    yield from duplicates(document, "claim", *lists)


def _margins(document: Document) -> Iterator[Mistake]:
    margins = document.data.get("verdict")
    if not isinstance(margins, dict):
        return
    default = VerdictMargins()
    close, clear = margins.get("close", default.close), margins.get("clear", default.clear)
    if _whole(close) and _whole(clear) and close > clear:
        left_out = "" if "clear" in margins else ", where it is left out"
        message = f"close is {close}, clear is {clear}{left_out} (expected: close not above clear)"
        yield document.mistake(("verdict",), message)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _option(
    document: Document, where: Where, option: dict[str, Any], names: list[str]
) -> Iterator[Mistake]:
    for key in ("fit", "because", "rules_out"):
        mapping = option.get(key)
        if not isinstance(mapping, dict):
            continue
        for name in mapping if names else ():  # without any, it is the list that is wrong
            if name not in (*names, OTHERS):
                message = unknown("alternative", name, names) + hint(name, [OTHERS])
                yield document.mistake((*where, key), message, key=name)
        for name in names if key == "fit" and OTHERS not in mapping else ():
            if name not in mapping:
                message = f"no fit for '{name}' (expected: one for {listed(names)})"
                yield document.mistake((*where, key), message)
