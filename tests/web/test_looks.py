"""How alternatives look: their own colours, marks and short names, and a site's own style."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from guide.loading import criteria
from guide.web import create_app, looks
from tests import short
from tests.conftest import OpenPage, Sites, serving
from tests.engine.test_model import TEXT

LOOK = (
    TEXT.replace("link: /water/", "link: /compare/")
    .replace("name: Tea,", 'name: Tea made of leaves, short: Leaf, color: "#b3703a",')
    .replace(
        "name: Coffee,", """name: Coffee, mark: '"<', color: {light: "#0a6a86", dark: "#5cc4e2"},"""
    )
)
LINKED = re.compile(r'<link rel="stylesheet" href="/static/([a-z.]+)')


def test_guide_that_needs_no_stylesheet_has_none() -> None:
    """Six alternatives without a look of their own are in the engine's styles."""
    assert {} == looks.files(criteria.parse(TEXT))


def test_stylesheet_has_colours_and_marks() -> None:
    """A colour for each theme; a mark in place of the shape, safe whatever it is."""
    style = looks.files(criteria.parse(LOOK))[looks.NAME].decode()

    assert ".m0, .h0 { --hue: #b3703a; }\n" in style
    assert "dark) { .m0, .h0 { --hue: #b3703a; } .m1, .h1 { --hue: #5cc4e2; } }" in style
    assert r'i.m1::before { content: "\22 \3c "; content: "\22 \3c " / ""; }' in style
    assert "i.m0" not in style


def test_shapes_of_many() -> None:
    """What comes after the first six is in the stylesheet, and nothing before."""
    names = [f"a{n}" for n in range(200)]
    made = {"alternatives": names, "criteria": {"size": {"options": {"no": {"fit": [5] * 200}}}}}
    style = looks.files(short.guide(made))[looks.NAME].decode()

    assert set(range(6, 200)) == {int(n) for n in re.findall(r"\.m(\d+)", style)}


def test_pages_have_the_looks_and_then_the_style_of_the_site(tmp_path: Path) -> None:
    """The site's `site.css` comes after all of ours; bars and the line have short names."""
    (tmp_path / "criteria.yaml").write_text(LOOK, encoding="utf-8")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").write_text("h1 { color: teal; }")
    client = create_app(tmp_path).test_client()
    result = client.get("/result/?time=evening").text

    assert ["style.css", "pages.css", "alternatives.css", "site.css"] == LINKED.findall(result)
    assert "i.m1::before" in client.get("/static/alternatives.css").text
    assert "Tea made of leaves" in result
    assert '<span class="name" dir="auto"><i class="m m0"></i>Leaf</span>' in result
    assert "Leaf" in client.get("/questions/?time=evening").text
    assert "Leaf</span></th>" in client.get("/compare/").text


# of each value beside a bar
LINES = """[...document.querySelectorAll('.option .fit')].map(
    (fit) => fit.clientHeight / parseFloat(getComputedStyle(fit).lineHeight))"""
PAGES = ("/", "/questions/", "/criteria/", "/result/?time=evening", "/criteria/time/")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_word_and_no_direction_makes_a_page_wider(
    lang: str, browser: Browser, tmp_path: Path
) -> None:
    """At 320 px long words break by themselves; nothing lies beside a page from right to left."""
    text = f"lang: {lang}\n{TEXT.replace('link: /water/', 'link: /compare/')}"
    for word in ("name: Tea", "ask: What time is it?", "label: Morning"):
        text = text.replace(word, f"{word.partition(':')[0]}: {'x' * 59}", 1)
    (tmp_path / "criteria.yaml").write_text(text, encoding="utf-8")
    with serving(create_app(tmp_path)) as address:
        page = browser.new_page(viewport={"width": 320, "height": 640})
        widths = {}
        for path in PAGES:
            page.goto(address.rstrip("/") + path)
            widths[path] = page.evaluate("document.documentElement.scrollWidth")
        lines = page.evaluate(LINES)
        page.close()

    assert {320} == set(widths.values()), widths
    assert lines
    assert max(lines) < 2


# how far what stands alone in its paragraph is from the side where that begins
APART = """[...document.querySelectorAll('main p > :is(.name, .button):only-child')].map(
    (it) => it.closest('p').getBoundingClientRect().right - it.getBoundingClientRect().right)"""


@pytest.mark.parametrize("path", ["/", "/compare/", "/questions/", "/questions/one/"])
def test_names_and_buttons_begin_on_the_right(path: str, browser: Browser, tmp_path: Path) -> None:
    """From right to left, whatever letters are in them."""
    text = TEXT.replace("link: /water/", "link: /compare/")
    (tmp_path / "criteria.yaml").write_text(f"lang: ar\n{text}", encoding="utf-8")
    with serving(create_app(tmp_path)) as address:
        page = browser.new_page()
        page.goto(address.rstrip("/") + path)
        apart = page.evaluate(APART)
        page.close()

    assert apart
    assert 1 > max(apart)


def test_equal_fits_have_equal_bars(live: str, open_page: OpenPage) -> None:
    """However long the names beside them are, and at every width."""
    page = open_page(f"{live}/criteria/speed/")
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        bars = "[...document.querySelectorAll('.option .bar')].map(bar => bar.clientWidth)"
        widths = page.evaluate(bars)

        lines = page.evaluate(LINES.replace(".fit'", ".name'"))

        assert 1 == round(max(lines))
        assert len(widths) >= 2
        assert 1 == len(set(widths)), widths


@pytest.mark.parametrize(
    ("path", "tables"),
    [
        ("/method/", ".scroll"),
        ("/demos/predict/", ".scroll"),
        ("/benchmarks/", ".scroll:has(.found), #with-a-model ~ .scroll"),
    ],
)
def test_tables_to_read_fit_a_telephone(
    path: str, tables: str, places: Sites, open_page: OpenPage
) -> None:
    """At 360 px none loses its last column, and its smallest text has 11 px or more."""
    page = open_page(places.url("live", path), viewport={"width": 360, "height": 740})
    found = page.locator(tables).filter(visible=True)
    expect(found.first).to_be_visible()

    assert {0} == set(found.evaluate_all("all => all.map((e) => e.scrollWidth - e.clientWidth)"))
    assert 11 <= min(
        found.locator("th, td, td *, th *").evaluate_all(
            "all => all.map((e) => parseFloat(getComputedStyle(e).fontSize))"
        )
    )


def luminance(red: int, green: int, blue: int) -> float:
    """Return how light a colour is, from 0 to 1, as WCAG computes it."""
    parts = [n / 255 for n in (red, green, blue)]
    linear = [n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_answered_stands_out_in_every_browser(
    scheme: Literal["light", "dark"], live: str, open_page: OpenPage
) -> None:
    """The progress bar's ground is the browser's own: Firefox has a light one in the dark, too."""
    page = open_page(f"{live}/questions/", color_scheme=scheme)
    accent = page.locator("progress").evaluate("bar => getComputedStyle(bar).accentColor")
    done = luminance(*map(int, re.findall(r"\d+", accent)))
    grounds = {"Firefox": (233, 233, 237), "Chromium": (239, 239, 239)}
    if scheme == "dark":
        grounds["Chromium"] = (59, 59, 59)

    for ground in grounds.values():
        one, other = sorted((done, luminance(*ground)))

        assert 3 <= (other + 0.05) / (one + 0.05), grounds
