"""What a template is handed: a typed context, all of it used, and nothing computed from it."""

import functools
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

from guide.demos import catalogue
from guide.demos.lab import attacks
from guide.loading.criteria import load
from guide.web import (
    asking,
    benchmarks,
    comparing,
    criteria,
    demos,
    errors,
    lab,
    method,
    pages,
    question,
    results,
    start,
)
from guide.web.frame import Frame
from tests.conftest import ROOT

TEMPLATES = ROOT / "guide" / "web" / "templates"
CONTEXTS: dict[str, Any] = {
    "home.html": pages.Home,
    "criteria.html": criteria.Criteria,
    "criterion.html": criteria.OneCriterion,
    "compare.html": comparing.Compare,
    "page.html": pages.OwnPage,
    "sitemap.xml": pages.Sitemap,
    "method.html": method.Method,
    "benchmarks.html": benchmarks.Benchmarks,
    "error.html": errors.Error,
    "questions.html": results.Questions,
    "question.html": question.Question,
    "asking.html": asking.One,
    "result.html": results.Result,
    "start.html": start.Start,
    "demos.html": demos.Demos,
    "demo.html": demos.OneDemo,
    "lab.html": lab.Lab,
}
# what every template may use beside its context
GLOBALS = {
    "frame",
    "say",
    "woven",
    "url_for",
    "site_link",
    "names",
    "place_of",
    "briefs",
    "bar",
}
BUILT_IN = {"loop"}
COMPUTING = (
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow),
    *(nodes.Neg, nodes.Concat, nodes.Slice, nodes.List, nodes.Dict),
)
FILTERS = {"trim", "safe", "tojson_compact", "join"}
TESTS = {"none"}
COMPARED = {"eq", "ne", "in"}
# what may be called of what: phrases in another form, and the names of a table
METHODS = {("say", "counted"), ("say", "inside"), ("briefs", "items")}

ENVIRONMENT = Environment(trim_blocks=True, lstrip_blocks=True)
ENVIRONMENT.filters["tojson_compact"] = str


@functools.cache
def tree(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def parts(name: str) -> Iterator[str]:
    """Yield a template and all that it is made of."""
    yield name
    kinds = nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport
    for node in tree(name).find_all(kinds):
        assert isinstance(node, kinds)
        assert isinstance(node.template, nodes.Const)
        yield from parts(node.template.value)


def used(name: str) -> set[str]:
    """Return the names that a template and its parts take from outside."""
    found: set[str] = set()
    macros: set[str] = set()
    for part in parts(name):
        macros |= {str(m) for node in tree(part).find_all(nodes.FromImport) for m in node.names}
        found |= find_undeclared_variables(tree(part))
    return found - {"parts"} - BUILT_IN - macros  # what Jinja brings, and what is imported


def test_every_template_has_a_context() -> None:
    """No template is forgotten here."""
    whole = {path.name for path in TEMPLATES.iterdir() if not path.name.startswith("_")}

    assert {*CONTEXTS, "base.html"} == whole


@pytest.mark.parametrize("name", CONTEXTS)
def test_template_uses_its_context_and_no_more(name: str) -> None:
    """Every field is used, and every name that is used is a field or one of the few globals."""
    fields = set(CONTEXTS[name]._fields)
    base = used("base.html") if "base.html" in parts(name) else set()

    assert fields == used(name) - GLOBALS
    assert base - GLOBALS <= fields


def test_frame_is_used() -> None:
    """Everything that surrounds each page is shown."""
    shown = {
        node.attr
        for path in TEMPLATES.iterdir()
        for node in tree(path.name).find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "frame"
    }

    assert set(Frame._fields) == shown


def computed(name: str) -> Iterator[str]:
    """Yield what a template does beyond showing, repeating, asking, and looking up by a name."""
    for node in tree(name).find_all(nodes.Node):
        match node:
            case nodes.Filter() if node.name not in FILTERS:
                yield f"line {node.lineno}: {node.name}"
            case nodes.Test() if node.name not in TESTS:
                yield f"line {node.lineno}: is {node.name}"
            case nodes.For(test=nodes.Node()):
                yield f"line {node.lineno}: for … if"
            case nodes.Getitem(arg=nodes.Const()):
                yield f"line {node.lineno}: one of a row"
            case nodes.Operand() if node.op not in COMPARED:
                yield f"line {node.lineno}: {node.op}"
            case nodes.Call(node=nodes.Getattr(node=nodes.Name() as of, attr=called)):
                if of.name != "parts" and (of.name, called) not in METHODS:
                    yield f"line {node.lineno}: {of.name}.{called}()"
            case nodes.Call(node=nodes.Getattr()):
                yield f"line {node.lineno}: a method"
            case nodes.Expr() if isinstance(node, COMPUTING):
                yield f"line {node.lineno}: {type(node).__name__}"


@pytest.mark.parametrize("name", sorted({part for name in CONTEXTS for part in parts(name)}))
def test_template_computes_nothing(name: str) -> None:
    """It adds nothing up, sorts nothing and picks nothing out: what it shows was made in Python."""
    assert [] == list(computed(name))


def test_every_part_belongs_to_a_template() -> None:
    """None of them is loaded in another way, and so looked at by none of these tests."""
    assert {path.name for path in TEMPLATES.iterdir()} == {p for n in CONTEXTS for p in parts(n)}


@pytest.mark.parametrize("context", [*CONTEXTS.values(), Frame], ids=lambda kind: kind.__name__)
def test_context_says_what_it_is(context: type) -> None:
    """A context is a named tuple with a sentence about it."""
    assert issubclass(context, tuple)
    assert not (inspect.getdoc(context) or "").startswith(context.__name__ + "(")


def test_no_template_reads_the_disk() -> None:
    """No path is asked what it is."""
    words = ("is_file(", "exists(", "read_text(", "open(")

    assert [] == [
        f"{path.name}: {word}"
        for path in TEMPLATES.iterdir()
        for word in words
        if word in path.read_text(encoding="utf-8")
    ]


def test_no_template_draws_a_bar() -> None:
    """It asks for one, so that all are drawn alike."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir()}

    assert [] == [name for name, text in texts.items() if '<svg class="bar' in text]


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.iterdir()))
def test_no_template_knows_a_name_of_the_data(name: str) -> None:
    """What a criterion, an alternative, a demo or an attack is called is the data's business."""
    guide = load(ROOT)
    parts_of_data: tuple[Any, ...] = (
        *guide.criteria,
        *guide.alternatives,
        *guide.elsewhere,
        *attacks(),
    )
    known = {*catalogue.ids(), *(part.id for part in parts_of_data)} - {"json"}  # a file's kind

    assert set() == known & {node.value for node in tree(name).find_all(nodes.Const)}


def test_walker_finds_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk itself sees a name in a part."""
    (tmp_path / "one.html").write_text('{% include "two.html" %}{{ title }}')
    (tmp_path / "two.html").write_text("{% for x in many %}{{ x }}{% endfor %}")
    monkeypatch.setattr("tests.web.test_contexts.TEMPLATES", tmp_path)

    assert {"title", "many"} == used("one.html")


WRONG = (
    *("{{ x + 1 }}", "{{ x|sort }}", "{{ x|length }}", "{{ x ~ y }}", "{{ x[0] }}", "{{ x[1:] }}"),
    *("{{ x > 2 }}", "{{ x is divisibleby 2 }}", "{% for y in x if y.z %}{% endfor %}"),
    *("{{ x.side(y) }}", "{{ x.y.side(z) }}", "{{ say.either(x) }}", "{{ -x }}"),
    *("{% for n in [1, 2] %}{% endfor %}", "{{ {1: 2} }}"),
)


@pytest.mark.parametrize("text", WRONG)
def test_computing_is_found(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever way a template has to compute."""
    (tmp_path / f"{WRONG.index(text)}.wrong.html").write_text(text)
    monkeypatch.setattr("tests.web.test_contexts.TEMPLATES", tmp_path)

    assert 1 == len(list(computed(f"{WRONG.index(text)}.wrong.html")))
