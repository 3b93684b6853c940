"""The catalogue is data: checked when it is read, and the only place that says what a demo is."""

import ast
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from guide.demos import catalogue, twins
from guide.loading.criteria import load
from tests.conftest import ROOT

DEMO = """
- id: one
  title: One
  summary: The first.
  criterion: speed
  means: Nothing.
  steps:
    - {says: Ask, method: GET, path: one, take: {id: 'id=(\\d+)'}}
  differences:
    - {about: Speed, does: {flask: this, django: that}}
"""


def test_a_catalogue_is_read() -> None:
    """A demo of the least that it needs."""
    (found,) = catalogue.read(DEMO)

    assert ("one", "GET", "that") == (
        found.id,
        found.steps[0].method,
        found.differences[0].does["django"],
    )


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("title: One", "titel: One", "titel"),
        ("method: GET", "method: FETCH", "steps.0.method"),
        ("(\\d+)", "\\d+", "no group"),
        ("django: that", "djano: that", "unknown twin 'djano' (expected: flask, django)"),
        (", django: that", "", "nothing is said of django"),
    ],
)
def test_a_mistake_is_refused(right: str, wrong: str, said: str) -> None:
    """With its place, or with what would be right."""
    assert right in DEMO
    with pytest.raises(ValidationError) as refused:
        catalogue.read(DEMO.replace(right, wrong))

    assert said in str(refused.value)


def test_every_demo_belongs_to_a_question() -> None:
    """To one that this guide asks."""
    asked = {criterion.id for criterion in load(ROOT).criteria}

    assert [] == [demo.id for demo in catalogue.demos() if demo.criterion not in asked]


def constants(path: Path) -> Iterator[str]:
    """Yield the texts in a module that are not its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }  # an expression that is a statement: a docstring
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in documented:
            yield text


def test_a_twin_is_known_by_name_in_one_table() -> None:
    """So that another one is a row of it, with a program, and a folder."""
    files = [
        *(ROOT / "guide/demos").glob("*.py"),
        *(ROOT / "guide/demos/programs").glob("*.py"),
        *(ROOT / "guide/bench").glob("*.py"),
        ROOT / "guide/web/demos.py",
        ROOT / "guide/web/running.py",
    ]
    programs = {twin.importer for twin in twins.SHOWN}
    names = re.compile("|".join(twin.id for twin in twins.TWINS), re.IGNORECASE)
    knowing = {
        path.name
        for path in files
        if path.name not in {"twins.py", *programs}
        and any(names.search(text) for text in constants(path))
    }

    assert set() == knowing
    assert programs <= {path.name for path in files}


def test_the_twins_know_the_demos_that_show_them() -> None:
    """The first page of a twin lists every demo with steps, under its title."""
    listed = runpy.run_path(str(twins.twin("flask").folder / "places.py"))["GROUPS"]

    assert [(each.id, each.title) for each in catalogue.demos() if each.steps] == [
        (group.demo, group.title) for group in listed
    ]
