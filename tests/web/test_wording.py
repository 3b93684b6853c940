"""Every phrase comes from the table: a site that replaces all of them shows no English of ours.

What a script does not change is read from the HTML, live and as it is exported; a browser reads
the pages whose scripts say something.
"""

import datetime
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from flask import Flask
from markupsafe import Markup
from playwright.sync_api import Page, Route

from guide import create_app
from guide.demos import catalogue, lab, twins
from guide.engine import audit
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.engine.findings import Finding, Kind
from guide.loading import criteria, phrases
from guide.telling import decision_record, findings, terminal
from guide.telling.english import ENGLISH, joined
from guide.telling.phrases import Phrases
from guide.web import broken, errors
from guide.web.render import woven
from guide.web.state import NAME
from tests import short
from tests.conftest import ROOT, OpenPage, Sites, frozen, serving
from tests.web import foreign
from tests.web.foreign import bare

ANSWERS = {"q1": "o1", "q2": "o2", "q3": "o1"}
QUERIES = ["", "?q1=o1&q2=o2", "?q1=o2&q3=o1&other.q1=o1", "?q2=o1&q4=o1&shoe=%D0%B6&q1=o9"]
SPOKEN = [  # pages whose scripts say something, with the queries to look at
    ("/questions/", QUERIES),
    ("/result/", QUERIES),
    ("/start/", QUERIES[1:2]),
    ("/benchmarks/", [""]),
]
CODES = (400, 404, 405, 413, 418, 500, 503)
VISIBLE = """() => {
    const main = document.querySelector("main");
    for (const it of main.querySelectorAll("pre, code, script, noscript")) it.remove();
    const labelled = [...main.querySelectorAll("[aria-label]")];
    const said = labelled.map((e) => e.getAttribute("aria-label"));
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) said.push(texts.currentNode.data);
    return [document.title, ...said].join("\\n");
}"""


class Read(HTMLParser):
    """What a page says, to eyes and to screen readers, but for code and what servers answered."""

    SILENT = ("script", "style", "pre", "code")
    SAID = ("aria-label", "title", "alt", "placeholder")
    DESCRIBED = ("description", "og:title", "og:description", "og:image:alt")
    EMPTY = ("meta", "link", "input", "br", "img", "hr", "rect", "path", "circle", "line")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.said += [text for name in self.SAID if (text := found.get(name))]
        if tag == "meta" and (found.get("name") or found.get("property")) in self.DESCRIBED:
            self.said.append(found["content"] or "")
        quiet = tag in self.SILENT or found.get("class") == "status"
        if (quiet or self.silent) and tag not in self.EMPTY:
            self.silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag not in self.EMPTY:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)

    @property
    def bare(self) -> set[str]:
        return bare("\n".join(self.said))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the site, while the demos' catalogue is Cyrillic, too."""
    made = tmp_path_factory.mktemp("wording")
    foreign.write(made)
    found, attacks = foreign.demos(), foreign.attacks()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "demos", lambda: found)
        patch.setattr(lab, "attacks", lambda: attacks)
        yield made


@pytest.fixture(scope="module", params=[False, True], ids=["live", "frozen"])
def app(folder: Path, request: pytest.FixtureRequest) -> Flask:
    """The site, as it is served and as it is exported."""
    made = create_app(folder, {"FROZEN": request.param, "RECORD": "off"})
    made.extensions[NAME].auditor.audit()
    return made


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The site, live and as files, for a browser."""
    output = frozen(folder, tmp_path_factory.mktemp("wording") / "build")
    with serving(create_app(folder)) as url:
        yield Sites(live=url, file=output.as_uri())


def test_pages(app: Flask) -> None:
    """Every page: what stands around it, what it says, and what describes it elsewhere."""
    client, known = app.test_client(), foreign.names()
    paths = [*app.extensions[NAME].served.paths, "/404.html", "/nowhere/"]
    paths += [path + query for path in ("/questions/", "/result/", "/start/") for query in QUERIES]

    assert {"/", "/compare/", "/benchmarks/", "/demos/json/", "/method/", "/own/"} < set(paths)
    pages = {path: client.get(path).text for path in paths}
    assert [] == [path for path, html in pages.items() if '<html lang="ru"' not in html]
    assert {} == {path: said for path, html in pages.items() if (said := Read(html).bare - known)}


def test_demos_that_ran_or_cannot(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo where a visitor has just run it, and where the twins are not installed."""
    monkeypatch.setattr("guide.web.running._run", lambda demo, values: ())
    ran = app.test_client().post("/demos/predict/", data={"model": "no", "sepal_length": "99"})
    monkeypatch.setattr(twins, "available", lambda: False)
    off = [app.test_client().get(f"/demos/{name}/").text for name in ("predict", "structure")]

    assert [set()] * 3 == [Read(html).bare - foreign.names() for html in (ran.text, *off)]


def test_errors(app: Flask, folder: Path) -> None:
    """Pages of errors and of mistakes, and the document for programs."""
    say = Phrases(phrases.load(folder, ENGLISH))
    mistakes = broken.page(say, "ru", ["Ж"] * 501, style="", icon="", script="")
    with app.test_request_context():
        pages = [*map(errors.page, CODES), mistakes]
        told = [errors.problem(code).json for code in CODES]
    told.append(app.test_client().get("/api/recommend?shoe=1&q1=o9&importance.q1=9").json)

    assert all('<html lang="ru"' in page for page in pages)
    assert [set()] * len(pages) == [Read(page).bare for page in pages]
    assert [set()] * len(told) == [bare(f"{it['title']} {it['detail']}") for it in told if it]


@pytest.mark.parametrize("place", ["live", "file"])
@pytest.mark.parametrize(("path", "queries"), SPOKEN, ids=[path for path, _ in SPOKEN])
def test_scripts(
    path: str, queries: list[str], place: str, site: Sites, open_page: OpenPage
) -> None:
    """What the scripts have put there, too."""
    for query in queries if place == "live" else queries[1:3] or queries:
        page: Page = open_page(site.url(place, path + query))

        assert set() == bare(page.evaluate(VISIBLE)), query


def test_script_of_a_demo(site: Sites, open_page: OpenPage) -> None:
    """What a demo says that was run in the browser; the twins need not answer for that."""

    def answered(route: Route) -> None:
        headers = {"Server-Timing": "app;dur=1.5"}
        route.fulfill(body='<p class="errorlist">Ж</p>', headers=headers, content_type="text/html")

    page = open_page(site.url("live", "/demos/forms/"))
    page.route(re.compile("/demo/"), answered)
    page.locator(".run .button").click()
    page.locator(".run .button:enabled").wait_for()
    said = page.locator("#when, .times, .landed, .look").all_inner_texts()

    assert ENGLISH["demo.ran"] not in said
    assert "Ω Ω 1.5" in " ".join(said)
    assert set() == bare("\n".join(said))


def test_record_and_terminal(folder: Path) -> None:
    """So does what the commands print, with a finding of each kind."""
    say, loaded = Phrases(phrases.load(folder, ENGLISH)), criteria.load(folder)
    date = datetime.date(2026, 11, 22)
    for options in ({}, ANSWERS, {"q1": "o2"}, {"q4": "o1"}):
        decision = decide(loaded, Answers(options))
        record = decision_record.markdown(say, decision, None, date)
        printed = "\n".join(terminal.recommendation(say, decision))

        assert set() == bare(record.replace(loaded.digest, "")), options
        assert set() == bare(printed), options
    found = [
        Finding(
            kind, "q1", "o1", "flask", "e0", other="o2", rule=1, claim="Ж", checked=date, length=1
        )
        for kind in get_args(Kind)
    ]
    said = [findings.told(say, loaded, finding) for finding in found]

    assert set() == bare("\n".join(said))
    assert set() == bare("\n".join(terminal.audit(say, loaded, audit.audit(loaded, date))))


def test_every_phrase_is_said() -> None:
    """Each name stands in the engine's source, or a beginning or an end that is put to a word.

    What only selects names by their beginning, or begins other names, says none of them.
    """
    folders = [ROOT / "guide" / part for part in ("telling", "starter", "bench", "web")]
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (*folders, ROOT / "static")
        for path in folder.rglob("*")
        if path.suffix in (".py", ".html", ".js") and path.parent.name != "english"
    )
    whole = set(re.findall(r"""["'`]([a-z][\w.-]*)["'`]""", source))
    begun = set(re.findall(r"""["'`]([a-z][\w.-]*)\.(?:[$]?{|["'`]\s*\+)""", source))
    ended = {"one", "many", *re.findall(r"""}\.([a-z]+)["'`]""", source)}

    def said(name: str) -> bool:
        above, _, last = name.rpartition(".")
        put_together = above in begun or above.rpartition(".")[0] in begun
        return name in whole or put_together or (above in whole and last in ended)

    assert [] == [name for name in ENGLISH if not said(name)]


def test_a_phrase_in_a_page_is_escaped() -> None:
    """So is each value but markup."""
    say = Phrases({"demo.criterion": "<{title}>"})
    said = [woven(say, "demo.criterion", title=title) for title in ("&", Markup("<b>{n}</b>"))]

    assert ["&lt;&amp;&gt;", "&lt;<b>{n}</b>&gt;"] == said


def test_no_name_stands_twice() -> None:
    """The table is put together from several, and each name is in one of them."""
    with pytest.raises(ValueError, match=r"that stand twice: a\.b"):
        joined([{"a.b": "x"}, {"a.b": "y", "a.c": "z"}])


def test_a_number_has_the_sites_own_point(tmp_path: Path) -> None:
    """On every page and in the audit that the command prints: the fits, and what they make."""
    plain = short.plain(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                "size": {"options": {"small": {"fit": [9.5, 3]}, "large": {"fit": [2, 5.5]}}},
                "age": {"options": {"new": {"fit": [6, 8]}, "old": {"fit": [7, 4.5]}}},
            },
        }
    )
    (tmp_path / "criteria.yaml").write_text(json.dumps(plain))
    (tmp_path / "phrases.yaml").write_text('number.point: ","\n')
    client = create_app(tmp_path).test_client()
    paths = ("/", "/questions/", "/result/?size=small", "/compare/", "/criteria/size/", "/method/")
    pages = [client.get(path).text for path in paths]
    loaded, say = criteria.load(tmp_path), Phrases({"number.point": ","})
    printed = terminal.audit(say, loaded, audit.audit(loaded, datetime.date(2026, 11, 22)))
    texts = [re.sub(r"<(svg|script).*?</\1>|<.*?>", " ", page, flags=re.DOTALL) for page in pages]

    assert [] == re.findall(r"\S*\d\.\d\S*", "\n".join([*texts, *printed]))
    assert all("9,5" in page for page in pages[3:5])


def test_a_large_number_is_written_as_the_site_does(tmp_path: Path) -> None:
    """Where a comma is the point, one between thousands would make little of much."""
    guide = short.plain(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                f"c{n}": {"options": {"no": {"fit": [9, 3]}, "yes": {"fit": [2, 5]}}}
                for n in range(11)
            },
        }
    )
    wording = {"thousands": "{more} {three}"}
    (tmp_path / "criteria.yaml").write_text(json.dumps(guide))
    (tmp_path / "phrases.yaml").write_text(json.dumps(wording))
    app, loaded = create_app(tmp_path), criteria.load(tmp_path)
    found = app.extensions[NAME].auditor.audit()  # or the page may not wait for it
    shown = app.test_client().get("/method/").text

    assert "There are 2 048 ways" in shown
    assert "Of 2 048 ways" in next(terminal.audit(Phrases(wording), loaded, found))
