"""Pages that are filled in, against pages that are rendered whole."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from guide import create_app
from guide.export.relative import relative_links
from guide.web import render, results
from guide.web.stencil import Pieces, Stencil, marks
from tests.conftest import SITES

QUERIES = [
    "",
    "distance=short",
    "distance=long&budget=low&company=family",
    "distance=overseas&fear=never",
    "budget=high&importance.budget=5&other.budget=low",
]


def test_marks_are_filled() -> None:
    """Each piece stands where its mark stood, twice if need be; what is empty has no mark."""
    pieces = {"one": Markup("<b>1</b>"), "two": Markup("“2”"), "none": Markup("")}
    made = marks(pieces)

    found = Stencil.of(f"a{made['one']}b{made['two']}c{made['one']}{made['none']}")

    assert ("one", "two", "one") == found.names
    assert "a<b>1</b>b“2”c<b>1</b>" == found.filled(pieces).decode()


@pytest.mark.parametrize("path", ["/questions/", "/result/"])
def test_filled_is_what_is_rendered(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """For one set of answers after another, a filled page has the bytes of a rendered one."""
    client = create_app(SITES / "trip").test_client()
    filled = [client.get(f"{path}?{query}").data for query in QUERIES]

    def whole(template: str, pieces: Pieces, context: Callable[[Pieces], Any]) -> str:
        return render.render(template, context(pieces))

    monkeypatch.setattr(results, "fill", whole)

    assert filled == [client.get(f"{path}?{query}").data for query in QUERIES]


@pytest.fixture
def worded(tmp_path: Path) -> Path:
    """A site with pages of its own: at two depths, with odd titles, one named as the guide."""
    shutil.copytree(SITES / "trip", tmp_path / "site")
    for name, title in {
        "about": "'<b> & \\\"x\\\"'",
        "more": " More ",
        "deep/down": "Down",
        "same": "How shall we travel?",
    }.items():
        file = tmp_path / "site" / "content" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {title}\nsummary: What it says.\n---\n[Down](/deep/down/)\n")
    return tmp_path / "site"


@pytest.mark.parametrize("config", [{}, {"SITE_URL": "https://example.org/a/"}, {"FROZEN": True}])
def test_own_pages_are_as_rendered(
    config: dict[str, Any], worded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that fill the same stencil have their own address, title and way to others."""
    app = create_app(worded, config)
    paths = ["/about/", "/more/", "/deep/down/", "/same/", "/about/?distance=short"]

    def shown() -> list[bytes]:
        with relative_links(app) if config.get("FROZEN") else contextlib.nullcontext():
            return [app.test_client().get(path).data for path in paths]

    def whole(template: str, pieces: Pieces, context: Callable[[Pieces], Any]) -> str:
        return render.render(template, context(pieces))

    filled = shown()
    monkeypatch.setattr("guide.web.pages.fill", whole)

    assert b"<title>Down" in filled[2]
    assert filled == shown()
