"""`criteria.yaml`: text in, a frozen `Guide` out, or every mistake of the file at once."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import pydantic

from guide.engine import gates
from guide.engine.directions import held_apart
from guide.engine.model import Guide
from guide.engine.part import Part
from guide.engine.values import OTHERS
from guide.loading import CRITERIA, explaining, validation, yamlfile
from guide.loading.mistakes import Invalid, Mistake
from guide.loading.names import ids
from guide.loading.yamlfile import Document

T = TypeVar("T", bound=Part)

FILE = CRITERIA
MOST_MISTAKES = 1_000  # between the parts of one file: a broken one may have any number


def load(site: Path | str = ".") -> Guide:
    """Load `criteria.yaml` of the folder `site`; raise `Invalid` with all its mistakes."""
    return read(site)[0]


def read(site: Path | str = ".") -> tuple[Guide, Document]:
    """Load `criteria.yaml` with the places of its values, in which later mistakes are shown."""
    document = yamlfile.read(Path(site) / FILE, FILE)
    guide = build(document)
    if mistakes := tangled(guide, document):
        raise Invalid(mistakes)
    return guide, document


def parse(text: str, shown_as: str = FILE) -> Guide:
    """Make a guide of YAML text; `shown_as` is the file name that mistakes show."""
    return build(yamlfile.parse(text, shown_as))


def build(document: Document) -> Guide:
    """Make a guide of a document; raise `Invalid` with all that is wrong with it."""
    guide, mistakes = None, list(document.mistakes)
    if isinstance(document.data, dict):
        mistakes += itertools.islice(validation.check(document), MOST_MISTAKES)
    try:
        guide = Guide.model_validate_json(json.dumps(written_out(document.data)))
    except pydantic.ValidationError as error:
        mistakes += explaining.explain(error, document, Guide)
    if mistakes or guide is None:
        raise Invalid(mistakes)
    return _held_apart(guide)


def _held_apart(guide: Guide) -> Guide:
    """Hold apart the names that stand inside sentences and are written the other way than those."""

    def held(part: T, *names: str, **parts: object) -> T:
        texts = {name: getattr(part, name) for name in names}
        changed = {name: text and held_apart(text, guide.lang) for name, text in texts.items()}
        changed |= parts
        if all(getattr(part, name) == value for name, value in changed.items()):
            return part
        return cast(T, part.model_construct(**{**dict(part), **changed}))

    return held(
        guide,
        alternatives=tuple(held(it, "name", "short") for it in guide.alternatives),
        elsewhere=tuple(held(it, "name") for it in guide.elsewhere),
        criteria=tuple(
            held(it, "title", options=tuple(held(option, "label") for option in it.options))
            for it in guide.criteria
        ),
    )


def written_out(data: Any) -> Any:
    """Return the data of a guide with `others` replaced by all the alternatives it stands for."""
    names = list(ids(data.get("alternatives"))) if isinstance(data, dict) else []
    if not names:
        return data
    return _each(data, "criteria", lambda c: _each(c, "options", lambda o: _option(o, names)))


def _each(
    data: dict[str, Any], key: str, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """Return data with each mapping of the list `key` changed, if there is one."""
    items = data.get(key)
    if not isinstance(items, list):
        return data
    return {**data, key: [change(item) if isinstance(item, dict) else item for item in items]}


def _option(option: dict[str, Any], names: list[str]) -> dict[str, Any]:
    written = {key: option[key] for key in option if key in ("fit", "because", "rules_out")}
    return option | {key: _named(value, names, key) for key, value in written.items()}


def _named(mapping: Any, names: list[str], key: str) -> Any:
    """Name all of `names`; in what may be left out, nothing beside `others` excepts one."""
    if not isinstance(mapping, dict) or OTHERS not in mapping:
        return mapping
    named = {name: mapping.get(name, mapping[OTHERS]) for name in names}
    unknown = {name: value for name, value in mapping.items() if name not in (*names, OTHERS)}
    return {
        name: value
        for name, value in (named | unknown).items()
        if value is not None or key == "fit"
    }


def tangled(guide: Guide, document: Document) -> list[Mistake]:
    """Return a mistake for each group that is too tangled, at the last `when` that ties it."""
    mistakes = []
    for group in gates.too_tangled(guide):
        last = max(guide.criteria.index(criterion) for criterion in group)
        order = gates.untangled(guide, group)
        remedy = f"; in this order they are few: {', '.join(c.id for c in order)}" if order else ""
        message = (
            f"{len(group)} criteria are tied together in too many ways to add up (expected: "
            f"at most {gates.MAX_GATES:,} ways to leave later ones of them unasked{remedy})"
        )
        mistakes.append(document.mistake(("criteria", last, "when"), message))
    return mistakes


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `criteria.yaml`, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Guide.model_json_schema(),
    }
