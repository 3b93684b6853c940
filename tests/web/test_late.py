"""Pages whose script does not come: a proxy keeps it out, or a browser is too old for it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import OpenPage, Sites

ANSWERED = "?audience=page&database=none"
SCRIPTS = {
    "/questions/": ["with-questions.js"],
    "/result/": ["told.js", "with-result.js"],
    "/questions/one/": ["with-one.js"],
    "/start/": ["told.js", "with-start.js"],
}
CASES = [(path, script) for path, scripts in SCRIPTS.items() for script in scripts]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def without(page: Page, script: str, url: str) -> None:
    """Open an address without one of its scripts, and wait no longer for it."""
    page.route(f"**/{script}*", lambda route: route.abort())
    page.goto(url)
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")


@pytest.mark.parametrize(("path", "script"), CASES)
def test_an_export_says_what_it_cannot_do(
    path: str, script: str, places: Sites, page: Page
) -> None:
    """Neither is the page empty then, nor does it only say that nothing is answered."""
    without(page, script, places.url("static", path) + ANSWERED)

    expect(page.locator(".note", has_text="Without its JavaScript this page")).to_be_visible()


@pytest.mark.parametrize("script", SCRIPTS["/result/"])
def test_answers_are_sent_to_the_server(script: str, live: str, page: Page) -> None:
    """What is changed on the result's page has a button that updates it."""
    without(page, script, f"{live}/result/{ANSWERED}")
    page.locator("#answers [name=database]").select_option("relational")
    page.get_by_role("button", name="Update the result").click()
    page.wait_for_url("**database=relational**")


def test_the_button_stands_still(live: str, page: Page) -> None:
    """Nothing is laid out on the way to it, which would move it from under a pointer."""
    without(page, "with-result.js", f"{live}/result/{ANSWERED}")
    button = page.get_by_role("button", name="Update the result")
    place = "(it) => it.getBoundingClientRect().top + scrollY"
    before = button.evaluate(place)
    button.scroll_into_view_if_needed()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    assert button.evaluate(place) == pytest.approx(before, abs=1)


@pytest.mark.parametrize("script", SCRIPTS["/start/"])
def test_another_project_is_shown_by_the_server(script: str, live: str, page: Page) -> None:
    """So has what is chosen on the starter's page."""
    without(page, script, f"{live}/start/{ANSWERED}")
    page.locator("[name='start.framework']").select_option("django")
    page.get_by_role("button", name="Show this one").click()

    expect(page.locator("#lead")).to_contain_text("A small service in Django")


@pytest.mark.parametrize("place", ["live", "file"])
@pytest.mark.parametrize("path", SCRIPTS)
def test_who_has_the_scripts_sees_none_of_it(
    path: str, place: str, places: Sites, open_page: OpenPage
) -> None:
    """What is late is out of sight at first, takes no room, and goes once the page works."""
    page = open_page(places.url(place, path + ANSWERED))

    expect(page.locator(".late")).to_have_count(0)


def test_nothing_moves_while_the_scripts_are_awaited(live: str, page: Page) -> None:
    """For some seconds the button is not there for anybody, and has no place in the page."""
    page.route("**/*.js*", lambda route: route.abort())
    page.goto(f"{live}/result/{ANSWERED}")
    look = page.locator(".late").evaluate(
        "(it) => [getComputedStyle(it).visibility, getComputedStyle(it).position]"
    )

    assert ["hidden", "absolute"] == look
