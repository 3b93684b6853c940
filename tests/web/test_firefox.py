"""What Firefox does otherwise than the browser of the other tests, in a real one."""

import contextlib
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.conftest import Sites
from tests.firefox import PROGRAM, Ask, firefox

pytestmark = pytest.mark.skipif(not PROGRAM, reason="Firefox is in no Python package")
DOWN = "\ue015"
ANSWERED = "return document.getElementById('progress').textContent"
FOCUSED = "return document.activeElement.name"


@pytest.fixture(scope="module")
def ask(processes: contextlib.ExitStack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with firefox(tmp_path_factory.mktemp("profile")) as ask:
        yield ask


def run(ask: Ask, script: str) -> str:
    return str(ask("WebDriver:ExecuteScript", script=script, args=[])["value"])


def press(ask: Ask, key: str) -> None:
    strokes = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
    ask("WebDriver:PerformActions", actions=[{"type": "key", "id": "keys", "actions": strokes}])


def becomes(ask: Ask, script: str, expected: str) -> None:
    """Wait until the script returns what is expected."""
    end = time.monotonic() + 20
    while (found := run(ask, script)) != expected and time.monotonic() < end:
        time.sleep(0.1)

    assert expected == found


@pytest.mark.parametrize("place", ["live", "file"])
def test_the_focus_goes_to_the_next_question(place: str, places: Sites, ask: Ask) -> None:
    """So that the next key answers it; Firefox gives a legend no focus before it is laid out."""
    ask("WebDriver:Navigate", url=places.url(place, "/questions/one/"))
    becomes(ask, ANSWERED, "0 of 10 answered.")
    run(ask, "document.querySelector('.pick').focus()")
    for _ in range(2):
        press(ask, "1")
        becomes(ask, "return document.activeElement.localName", "legend")

    becomes(ask, ANSWERED, "2 of 10 answered.")


@pytest.mark.parametrize("place", ["live", "file"])
def test_a_changed_answer_keeps_the_focus_and_outlives_a_reload(
    place: str, places: Sites, ask: Ask
) -> None:
    """Field, verdict and address stay in step, though Firefox fills in fields by itself."""
    ask("WebDriver:Navigate", url=places.url(place, "/result/?experience=beginner&auth=login"))
    becomes(ask, "return document.querySelectorAll('.why > li').length", "2")
    verdict = run(ask, "return document.querySelector('h1').textContent")
    run(ask, "document.querySelector('select[name=experience]').focus()")
    for value in ("intermediate", "flask", "django"):
        press(ask, DOWN)
        becomes(ask, "return document.activeElement.value", value)
    becomes(ask, "return /experience=django/.test(location.search)", "True")

    assert "experience" == run(ask, FOCUSED)

    changed = run(ask, "return document.querySelector('h1').textContent")
    ask("WebDriver:Refresh")
    becomes(ask, "return document.querySelector('select[name=experience]')?.value", "django")
    becomes(ask, "return document.querySelector('h1').textContent", changed)

    assert changed != verdict
    assert ["django"] == parse_qs(urlsplit(run(ask, "return location.href")).query)["experience"]
