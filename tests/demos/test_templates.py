"""The templates of the demos' and the benchmark's pages show what they get, and compute nothing."""

import pytest
from jinja2 import Environment, StrictUndefined, nodes

from guide.demos import catalogue
from guide.web import create_app
from guide.web.excerpts import marked
from tests.conftest import ROOT

TEMPLATES = (
    "_demo.html",
    "_measured.html",
    "_summary.html",
    "demo.html",
    "demos.html",
    "benchmarks.html",
)
COMPUTING = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_computes_nothing(name: str) -> None:
    """No arithmetic, and no filter but for joining and for blanks around a macro."""
    source = (ROOT / "guide/web/templates" / name).read_text(encoding="utf-8")
    tree = Environment(autoescape=True).parse(source)

    assert [] == [node.lineno for node in tree.find_all(COMPUTING)]
    assert {"join", "trim"} >= {node.name for node in tree.find_all(nodes.Filter)}


@pytest.mark.parametrize("frozen", [False, True])
def test_a_template_asks_for_nothing_that_it_does_not_get(frozen: bool) -> None:
    """Every name and field in it is one that the page's view has."""
    app = create_app(ROOT, {"FROZEN": frozen, "RECORD": "off"})
    app.jinja_env.undefined = StrictUndefined
    client = app.test_client()
    paths = ["/demos/", "/benchmarks/", *(f"/demos/{name}/" for name in catalogue.ids())]

    assert dict.fromkeys(paths, 200) == {path: client.get(path).status_code for path in paths}


def test_marked_lines_are_those_that_not_all_have() -> None:
    """Of three versions as of two."""
    assert [[2], [2]] == marked(["abc", "aBc"])
    assert [[2, 3], [2, 3], [2, 3]] == marked(["abc", "abC", "aBc"])
