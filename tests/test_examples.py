"""The example guide with three alternatives: checked, audited, served, exported, answered."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from guide import create_app
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.telling.phrases import Phrases
from guide.telling.verdict import verdict
from guide.web import checked
from tests.conftest import ROOT, OpenPage, Sites, guide_of, serving

EXAMPLE = ROOT / "examples" / "flask-django-fastapi"
GUIDE = guide_of(EXAMPLE)
OPTIONS = {"callers": "programs", "time": "sockets", "access": "key"}


@pytest.mark.parametrize("command", [["check"], ["audit", "--strict"]])
def test_guide_is_sound(command: list[str]) -> None:
    """`guide check` has no mistake and `guide audit --strict` no finding to report."""
    done = subprocess.run(
        [sys.executable, "-m", "guide", *command, "--site", EXAMPLE],
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "no mistakes" in done.stdout or "No findings." in done.stdout


def test_every_page_is_served() -> None:
    """Each page answers, with its own text."""
    client = create_app(EXAMPLE).test_client()
    for path in checked.load(EXAMPLE).paths:
        response = client.get(path)

        assert 200 == response.status_code, path
        assert "FastAPI" in response.text


@pytest.fixture(scope="module")
def built(exported: Callable[[Path], Path]) -> Path:
    return exported(EXAMPLE)


def test_every_page_is_exported(built: Path) -> None:
    """Each page is a file."""
    for path in checked.load(EXAMPLE).paths:
        assert (built / path.removeprefix("/") / "index.html").is_file()


@pytest.mark.parametrize("place", ["live", "file"])
def test_answers(place: str, built: Path, open_page: OpenPage) -> None:
    """Answers lead to a result with three bars and shares that are said to be a sample."""
    with serving(create_app(EXAMPLE)) as url:
        base = url if place == "live" else built.as_uri()
        end = "" if place == "live" else "index.html"
        page = open_page(f"{base}/questions/{end}")
        given: dict[str, str] = {}
        for criterion, option in OPTIONS.items():
            page.locator(f'input[name="{criterion}"][value="{option}"]').check()
            given[criterion] = option
        found = decide(GUIDE, Answers(OPTIONS))
        told = verdict(Phrases(), found)

        # the questionnaire says “so far” until nothing is open
        expect(page.locator("#headline")).to_have_text(verdict(Phrases(), found, firm=False).bar)

        page.get_by_role("button", name="See the result").click()

        expect(page.locator("h1")).to_have_text(told.headline)
        expect(page.get_by_role("heading", name="Ruled out")).to_have_count(0)
        expect(page.locator("#recommendation .s-verdict .fits li")).to_have_count(3)
        expect(page.get_by_text("Estimated from a fixed sample")).to_have_count(1)


@pytest.mark.parametrize("place", ["live", "file"])
def test_a_veto_is_shown(place: str, open_page: OpenPage, trip: Sites) -> None:
    """What an answer rules out is named with its reason; of two that remain shares are exact."""
    page = open_page(trip.url(place, "/result/?distance=short"))

    expect(page.get_by_role("heading", name="Ruled out")).to_be_visible()
    expect(page.get_by_text("Nobody flies so short a way.").first).to_be_visible()
    expect(page.get_by_text("Estimated from a fixed sample")).to_have_count(0)
