"""The picture of a verdict: drawn for the answers of a link; elsewhere the site's own."""

import dataclasses
import io
import re
import threading
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageChops, ImageStat

from guide import create_app
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.telling.phrases import Phrases
from guide.web import headers, picture, preview
from guide.web.picture import Card, Line
from tests.conftest import ROOT, SITES, guide_of
from tests.engine.test_model import TEXT

GUIDE = guide_of(ROOT)
NAMED = re.compile(r'<meta property="og:image" content="([^"]*)">')
FEW = "experience=beginner&auth=groups"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(ROOT).test_client()


def test_page_names_the_picture_of_its_answers(client: FlaskClient) -> None:
    """The address is absolute and has the answers alone; without any it is the site's picture."""
    page = client.get(f"/result/?{FEW}&other.auth=none&guide.digest=old&shoe=42").text

    assert [f"http://localhost/result/preview.png?{FEW.replace('&', '&amp;')}"] == NAMED.findall(
        page
    )
    assert ["http://localhost/static/preview.png"] == NAMED.findall(client.get("/result/").text)


def test_picture_of_the_site_takes_no_side() -> None:
    """Whoever shares the home page shares the question, and nobody’s verdict."""
    counted = "10 to 14 questions, a few minutes"
    sides = [
        Line(a.name, picture.HUES[n], n, "", 0, 100, "not weighed yet")
        for n, a in enumerate(GUIDE.alternatives)
    ]
    card = Card(counted, GUIDE.title, "Which one fits, how firmly, and why.", sides)
    asked = Image.open(io.BytesIO(picture.drawn(card)))
    shown = Image.open(ROOT / "static" / "preview.png").convert("RGB")

    assert asked.size == shown.size
    assert max(ImageStat.Stat(ImageChops.difference(asked, shown)).mean) < 1


def test_picture(client: FlaskClient) -> None:
    """It is a PNG of the usual size, as safe as every answer, and another one for other answers."""
    first, second = (client.get(f"/result/preview.png?{q}") for q in (FEW, "experience=beginner"))
    again = client.get(
        f"/result/preview.png?{FEW}", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert ("image/png", 200) == (first.mimetype, first.status_code)
    assert (1200, 630) == Image.open(io.BytesIO(first.data)).size
    assert headers.HEADERS.items() <= dict(first.headers).items()
    assert "Set-Cookie" not in first.headers
    assert first.data != second.data
    assert (304, b"") == (again.status_code, again.data)


def test_strange_parts_are_left_and_no_more_than_some_are_drawn(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page does not understand the picture does not; who waits too long hears so."""
    assert 200 == client.get("/result/preview.png?shoe=42").status_code

    monkeypatch.setattr(preview, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(preview, "PATIENCE", 0.01)
    with preview._turns:
        refused = client.get(f"/result/preview.png?{FEW}")

    assert 503 == refused.status_code
    assert "Retry-After" in refused.headers


@pytest.mark.parametrize("missing", ["letters", "Pillow", "server"])
def test_one_picture_where_none_can_be_drawn(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With letters that the typeface lacks, without Pillow, and in an export, none is named."""
    (tmp_path / "criteria.yaml").write_text(
        TEXT.replace("link: /water/", "link: /compare/").replace(
            "name: Tea", "name: Thé" if missing == "letters" else "name: Tea"
        ),
        encoding="utf-8",
    )
    if missing == "Pillow":
        monkeypatch.setattr(preview, "find_spec", lambda name: None)
    client = create_app(tmp_path, {"FROZEN": missing == "server"}).test_client()

    assert [] == NAMED.findall(client.get("/result/?time=evening").text)
    assert 404 == client.get("/result/preview.png?time=evening").status_code


def test_what_has_no_room_is_cut() -> None:
    """The longest words, and more alternatives than have room, still make a picture."""
    line = Line("x" * 60, "#0a6a86", 3, "", 100, 100, "100 of 100, 100 still open")
    card = Card("t" * 200, "word " * 200, "l" * 4000, [line] * 9)
    size, head, lead = picture._fitted(card, 200)

    assert (1200, 630) == Image.open(io.BytesIO(picture.drawn(card))).size
    assert (50, []) == (size, lead)
    assert head[-1].endswith("…")


def test_what_stands_beside_the_verdict_is_in_the_picture() -> None:
    """As a whole, or not at all where there is no room for it."""
    given = Answers({"existing-code": "django", "model": "deep"})
    card = picture.card(Phrases(), decide(GUIDE, given))
    beside = "Beside it: a process of its own for the model."
    _, _, shown = picture._fitted(card, 256)
    _, _, cut = picture._fitted(dataclasses.replace(card, beside="word " * 60), 256)

    assert beside in " ".join(shown)
    assert card.lead == " ".join(cut)


def test_words_are_balanced() -> None:
    """Of two lines the second has no single word."""
    text = "Too early to call, with Django just ahead."
    lines = picture._balanced(text, 68, picture._wrapped(text, 68, 1056))

    assert ["Too early to call, with", "Django just ahead."] == lines


def test_colours_are_those_of_the_pages() -> None:
    """The light ones."""
    styles = "".join((ROOT / "static" / name).read_text() for name in ("style.css", "pages.css"))
    light: dict[str, str] = {}
    for name, color in re.findall(r"--(paper|ink|soft|line|h\d): (#[0-9a-f]+);", styles):
        light.setdefault(name, color)

    assert (picture.PAPER, picture.INK, picture.SOFT, picture.LINE, *picture.HUES) == tuple(
        light[name] for name in ("paper", "ink", "soft", "line", *(f"h{n}" for n in range(6)))
    )


def test_every_kind_of_verdict_is_drawn() -> None:
    """A tie, nothing left, and alternatives that are out."""
    client = create_app(SITES / "trip").test_client()
    queries = ["company=alone", "distance=overseas&fear=never", "distance=short&budget=low"]
    drawn = {client.get(f"/result/preview.png?{query}").data for query in queries}

    assert 3 == len(drawn)
