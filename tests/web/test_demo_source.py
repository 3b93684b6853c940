"""The source in the page of a demo: all of it, each line once, and as many lines as are said."""

import re
from typing import Any

import pytest

from guide.demos import charged, structure
from guide.demos.catalogue import Demo, demos
from guide.demos.twins import SHOWN
from guide.web import create_app, demo_source
from guide.web.excerpts import Excerpt
from tests.conftest import ROOT, OpenPage, Sites

WITH_FILES = [each for each in demos() if each.files]


def numbers(part: Excerpt | None, column: int) -> list[int]:
    rows = part.rows if part else ()
    return [line.number for row in rows for line in row[column].lines]


@pytest.mark.parametrize("demo", WITH_FILES, ids=lambda each: each.id)
def test_the_lines_shown_are_those_counted(demo: Demo) -> None:
    """Of each file, and in all; what is not shown at once is the rest, and nothing is left out."""
    sums = dict.fromkeys((twin.id for twin in SHOWN), 0)
    for source in demo_source.sources(demo):
        for column, count in enumerate(source.used.counts):
            path = count.twin.folder / source.name
            text = path.read_text(encoding="utf-8").splitlines()
            used, rest = (numbers(part, column) for part in (source.used, source.rest))

            assert len(charged.code(path) & set(used)) == count.lines
            assert {n for n, line in enumerate(text, 1) if line.strip()} <= {*used, *rest}
            assert sorted([*used, *rest]) == sorted({*used, *rest})
            for twin in SHOWN if source.same else [count.twin]:
                sums[twin.id] += 0 if source.beside else count.lines

    assert {twin.id: structure.size(twin, demo).lines for twin in SHOWN} == sums


def test_of_what_a_file_hands_to_the_framework_a_demo_takes_its_own_lines() -> None:
    """The forms need the line that checks for forgery, and not those for limits and headers."""
    forms = next(each for each in WITH_FILES if each.id == "forms")
    guards = next(each for each in demo_source.sources(forms) if each.name == "guards.py")
    shown = [str(line.code) for row in guards.used.rows for line in row[0].lines]

    assert any("init_app(app)" in line for line in shown)
    assert not any("before_request" in line for line in shown)
    assert guards.rest


def test_what_a_bar_marks_is_marked_for_those_who_do_not_see_it() -> None:
    """The lines that only one has are an element of their own, in the page as in what is made."""
    forms = next(each for each in WITH_FILES if each.id == "forms")
    parts = [part for each in demo_source.sources(forms) for part in (each.used, each.rest) if part]
    lines = [line for part in parts for row in part.rows for cell in row for line in cell.lines]
    page = create_app(ROOT).test_client().get("/demos/forms/").text

    assert any(line.marked for line in lines)
    assert [line.anchor for line in lines if line.marked] == re.findall(r'<mark id="([^"]*)"', page)


WRITTEN = """() => [...document.querySelectorAll("mark, mark *")]
    .map((element) => getComputedStyle(element).color)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/demos/forms/", "/demos/attacks/"])
def test_marked_lines_can_be_read_in_colors_that_the_reader_sets(
    path: str, scheme: Any, places: Sites, open_page: OpenPage
) -> None:
    """A browser has colors of its own for what is marked, and not for the ground below it."""
    page = open_page(places.url("live", path), forced_colors="active", color_scheme=scheme)
    ink = page.locator("h1").evaluate("(title) => getComputedStyle(title).color")

    assert {ink} == set(page.evaluate(WRITTEN))


def test_marked_lines_begin_where_the_others_do(places: Sites, open_page: OpenPage) -> None:
    """A border marks them, and no shadow within: Firefox drew its rim through the text, too."""
    page = open_page(places.url("live", "/demos/forms/"))
    looks = (
        page.locator(".diff pre")
        .first.locator("code > *")
        .evaluate_all(
            """all => all.map((line) => {
          const { borderLeftWidth, boxShadow, paddingLeft } = getComputedStyle(line);
          return [line.localName, boxShadow, parseFloat(borderLeftWidth) + parseFloat(paddingLeft)];
        })"""
        )
    )

    assert {"mark", "span"} == {name for name, _, _ in looks}
    assert {"none"} == {shadow for _, shadow, _ in looks}
    assert 1 == len({round(begins, 2) for _, _, begins in looks}), looks
