"""The page of the attack lab: what was recorded, and what comes of an attack that is sent."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from guide import create_app
from guide.demos import lab, lab_recordings, rendered, runner
from guide.demos.lab import Attack, Trial
from tests.conftest import ROOT, OpenPage

ADDRESS = "/demos/attacks/"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, bool]]:
    """Answer every attack with its recording; return what was asked for."""
    found: list[tuple[str, str, bool]] = []

    def run_all(app: Any, chosen: Attack, text: str, *, protected: bool, **_: Any) -> Any:
        found.append((chosen.id, text, protected))
        trials: Sequence[Trial] = lab_recordings.recorded()[chosen.id].trials
        return tuple(each for each in trials if each.protected == protected)

    monkeypatch.setattr(lab, "run_all", run_all)
    return found


def test_both_outcomes_are_shown(app: Flask) -> None:
    """Before anything is sent: those that were recorded, with the line and without."""
    page = app.test_client().get(ADDRESS).text

    assert (6, 6) == (page.count("Stopped.</strong>"), page.count("The attack succeeded.</strong>"))
    frames = [html.unescape(each) for each in re.findall(r'srcdoc="([^"]*)"', page)]
    shown = [each.shown for one in lab_recordings.recorded().values() for each in one.trials]
    assert sorted(map(rendered.framed, shown)) == sorted(frames)
    assert 12 == len(frames)
    assert "<mark>" in page
    assert "<del>" in page


def test_an_export_shows_them_too() -> None:
    """There nobody can attack."""
    page = create_app(ROOT, {"FROZEN": True}).test_client().get(ADDRESS).text

    assert (6, 6) == (page.count("Stopped.</strong>"), page.count("The attack succeeded.</strong>"))
    assert "<form" not in page.replace("srcdoc", "").partition("<main")[2].replace("&lt;form", "")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"protection": "off", "text": "<i>"}, ("<i>", False)),
        ({"protection": "on", "text": "<i>"}, ("<i>", True)),
        ({"protection": "OFF"}, (lab.attacks()[1].read(None), True)),
        ({}, (lab.attacks()[1].read(None), True)),
    ],
)
def test_an_attack_is_run(
    app: Flask,
    asked: list[tuple[str, str, bool]],
    sent: dict[str, str],
    expected: tuple[str, bool],
) -> None:
    """The one that was sent, and only `off` takes its line away."""
    page = app.test_client().post(ADDRESS, data={"attack": "escaping", **sent}).text

    assert [("escaping", *expected)] == asked
    assert 10 == page.count("<iframe")
    assert ("Not accepted" in page) == ("text" not in sent)


def test_an_attack_that_is_none_is_not_run(app: Flask, asked: list[tuple[str, str, bool]]) -> None:
    """The page is shown as before."""
    answer = app.test_client().post(ADDRESS, data={"attack": "../json", "protection": "off"})

    assert (200, []) == (answer.status_code, asked)


@pytest.mark.parametrize("status", [503, 429])
def test_whoever_is_refused_is_told_when(
    app: Flask, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """Somebody else attacks, or the visitor has had their share."""

    def refuse(*_: Any, **__: Any) -> None:
        raise runner.Refused(status, 7)

    monkeypatch.setattr(lab, "run_all", refuse)
    answer = app.test_client().post(ADDRESS, data={"attack": "escaping", "protection": "off"})

    assert (status, "7") == (answer.status_code, answer.headers["Retry-After"])


@pytest.mark.parametrize(("seconds", "said"), [("1", "1 second."), ("7", "7 seconds.")])
def test_the_page_tells_whoever_is_refused(
    live: str, shared: Callable[[bool], BrowserContext], seconds: str, said: str
) -> None:
    """By the seconds that the answer names."""
    page = shared(True).new_page()
    page.goto(f"{live}{ADDRESS}")
    page.route(
        f"**{ADDRESS}", lambda route: route.fulfill(status=429, headers={"Retry-After": seconds})
    )
    page.locator(".attack form button").first.click()
    expect(page.locator(".attack .when").first).to_have_text(re.compile(f"again in {said}$"))
    page.close()


def test_the_switch_chooses_what_is_seen(
    live: str, open_page: OpenPage, asked: list[tuple[str, str, bool]]
) -> None:
    """Without a request; what is sent is answered in its place."""
    page = open_page(f"{live}{ADDRESS}", viewport={"width": 360, "height": 800})
    section = page.locator(".attack").filter(has=page.locator("#escaping"))
    on, off = section.locator(".on"), section.locator(".off")
    expect(off).to_be_visible()
    expect(on).to_be_hidden()
    section.get_by_label("there").check()
    expect(on).to_be_visible()
    expect(off).to_be_hidden()
    section.get_by_label("The note").fill("<u>mine</u>")
    section.get_by_role("button").click()
    expect(section.locator(".when")).to_have_text("Ran just now, on copies that are gone again.")
    expect(section.locator(".sends")).to_contain_text("<u>mine</u>")
    # it would ask the frames, which have no origin and may run no script
    axe = Axe().run(page, options={"iframes": False}).response

    assert [("escaping", "<u>mine</u>", True)] == asked
    assert 2 == section.locator("iframe").count()
    assert 360 == page.evaluate("document.documentElement.scrollWidth")
    assert [] == [each["id"] for each in axe["violations"]]


def test_whoever_goes_on_meanwhile_stays_there(
    live: str, open_page: OpenPage, asked: list[tuple[str, str, bool]]
) -> None:
    """An attack takes seconds; the focus is the button's again only if it is nowhere else."""
    page = open_page(f"{live}{ADDRESS}")
    section = page.locator(".attack").first
    button, elsewhere = section.get_by_role("button"), page.locator(".brand")
    button.press("Enter")
    expect(section.locator(".when")).to_have_text("Ran just now, on copies that are gone again.")
    expect(button).to_be_focused()

    page.evaluate(
        "document.querySelector('.attack form').addEventListener('submit', () => "
        "document.querySelector('.brand').focus())"
    )
    button.press("Enter")
    expect(button).to_be_enabled()

    expect(elsewhere).to_be_focused()


@pytest.mark.parametrize("address", [ADDRESS, "/demos/forms/"])
def test_the_keyboard_is_seen_in_a_frame(live: str, open_page: OpenPage, address: str) -> None:
    """Browsers draw no line around a frame: what takes the focus in it has one."""
    page = open_page(f"{live}{address}")
    frame = page.locator("iframe:visible").first
    inside = frame.content_frame.locator("body > div")
    frame.focus()
    page.keyboard.press("Tab")

    expect(inside).to_be_focused()
    assert "auto" == inside.evaluate("(block) => getComputedStyle(block).outlineStyle")
