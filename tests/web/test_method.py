"""The page about the method: the audit, the tornado, the logic as a picture and as text."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from playwright.sync_api import expect

from guide import create_app
from guide.engine import audit
from guide.loading import criteria
from guide.telling import diagram, terminal
from guide.telling.phrases import Phrases
from guide.web.method import WIDEST
from guide.web.state import NAME
from tests import short
from tests.conftest import ROOT, SITES, OpenPage, Sites, guide_of, serving

GUIDE = guide_of(ROOT)
TODAY = GUIDE.updated
percent = Phrases().percent
SAY = Phrases()
EXAMPLE = ROOT / "examples" / "flask-django-fastapi"


@pytest.fixture(autouse=True, scope="module")
def audited(app: Flask) -> None:
    """The audit is there before a page is asked for that may be too busy to wait for it."""
    assert app.extensions[NAME].auditor.audit()


@pytest.mark.parametrize("place", ["live", "file"])
def test_audit(place: str, places: Sites, open_page: OpenPage) -> None:
    """It shows the shares, each question's row with the widest first, and the findings."""
    found = audit.audit(GUIDE, TODAY)
    page = open_page(places.url(place, "/method/"))
    rows = sorted(found.criteria, key=lambda row: -row.swing)

    for share in found.shares:
        expect(page.locator(".fits li").filter(has_text=percent(share.share))).not_to_have_count(0)
    expect(page.locator(".tornado tbody th")).to_have_text(
        [GUIDE.criterion(row.criterion).title for row in rows]
    )
    expected = [
        [*(str(max(lead.points, 0)) for lead in row.leads), percent(row.decides)] for row in rows
    ]
    cells = page.locator(".tornado tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.querySelectorAll('td')].map(d => d.innerText.trim()))"
    )
    assert expected == cells
    for destination, shown in zip(GUIDE.elsewhere, found.elsewhere, strict=True):
        line = f"{destination.name}: {percent(shown.share)}"
        expect(page.get_by_role("listitem").get_by_text(line, exact=True)).to_be_visible()
    assert [] == list(found.findings)
    expect(page.get_by_text("None: no option is dominated")).to_be_visible()


def test_numbers_stand_at_the_end_of_their_bars(places: Sites, open_page: OpenPage) -> None:
    """Two sides start in the middle; bars of one scale are as long as their numbers say."""
    page = open_page(places.url("live", "/method/"))
    boxes: list[list[dict[str, Any]]] = page.locator(".tornado tbody tr").evaluate_all(
        """rows => rows.map(r => [...r.querySelectorAll('.beam')].map(beam => {
            const bar = beam.querySelector('svg').getBoundingClientRect();
            const range = document.createRange();
            range.selectNodeContents(beam.lastChild);
            const text = range.getBoundingClientRect();
            return {bar: [bar.left, bar.right], text: [text.left, text.right],
                    n: +beam.textContent};
        }))"""
    )
    longest = max(side["n"] for row in boxes for side in row)

    for left, right in boxes:
        assert abs(left["bar"][1] - right["bar"][0]) < 2
        assert left["text"][1] <= left["bar"][0]
        assert right["text"][0] >= right["bar"][1]
        for side in (left, right):
            ratio = (side["bar"][1] - side["bar"][0]) / max(
                s["bar"][1] - s["bar"][0] for row in boxes for s in row
            )
            assert ratio == pytest.approx(side["n"] / longest, abs=0.03)


@pytest.mark.parametrize("text", ["", "How.\n", "How.\n\n[[audit]]\n\nAfter.\n"])
def test_audit_stands_where_the_text_says_or_below_it(text: str, tmp_path: Path) -> None:
    """Once, also where an author has not heard of the slot."""
    (tmp_path / "criteria.yaml").write_text((SITES / "trip" / "criteria.yaml").read_text())
    if text:
        (tmp_path / "content").mkdir()
        page = f"---\ntitle: How\nsummary: How it works.\n---\n{text}"
        (tmp_path / "content" / "method.md").write_text(page)
    html = create_app(tmp_path).test_client().get("/method/").text

    assert 1 == html.count('id="swing"') == html.count('<figure class="logic"')
    assert ("[[audit]]" in text) != (SAY("method.audit") in html)


@pytest.mark.parametrize("rows", [[(9, 1), (8, 1)], [(9, 1)]])
def test_bars_stay_in_their_cells(rows: list[tuple[int, int]], tmp_path: Path) -> None:
    """Where every answer speaks for one side, and where a question is a box to tick."""
    guide = short.of(rows)
    (tmp_path / "criteria.yaml").write_text(json.dumps(guide.as_data(), default=str))
    html = create_app(tmp_path).test_client().get("/method/").text
    widths = [float(width) for width in re.findall(r'<svg class="h\d" width="([\d.]+)%"', html)]

    assert [WIDEST, 0] == widths


@pytest.mark.parametrize("site", [ROOT, EXAMPLE, SITES / "trip", SITES / "awkward"])
def test_logic(site: Any) -> None:
    """The picture is well formed where it stands, labelled, and told as text beside it."""
    guide = criteria.load(site)
    html = create_app(site).test_client().get("/method/").text
    start = html.index("<svg", html.index('<figure class="logic"'))
    picture = ET.fromstring(html[start : html.index("</figure>", start)])

    ids = [element.get("id") for element in picture if element.get("id")]
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby", "").split() == ids
    assert guide.title in (picture.findtext("title") or "")
    assert diagram.text(SAY, diagram.steps(SAY, guide)) == picture.findtext("desc")
    assert "style=" not in html


def test_logic_as_text(open_page: OpenPage) -> None:
    """Every condition and every veto stands in the text."""
    guide = criteria.load(SITES / "trip")
    with serving(create_app(SITES / "trip")) as url:
        page = open_page(f"{url}/method/")
        page.get_by_text("The same as text").click()
        shown = page.locator("details li").all_inner_texts()

        for step, text in zip(diagram.steps(SAY, guide), shown, strict=True):
            for part in (step.criterion.title, *step.conditions, *step.exclusions):
                assert str(part) in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_picture_fits_a_telephone(scheme: Any, places: Sites, open_page: OpenPage) -> None:
    """At 360 px it needs no scrolling, and its smallest text has 11 px or more."""
    page = open_page(
        places.url("live", "/method/"),
        viewport={"width": 360, "height": 740},
        color_scheme=scheme,
    )
    picture = page.locator("figure.logic svg")
    box = picture.bounding_box()

    assert box is not None
    assert box["x"] + box["width"] <= 360
    assert 13 * box["width"] / float(picture.get_attribute("width") or 0) >= 11
    assert 0 == page.locator(".logic").first.evaluate("e => e.scrollWidth - e.clientWidth")


@pytest.mark.parametrize("close", [0, 5])
def test_what_is_too_close_is_said_only_where_something_is(close: int, tmp_path: Path) -> None:
    """On the page and in the terminal; the heads of the columns have the short names."""
    options = {"no": {"fit": [9, 3]}, "yes": {"fit": [2, 5]}}
    made = short.plain(
        {
            "alternatives": ["red", "constructor"],
            "verdict": {"close": close, "clear": 20},
            "criteria": {"size": {"options": options}},
        }
    )
    (tmp_path / "criteria.yaml").write_text(json.dumps(made))
    app = create_app(tmp_path)
    found = app.extensions[NAME].auditor.audit()
    page = app.test_client().get("/method/").text
    guide = criteria.load(tmp_path)
    (heads,) = re.findall(r'<table class="tornado">\s*<thead>(.*?)</thead>', page)

    assert (close > 0) == ("too close to call" in page)
    assert (close > 0) == ("too close to call" in "".join(terminal.audit(SAY, guide, found)))
    assert "Con</span>" in heads
    assert "Constructor" not in heads
