"""Every page for everybody: axe in light and dark, narrow screens, large text."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests import axe, programs
from tests.conftest import ROOT, SITES, Sites, served

SERVED = served(ROOT)
SITE, PATHS = SERVED.site, SERVED.paths
TRIP_SERVED = served(SITES / "trip")
TRIP, TRIP_PATHS = TRIP_SERVED.site, TRIP_SERVED.paths
EVERY = urlencode({c.id: c.options[0].id for c in SITE.guide.criteria})
PAGES = [
    *PATHS,
    f"/questions/?{EVERY}",
    "/questions/?shoe=42",
    f"/result/?{EVERY}&guide.digest=old",
    "/no-such-page/",
]
TRIP_PAGES = [
    *TRIP_PATHS,
    "/result/?distance=overseas&fear=never",  # everything ruled out
    "/result/?distance=long&budget=low&company=family",
]
EXPORTED = ["/", "/questions/", f"/questions/?{EVERY}", f"/result/?{EVERY}", "/404.html"]
CASES = [
    *[("places", "live", path) for path in PAGES],
    *[("trip", "live", path) for path in TRIP_PAGES],
    *[("awkward", "live", path) for path in ("/", "/questions/", "/result/?action=proto")],
    *[("places", "file", path) for path in EXPORTED],
    ("places", "file", f"/start/?{EVERY}"),
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(page: Page, request: pytest.FixtureRequest) -> Any:
    """Go to a page of one of the sites, in one page that all tests of this module share."""

    def visited(sites: str, place: str, path: str) -> Page:
        where: Sites = request.getfixturevalue(sites)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(where.url(place, path))
        return page

    return visited


# where the keyboard stops though nothing is operated: what scrolls in its own box
UNNAMED = """() => [...document.querySelectorAll("[tabindex='0']")].filter((stop) => {
    const heading = document.getElementById(stop.getAttribute("aria-labelledby"));
    return !(stop.title || (stop.role === "group" && (stop.ariaLabel || heading?.textContent)));
}).map((stop) => stop.outerHTML.slice(0, 200))"""
# rows that their heads do not tell from each other: a screen reader says no more with a figure
ALIKE = """() => [...document.querySelectorAll("tbody")].flatMap((body) => {
    const heads = [...body.rows].map((row) => [...row.cells].filter((cell) => cell.matches("th"))
        .map((cell) => cell.textContent.trim()).join(", "));
    return heads.filter((head, at) => !head || heads.indexOf(head) !== at);
})"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("sites", "place", "path"), CASES)
def test_pages_are_for_everybody(sites: str, place: str, path: str, visit: Any) -> None:
    """Neither on a small screen, nor with text at 200 %, nor with both, a page scrolls sideways.

    And axe finds nothing by WCAG 2.2 AA and its best practices; in the dark, enough contrast. What
    it does not look for: a name wherever the keyboard stops, and heads that tell rows apart.
    """
    page = visit(sites, place, path)

    assert [] == page.evaluate(UNNAMED)
    assert [] == page.evaluate(ALIKE)

    page.set_viewport_size({"width": 320, "height": 640})

    assert 0 == page.evaluate(WIDER)

    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert 0 == page.evaluate(WIDER)

    page.set_viewport_size({"width": 360, "height": 740})

    assert 0 == page.evaluate(WIDER)

    page.evaluate("document.documentElement.removeAttribute('style')")
    page.set_viewport_size({"width": 1280, "height": 900})
    axe.put_into(page)

    assert [] == axe.violations(page)

    page.emulate_media(color_scheme="dark")

    assert [] == axe.contrast(page)


FIELDS = "#questions :is(input, select)"
COVERED = """(fields) => [...document.querySelectorAll(fields)].filter((field) => {
    if (!field.checkVisibility()) return false;
    field.focus();
    const { x, y, height } = field.getBoundingClientRect();
    return !field.closest("label").contains(document.elementFromPoint(x + 5, y + height - 5));
}).map((field) => field.name)"""


@pytest.mark.parametrize(
    ("letters", "width", "height"), [(24, 360, 640), (24, 360, 740), (32, 360, 800), (32, 412, 915)]
)
def test_the_verdict_covers_nothing_that_has_the_focus(
    letters: int, width: int, height: int, playwright: Playwright, places: Sites, monkeypatch: Any
) -> None:
    """On a phone whose letters are 150 or 200 %, and with the longest verdict."""
    larger = [*programs.QUIET, f"--blink-settings=defaultFontSize={letters}"]
    monkeypatch.setattr(programs, "QUIET", larger)
    browser = programs.launch(playwright)
    try:
        page = browser.new_page(viewport={"width": width, "height": height})
        answered = "audience=programs&project-size=medium&model=llm&database=none"
        page.goto(places.url("live", f"/questions/?{answered}"))

        assert [] == page.evaluate(COVERED, FIELDS)
    finally:
        browser.close()


SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; }
        * { letter-spacing: .12em !important; word-spacing: .16em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
UNDER = """() => [...document.querySelectorAll(".option div")].filter((row) => {
    const reason = row.querySelector("dd").getBoundingClientRect();
    return [...row.querySelectorAll(".fit")].some((fit) => {
        const range = document.createRange();
        range.selectNodeContents(fit);
        const { right, bottom } = range.getBoundingClientRect();
        return right > reason.left && bottom > reason.top;
    });
}).map((row) => row.textContent)"""


def test_no_fit_lies_on_its_reason_where_letters_stand_apart(places: Sites, visit: Any) -> None:
    """With the spacing of WCAG 1.4.12, which a reader may set."""
    page = visit("places", "live", "/criteria/admin/")
    page.evaluate(SPACED)

    assert [] == page.evaluate(UNDER)


@pytest.mark.parametrize("path", ["/criteria/admin/", "/compare/", "/production/", "/method/"])
def test_no_page_scrolls_sideways_however_it_is_read(path: str, places: Sites, visit: Any) -> None:
    """The smallest screen, letters twice as large and the spacing of WCAG 1.4.12, all at once."""
    page = visit("places", "live", path)
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(SPACED)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert 0 == page.evaluate(WIDER)


CUT = """() => [...document.querySelectorAll(".scroll caption")].filter((caption) => {
    const range = document.createRange();
    range.selectNodeContents(caption);
    const box = caption.closest(".scroll").getBoundingClientRect();
    return [...range.getClientRects()].some((line) => line.right > box.right + 1);
}).map((caption) => caption.textContent)"""


@pytest.mark.parametrize("width", [360, 768, 1024])
def test_captions_do_not_scroll(width: int, places: Sites, visit: Any) -> None:
    """A table wider than its box scrolls in it; what it is called is there to read at once."""
    page = visit("places", "live", "/benchmarks/")
    page.set_viewport_size({"width": width, "height": 740})

    assert [] == page.evaluate(CUT)


OPENED = """() => {
    const { left, top, right, bottom } = document.querySelector(":popover-open")
        .getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && right - left;
}"""


@pytest.mark.parametrize(
    ("width", "height", "letters"), [(320, 256, "100%"), (360, 740, "200%"), (1280, 800, "100%")]
)
def test_what_a_term_means_is_in_sight_as_a_whole(
    width: int, height: int, letters: str, places: Sites, visit: Any
) -> None:
    """At a zoom of 400 % and in letters twice as large: what does not fit there scrolls."""
    page = visit("places", "live", "/criteria/speed/")
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("(size) => document.documentElement.style.fontSize = size", letters)
    widths = {}
    for term in page.locator(".term").all():
        term.focus()
        page.keyboard.press("Enter")
        widths[term.text_content()] = page.evaluate(OPENED)
        page.keyboard.press("Escape")

    assert widths
    assert 250 < min(widths.values()), widths


UNSEEN = """() => {
    const button = document.activeElement, { x, y, width, height } = button.getBoundingClientRect();
    return ![.1, .3, .5, .7, .9].some((part) =>
        button.contains(document.elementFromPoint(x + width * part, y + height / 2)));
}"""


@pytest.mark.parametrize(("width", "letters"), [(320, "100%"), (360, "200%"), (768, "100%")])
def test_no_column_in_sight_covers_what_has_the_focus(
    width: int, letters: str, places: Sites, visit: Any
) -> None:
    """The heads of a table's other columns are buttons, and one goes back through them, too."""
    page = visit("places", "live", "/benchmarks/")
    page.set_viewport_size({"width": width, "height": 740})
    page.evaluate("(size) => document.documentElement.style.fontSize = size", letters)
    heads = page.locator(".measured").first.locator("thead button")
    heads.last.focus()
    unseen = []
    for _ in range(heads.count()):
        if page.evaluate(UNSEEN):
            unseen.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("Shift+Tab")

    assert [] == unseen


SPILT = """() => [...document.querySelectorAll(".given .tag")].filter((tag) =>
    tag.getBoundingClientRect().right > tag.closest("th").getBoundingClientRect().right
).map((tag) => tag.closest("th").textContent)"""


def test_an_own_answer_is_marked_within_its_column(places: Sites, visit: Any) -> None:
    """On a phone whose letters are twice as large: beside it are an alternative's fit and bar."""
    page = visit("places", "live", f"/compare/?{EVERY}")
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.locator(".given .tag").count()
    assert [] == page.evaluate(SPILT)


CUT_OFF = """() => [...document.querySelectorAll(".logic svg text")].filter((text) => {
    text.scrollIntoView({ block: "center" });
    const { right, top, height } = text.getBoundingClientRect();
    return !document.elementFromPoint(right - 6, top + height / 2)?.closest("text");
}).map((text) => text.textContent)"""


def test_words_of_a_picture_are_not_cut_off_where_letters_stand_apart(
    places: Sites, visit: Any
) -> None:
    """With the spacing of WCAG 1.4.12 they may stand out of it."""
    page = visit("places", "live", "/method/")
    page.evaluate(SPACED)

    assert page.locator(".logic svg text").count()
    assert [] == page.evaluate(CUT_OFF)
