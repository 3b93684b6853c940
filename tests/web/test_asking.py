"""One question at a time, the way back to the result, and the home page's question."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from guide.engine.answers import Answers
from guide.engine.asking import next_question
from guide.engine.decision import decide
from guide.telling.asking import stop, wanted
from guide.telling.phrases import Phrases
from guide.telling.verdict import verdict
from tests.conftest import ROOT, SETTLED, OpenPage, Sites, guide_of

GUIDE = guide_of(ROOT)
SAY = Phrases()
FIRST = next_question(GUIDE, Answers()) or ""


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_until_it_is_firm(place: str, javascript: bool, places: Sites, open_page: OpenPage) -> None:
    """The page asks what Python would, says when the answer is firm, and leads to the result."""
    page = open_page(places.url(place, "/questions/one/"), java_script_enabled=javascript)
    options: dict[str, str] = {}
    passed: list[str] = []
    for turn in range(12):
        d = decide(GUIDE, Answers(options))
        name = next_question(GUIDE, Answers(options), passed, wanted(d))
        told = stop(SAY, d, name)
        if told:
            break
        assert name
        expect(page.locator("legend")).to_have_text(GUIDE.criterion(name).ask)
        named = GUIDE.criterion(name).ask if turn else "One question at a time"
        expect(page).to_have_title(f"{named} · Flask or Django?")
        expect(page.locator("#headline")).to_have_text(verdict(SAY, d).bar)
        if javascript:
            page.locator("legend").focus()
            page.keyboard.press("0" if turn == 1 else "3")
        else:
            page.locator(".pick").nth(-1 if turn == 1 else 2).click()
        if turn == 1:
            passed.append(name)
        else:
            options[name] = GUIDE.criterion(name).options[2].id

    expect(page.locator("#stop-why")).to_have_text(told)
    expect(page.get_by_role("link", name="See the result")).to_have_count(1)

    page.locator("#back").click()

    expect(page.locator("#stop")).to_be_hidden()

    page.locator(".pick").nth(2).click()
    page.locator("#stop a").click()
    page.wait_for_url("**/result/**")

    expect(page.locator("h1")).to_have_text(verdict(SAY, decide(GUIDE, Answers(options))).headline)


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_enough_is_said_of_the_two_where_something_else_comes_first(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """Who is told to look elsewhere first is not told that it is all settled."""
    given = SETTLED | {"speed": "busy"}
    d = decide(GUIDE, Answers(given))
    told = stop(SAY, d, next_question(GUIDE, Answers(given), (), wanted(d)))
    assert d.first
    assert told.startswith("Settled between Flask and Django: ")

    url = places.url(place, "/questions/one/?" + urlencode(given))
    page = open_page(url, java_script_enabled=javascript)

    expect(page.locator("#stop-why")).to_have_text(told)


@pytest.mark.parametrize("place", ["live", "file"])
def test_keys_act_only_in_the_question(place: str, places: Sites, open_page: OpenPage) -> None:
    """The hint is there while they do: not before the focus is in the form, then at every step."""
    page = open_page(places.url(place, "/questions/one/"))
    asked, hint = page.locator("legend"), page.locator("#keys")
    first = asked.inner_text()
    for elsewhere in ("body", ".brand", "#see a"):
        page.locator(elsewhere).focus()
        page.keyboard.press("3")
        page.keyboard.press("0")

        expect(asked).to_have_text(first)
        expect(hint).to_be_hidden()

    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(hint).to_be_visible()
    page.keyboard.press("3")
    expect(page.locator("#progress")).to_contain_text("1 of")
    expect(hint).to_be_visible()
    second = asked.inner_text()
    page.keyboard.press("0")
    expect(asked).not_to_have_text(second)

    page.keyboard.press("Backspace")
    expect(asked).to_have_text(second)
    page.locator("#back").click()
    expect(asked).to_have_text(first)
    expect(hint).to_be_visible()
    page.keyboard.press("3")
    expect(asked).to_have_text(second)
    page.go_back()
    expect(asked).to_have_text(first)
    page.keyboard.press("3")
    expect(asked).to_have_text(second)

    page.locator(".brand").focus()
    page.keyboard.press("Backspace")

    expect(asked).to_have_text(second)
    expect(hint).to_be_hidden()


def test_a_key_that_is_held_answers_once(places: Sites, open_page: OpenPage) -> None:
    """Its repetitions would answer questions that nobody has read."""
    page = open_page(places.url("live", "/questions/one/"))
    page.locator(".pick").first.focus()
    page.keyboard.down("3")
    expect(page.locator("#progress")).to_contain_text("1 of")
    for _ in range(3):
        page.keyboard.down("3")
    page.keyboard.up("3")

    expect(page.locator("#progress")).to_contain_text("1 of")


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_who_goes_on_has_the_answers_in_sight(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """On a low phone “You can stop here” leaves the question in sight, and the next its answers."""
    firm = "extensions=contract&existing-code=none&project-size=small&audience=programs"
    address = places.url(place, f"/questions/one/?{firm}")
    page = open_page(
        address, java_script_enabled=javascript, viewport={"width": 360, "height": 640}
    )
    stop, see = page.locator("#stop"), page.get_by_role("link", name="See the result")

    def top(selector: str) -> float:
        box = page.locator(selector).first.bounding_box()
        assert box
        return box["y"]

    expect(stop).to_contain_text("You can stop here")
    expect(see).to_have_count(1)
    assert top("#stop") < top("legend") < top("#panel")

    page.locator(".pick").first.click()
    page.wait_for_url("**&speed=**")

    expect(stop).to_contain_text("You can stop here")
    expect(see).to_have_count(1)
    assert top(".pick") < top("#panel") - 44
    assert top("#stop") > top(".pick")


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_what_is_not_counted_is_named(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """An answer of the link whose question is not asked, with what would have it asked."""
    answers = {"admin": "edit", "auth": "open"}
    query = urlencode(answers)
    told = verdict(SAY, decide(GUIDE, Answers(answers))).uncounted
    assert len(told) == 1

    page = open_page(places.url(place, f"/questions/one/?{query}"), java_script_enabled=javascript)
    expect(page.locator("#open")).to_have_text(told[0])

    page.goto(places.url(place, f"/start/?{query}"))
    expect(page.locator("#project .note")).to_have_text(told[0])


@pytest.mark.parametrize("place", ["live", "file"])
def test_a_verdict_that_stays_is_not_told_again(
    place: str, places: Sites, open_page: OpenPage
) -> None:
    """A status that is set again is read again: passing a question over changes no verdict."""
    page = open_page(places.url(place, "/questions/one/"))
    page.evaluate(
        """() => {
            self.told = 0;
            new MutationObserver(() => { self.told += 1; })
                .observe(document.getElementById("headline"), { childList: true });
        }"""
    )
    first = page.locator("legend").inner_text()
    page.locator(".pick").last.click()
    expect(page.locator("legend")).not_to_have_text(first)

    assert 0 == page.evaluate("self.told")

    page.locator(".pick").nth(2).click()
    expect(page.locator("#progress")).to_contain_text("1 of")

    assert 1 == page.evaluate("self.told")


@pytest.mark.parametrize("place", ["live", "file"])
def test_links_carry_the_answers(place: str, places: Sites, open_page: OpenPage) -> None:
    """From page to page the answers go along, and each leads back to the result."""
    asked_for = urlencode({FIRST: GUIDE.criterion(FIRST).options[1].id})
    page = open_page(places.url(place, f"/questions/?{asked_for}"))
    expect(page.locator("#progress")).to_contain_text("1 of")
    for name in ("Method", "Compare", "Questions"):
        page.get_by_role("navigation", name="Site").get_by_role("link", name=name).click()
        page.wait_for_url(re.compile(re.escape(asked_for)))
    expect(page.locator(f'[name="{FIRST}"]:checked')).to_have_value(asked_for.partition("=")[2])
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Method").click()

    page.get_by_role("link", name="Back to your result").click()

    page.wait_for_url(re.compile(rf"/result/.*{re.escape(asked_for)}"))


def test_without_a_script_the_ways_through_the_site_carry_them(
    places: Sites, open_page: OpenPage
) -> None:
    """Live, the navigation has the answers of the address, and the way back shows."""
    asked_for = urlencode({FIRST: GUIDE.criterion(FIRST).options[1].id})
    page = open_page(places.url("live", f"/method/?{asked_for}&x=1"), java_script_enabled=False)

    back = page.get_by_role("link", name="Back to your result")
    assert f"/result/?{asked_for}" == back.get_attribute("href")

    page.goto(places.url("live", "/method/"))

    expect(back).to_be_hidden()


@pytest.mark.parametrize("place", ["live", "file"])
def test_home_begins(place: str, places: Sites, open_page: OpenPage) -> None:
    """An answer on the home page moves the bars, and goes along to the next question."""
    page = open_page(places.url(place, "/"))
    before = page.locator("#fits").inner_text()
    option = GUIDE.criterion(FIRST).options[2].id

    page.locator(f'input[value="{option}"]').check()

    found = verdict(SAY, decide(GUIDE, Answers({FIRST: option}))).bar
    expect(page.locator("#headline")).to_have_text(found)
    assert before != page.locator("#fits").inner_text()

    page.get_by_role("button", name="Next question").click()

    page.wait_for_url(f"**/one/*?{FIRST}={option}")
    expect(page.locator("#progress")).to_contain_text("1 of")


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_once_it_is_firm_what_comes_first_is_asked_about(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """Who leads is settled, but a model server may still come before: its questions are next."""
    options = {"existing-code": "other", "extensions": "choose", "experience": "intermediate"}
    options |= {"audience": "programs"}
    url = f"{places.url(place, '/questions/one/')}?{urlencode(options)}"
    page = open_page(url, java_script_enabled=javascript)
    before = wanted(decide(GUIDE, Answers(options)))

    assert "speed" in before
    assert "database" == next_question(GUIDE, Answers(options))
    assert "database" not in before
    expect(page.locator("legend")).to_have_text(GUIDE.criterion("speed").ask)
    page.locator(".pick").nth(1).click()
    expect(page.locator("#headline")).to_contain_text("a model server first.")
