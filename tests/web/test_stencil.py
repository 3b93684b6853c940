"""Pages that are filled in, against pages that are rendered whole."""

from collections.abc import Callable
from typing import Any

import pytest
from markupsafe import Markup

from guide import create_app
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
