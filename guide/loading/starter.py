"""`content/starter/`: what the starter project can have, and its files, read and checked.

A site without `content/starter/starter.yaml` offers no project.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pydantic

from guide.engine import marks
from guide.engine.features import BOTH, Condition, Feature, Format, Starter
from guide.engine.model import Guide
from guide.engine.values import CONTROL
from guide.loading import explaining, yamlfile
from guide.loading.mistakes import Invalid, Mistake
from guide.loading.yamlfile import Document

FOLDER = "content/starter"
FILE = f"{FOLDER}/starter.yaml"
MADE = ("__pycache__", ".venv", "instance", ".ruff_cache", ".pytest_cache")  # where one develops


def load(site: Path | str, guide: Guide) -> Starter | None:
    """Load what the site offers; raise `Invalid` with all that is wrong. None is no mistake."""
    path = Path(site) / FILE
    if not os.path.lexists(path):  # a link that leads nowhere is told
        return None
    document = yamlfile.parse(yamlfile.read_text(path, FILE), FILE)
    starter = _build(document)
    files, unreadable = _files(Path(site) / FOLDER, [BOTH, *starter.frameworks])
    mistakes = [*unreadable, *_check(starter, guide, document)]
    for folder, texts in files.items():
        for name, text in texts.items():
            for line, message in marks.mistakes(text, starter.names):
                mistakes.append(Mistake(f"{FOLDER}/{folder}/{name}", line, 1, "", message))
    if mistakes:
        raise Invalid(mistakes)
    return starter.model_copy(update={"files": files})


def _build(document: Document) -> Starter:
    mistakes = list(document.mistakes)
    if isinstance(document.data, dict) and "files" in document.data:
        message = "unknown key 'files' (expected: features, formats, frameworks)"
        mistakes.append(document.mistake((), message, key="files"))
    try:
        starter = Starter.model_validate_json(json.dumps(document.data))
    except pydantic.ValidationError as error:
        raise Invalid([*mistakes, *explaining.explain(error, document, Starter)]) from None
    if mistakes:
        raise Invalid(mistakes)
    return starter


def _check(starter: Starter, guide: Guide, document: Document) -> Iterator[Mistake]:
    """Yield what does not fit together in `starter.yaml`, or does not fit the guide."""
    alternatives = [alternative.id for alternative in guide.alternatives]
    for index, name in enumerate(starter.frameworks):
        if name not in alternatives:
            message = f"unknown alternative '{name}' (expected: {', '.join(sorted(alternatives))})"
            yield document.mistake(("frameworks", index), message)
    seen = [*starter.frameworks]
    lists: list[tuple[str, tuple[Feature | Format, ...]]] = [
        ("formats", starter.formats),
        ("features", starter.features),
    ]
    for key, entries in lists:
        for index, entry in enumerate(entries):
            if entry.id in seen:
                message = f"duplicate id '{entry.id}' (expected: each name once)"
                yield document.mistake((key, index, "id"), message)
            seen.append(entry.id)
            for number, condition in enumerate(entry.when):
                for name, message in _condition(condition, guide):
                    yield document.mistake((key, index, "when", number, name), message)
    for index, feature in enumerate(starter.features):
        for name, message in _condition(feature.unless, guide):
            yield document.mistake(("features", index, "unless", name), message)
    ids = [feature.id for feature in starter.features]
    for index, feature in enumerate(starter.features):
        for number, other in enumerate(feature.brings):
            if other not in ids:
                message = f"unknown feature '{other}' (expected: {', '.join(sorted(ids))})"
                yield document.mistake(("features", index, "brings", number), message)


def _condition(condition: Condition, guide: Guide) -> Iterator[tuple[str, str]]:
    known = {criterion.id: criterion for criterion in guide.criteria}
    for name, options in condition.items():
        if name not in known:
            yield name, f"unknown criterion '{name}' (expected: {', '.join(sorted(known))})"
            continue
        expected = [option.id for option in known[name].options]
        for option in options:
            if option not in expected:
                yield name, f"unknown option '{option}' (expected: {', '.join(sorted(expected))})"


def _unseen(file: str, text: str) -> Iterator[Mistake]:
    """Yield the control characters of a text, which nobody sees in the project."""
    for bad in re.finditer(CONTROL, text):
        before = text[: bad.start()]
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"the character {bad[0]!a} is not allowed (expected: text)"
        yield Mistake(file, *place, "", message)


def _files(folder: Path, names: list[str]) -> tuple[dict[str, dict[str, str]], list[Mistake]]:
    """Return the files of each folder by path, and what is wrong with those left out."""
    found: dict[str, dict[str, str]] = {}
    mistakes: list[Mistake] = []
    for name in names:
        found[name] = {}
        for path in sorted((folder / name).rglob("*")):
            inside = path.relative_to(folder / name).as_posix()
            if not path.is_file() or any(part in MADE for part in path.parts):
                continue
            shown = f"{FOLDER}/{name}/{inside}"
            if name != BOTH and inside in found[BOTH]:
                message = f"this file is in {BOTH}/ too (expected: in one of the two)"
                mistakes.append(Mistake(shown, 1, 1, "", message))
            if not inside.isascii():
                message = "the file's name is not ASCII (expected: a to z, 0 to 9 and the like)"
                mistakes.append(Mistake(shown, 1, 1, "", message))
            try:
                text = found[name][inside] = yamlfile.read_text(path, shown)
            except Invalid as invalid:
                mistakes += invalid.mistakes
                continue
            mistakes += _unseen(shown, text)
    return found, mistakes
