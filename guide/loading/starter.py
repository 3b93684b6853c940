"""`content/starter/`: what the starter project can have, and its files, read and checked.

A site without `content/starter/starter.yaml` offers no project.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydantic

from guide.engine import marks
from guide.engine.features import BOTH, Starter
from guide.engine.model import Guide
from guide.engine.values import CONTROL
from guide.loading import conditions, explaining, names, textfile, yamlfile
from guide.loading.mistakes import Invalid, Mistake, Where, place_of
from guide.loading.yamlfile import Document

FOLDER = "content/starter"
FILE = f"{FOLDER}/starter.yaml"
MADE = ("__pycache__", ".venv", "instance", ".ruff_cache", ".pytest_cache")  # where one develops


def load(site: Path | str, guide: Guide) -> Starter | None:
    """Load what the site offers; raise `Invalid` with all that is wrong. None is no mistake."""
    path = Path(site) / FILE
    if not os.path.lexists(path):  # a link that leads nowhere is told
        return None
    document = yamlfile.read(path, FILE)
    starter, mistakes = _build(document)
    mistakes += _check(document, guide)
    alternatives = {alternative.id for alternative in guide.alternatives}
    known = [name for _, name in _texts(document, "frameworks") if name in alternatives]
    files, unreadable = _files(Path(site) / FOLDER, [BOTH, *known])
    mistakes += unreadable
    if starter is None:  # then nobody knows what marks may ask for
        raise Invalid(mistakes)
    for folder, texts in files.items():
        for name, text in texts.items():
            for line, message in marks.mistakes(text, starter.names):
                mistakes.append(Mistake.at(f"{FOLDER}/{folder}/{name}", message, line))
    if mistakes:
        raise Invalid(mistakes)
    return starter.model_copy(update={"files": files})


def _build(document: Document) -> tuple[Starter | None, list[Mistake]]:
    """Return what `starter.yaml` says, None where it cannot be read, and what is wrong with it."""
    mistakes = list(document.mistakes)
    if "files" in _data(document):
        message = "unknown key 'files' (expected: features, formats, frameworks)"
        mistakes.append(document.mistake((), message, key="files"))
    try:
        return Starter.model_validate_json(json.dumps(document.data)), mistakes
    except pydantic.ValidationError as error:
        return None, [*mistakes, *explaining.explain(error, document, Starter)]


def _check(document: Document, guide: Guide) -> Iterator[Mistake]:
    """Yield what does not fit together in `starter.yaml`, or does not fit the guide.

    This looks at plain data, which may be wrong in any other way too.
    """
    data = _data(document)
    alternatives = [alternative.id for alternative in guide.alternatives]
    options = {each.id: [option.id for option in each.options] for each in guide.criteria}
    features = list(names.ids(data.get("features")))
    for where, name in _texts(document, "frameworks"):
        if name not in alternatives:
            yield document.mistake(where, names.unknown("alternative", name, alternatives))
    seen = {name for _, name in _texts(document, "frameworks")}
    for key in ("formats", "features"):
        for index, entry in names.mappings(data.get(key)):
            where, own = (key, index), entry.get("id")
            if isinstance(own, str) and own in seen:
                message = f"duplicate id '{own}' (expected: each name once)"
                yield document.mistake((*where, "id"), message)
            elif isinstance(own, str):
                seen.add(own)
            for number, condition in names.mappings(entry.get("when")):
                at = *where, "when", number
                yield from conditions.named(document, at, condition, options)
            yield from conditions.named(document, (*where, "unless"), entry.get("unless"), options)
            for place, other in _texts(document, *where, "brings"):
                if other not in features:
                    yield document.mistake(place, names.unknown("feature", other, features))


def _data(document: Document) -> dict[str, Any]:
    return document.data if isinstance(document.data, dict) else {}


def _texts(document: Document, *where: str | int) -> Iterator[tuple[Where, str]]:
    """Yield the texts of the list at `where` with their places; nothing of what is no list."""
    found: Any = _data(document)
    for key in where:
        found = found.get(key) if isinstance(key, str) else found[key]
    if isinstance(found, list):
        yield from (((*where, i), text) for i, text in enumerate(found) if isinstance(text, str))


def _unseen(file: str, text: str) -> Iterator[Mistake]:
    """Yield the control characters of a text, which nobody sees in the project."""
    for bad in re.finditer(CONTROL, text):
        message = f"the character {bad[0]!a} is not allowed (expected: text)"
        yield Mistake.at(file, message, *place_of(text, bad.start()))


def _files(folder: Path, parts: list[str]) -> tuple[dict[str, dict[str, str]], list[Mistake]]:
    """Return the files of each folder by path, and what is wrong with those left out."""
    found: dict[str, dict[str, str]] = {}
    mistakes: list[Mistake] = []
    for name in parts:
        found[name] = {}
        for path in sorted((folder / name).rglob("*")):
            inside = path.relative_to(folder / name).as_posix()
            if not path.is_file() or any(part in MADE for part in path.parts):
                continue
            shown = f"{FOLDER}/{name}/{inside}"
            if name != BOTH and inside in found[BOTH]:
                message = f"this file is in {BOTH}/ too (expected: in one of the two)"
                mistakes.append(Mistake.at(shown, message))
            if not inside.isascii():
                message = "the file's name is not ASCII (expected: a to z, 0 to 9 and the like)"
                mistakes.append(Mistake.at(shown, message))
            try:
                text = found[name][inside] = textfile.read(path, shown)
            except Invalid as invalid:
                mistakes += invalid.mistakes
                continue
            mistakes += _unseen(shown, text)
    return found, mistakes
