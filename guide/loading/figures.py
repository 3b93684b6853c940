"""The figures that a guide's source prints, and the table they come from: one YAML file.

Measured runs stand beside it in `content/benchmarks/`; they are the benchmark's own business.
"""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import pydantic
from pydantic import Field

from guide.engine.part import Part
from guide.loading import explaining, yamlfile
from guide.loading.mistakes import Invalid, Mistake

FOLDER = "content/benchmarks"

Milliseconds = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]


class _Part(Part):
    model_config = pydantic.ConfigDict(allow_inf_nan=False)


class Quoted(_Part):
    """A figure as the source prints it."""

    test: str
    alternative: str
    mean_ms: Milliseconds
    requests_per_second: Annotated[float, Field(ge=0)] | None = None
    words: str


class Row(_Part):
    """A row of the table that the quoted figures come from. Times are in milliseconds."""

    test: str
    alternative: str
    mean_ms: Milliseconds
    p50_ms: Milliseconds
    p90_ms: Milliseconds
    p99_ms: Milliseconds
    max_ms: Milliseconds
    requests: Count
    seconds: Annotated[int, Field(gt=0)]
    requests_per_second: Annotated[float, Field(ge=0)]
    read_errors: Count
    timeouts: Count


class Test(_Part):
    """A test, and in a sentence what it does."""

    id: str
    title: str
    does: str = ""


class Finding(_Part):
    """What the audit found about a test, or about all of them."""

    about: str
    says: str


class Figures(_Part):
    """One file of quoted figures.

    Its `source`, what it was `measured_with`, its `findings` and what each test `does` are for
    those who read the file, and need not be there: the page shows the figures, and its own text
    says the rest.
    """

    kind: Literal["article"]
    title: str
    published: datetime.date
    source: dict[str, str] = Field(default_factory=dict)
    measured_with: dict[str, str | int] = Field(default_factory=dict)
    quoted: tuple[Quoted, ...]
    rows: tuple[Row, ...]
    tests: tuple[Test, ...]
    findings: tuple[Finding, ...] = ()


def load(site: Path | str, alternatives: list[str]) -> list[Figures]:
    """Load every YAML file of quoted figures; raise `Invalid` with all mistakes.

    `alternatives` are those of the guide; without any, they are not looked at.
    """
    found: list[Figures] = []
    mistakes: list[Mistake] = []
    for path in sorted((Path(site) / FOLDER).glob("*.yaml")):
        name = f"{FOLDER}/{path.name}"
        try:
            document = yamlfile.read(path, name)
        except Invalid as invalid:
            mistakes += invalid.mistakes
            continue
        mistakes += document.mistakes
        try:
            found.append(Figures.model_validate_json(json.dumps(document.data)))
            mistakes += _check(document, alternatives)
        except pydantic.ValidationError as error:
            mistakes += explaining.explain(error, document, Figures)
    if mistakes:
        raise Invalid(mistakes)
    return found


def _check(document: yamlfile.Document, alternatives: list[str]) -> Iterator[Mistake]:
    data: dict[str, Any] = document.data
    tests = [test["id"] for test in data["tests"]]
    for key in ("quoted", "rows"):
        for index, row in enumerate(data[key]):
            for name, known in (
                ("test", tests),
                ("alternative", alternatives or [row["alternative"]]),
            ):
                if row[name] not in known:
                    expected = ", ".join(sorted(known))
                    message = f"unknown {name} '{row[name]}' (expected: {expected})"
                    yield document.mistake((key, index, name), message)
