"""`criteria.yaml`: text in, a frozen `Guide` out, or every mistake of the file at once."""

import itertools
import json
from pathlib import Path
from typing import Any

import pydantic

from guide.engine import ways
from guide.engine.model import Guide
from guide.loading import validation, yamlfile
from guide.loading.yamlfile import Document, Invalid, Mistake

FILE = "criteria.yaml"
MOST_MISTAKES = 1_000  # between the parts of one file: a broken one may have any number


def load(site: Path | str = ".") -> Guide:
    """Load `criteria.yaml` of the folder `site`; raise `Invalid` with all its mistakes."""
    return read(site)[0]


def read(site: Path | str = ".") -> tuple[Guide, Document]:
    """Load `criteria.yaml` with the places of its values, in which later mistakes are shown."""
    document = yamlfile.parse(yamlfile.read_text(Path(site) / FILE, FILE), FILE)
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
        guide = Guide.model_validate_json(json.dumps(document.data))
    except pydantic.ValidationError as error:
        mistakes += validation.explain(error, document, Guide)
    if mistakes or guide is None:
        raise Invalid(mistakes)
    return guide


def tangled(guide: Guide, document: Document) -> list[Mistake]:
    """Return a mistake for each group that is too tangled, at the last `when` that ties it."""
    mistakes = []
    for group in ways.too_tangled(guide):
        last = max(guide.criteria.index(criterion) for criterion in group)
        message = (
            f"{len(group)} criteria are tied together in too many ways to add up "
            f"(expected: at most {ways.MAX_GATES:,} ways to leave later ones of them unasked)"
        )
        mistakes.append(document.mistake(("criteria", last, "when"), message))
    return mistakes


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `criteria.yaml`, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Guide.model_json_schema(),
    }
