"""The style sheets of the engine, as they are sent."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from guide import create_app
from guide.cli import main
from guide.loading.statics import ENGINE_STATIC
from tests.conftest import SITES, OpenPage, Sites

RULES = """(texts) => texts.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    // what is in a variable is kept as it was written
    return [...sheet.cssRules].map((rule) => rule.cssText.replace(/([:,])\\s+/g, "$1"));
})"""

SHEETS = sorted(ENGINE_STATIC.glob("*.css"))
FIELDS = """() => [...document.querySelectorAll("select, textarea, input")]
    .filter((field) => !/^(radio|checkbox|file|hidden|submit)$/.test(field.type))
    .map((field) => [field.name, parseFloat(getComputedStyle(field).fontSize)])"""

# the lists that WebKit takes for none: no item is shown as one, or with a mark
UNTOLD = """() => [...document.querySelectorAll("ul, ol")]
    .filter((list) => list.children.length && !list.closest("nav, [role=list]"))
    .filter((list) => ![...list.children].map((item) => getComputedStyle(item))
        .some((style) => style.display === "list-item" && style.listStyleType !== "none"))
    .map((list) => list.outerHTML.slice(0, 90))"""


@pytest.fixture
def client() -> FlaskClient:
    return create_app(SITES / "trip").test_client()


def test_a_browser_finds_the_same_rules(browser: Browser, client: FlaskClient) -> None:
    """What is left out is of no account."""
    page = browser.new_page()
    for path in SHEETS:
        written = path.read_text(encoding="utf-8")
        sent = client.get(f"/static/{path.name}").text
        before, after = page.evaluate(RULES, [written, sent])

        assert len(sent) < len(written), path.name
        assert before, path.name
        assert before == after, path.name
    page.close()


def test_sheets_of_a_site_are_sent_as_they_are(tmp_path: Path) -> None:
    """Nobody wonders where a comment went."""
    (tmp_path / "criteria.yaml").write_text((SITES / "trip" / "criteria.yaml").read_text())
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").write_text("/* mine */ a { }")

    assert "/* mine */ a { }" == create_app(tmp_path).test_client().get("/static/site.css").text


def test_copies_of_ours_are_ours(tmp_path: Path, client: FlaskClient) -> None:
    """As where the engine is installed beside its own site: they are no smaller, and no news."""
    (tmp_path / "criteria.yaml").write_text((SITES / "trip" / "criteria.yaml").read_text())
    shutil.copytree(ENGINE_STATIC, tmp_path / "static")
    with (tmp_path / "static" / "score.js").open("a") as script:
        script.write("// mine\n")
    result = CliRunner().invoke(main, ["check", "--site", str(tmp_path)])
    copies = create_app(tmp_path).test_client()

    assert client.get("/static/style.css").data == copies.get("/static/style.css").data
    assert 1 == result.stderr.count(" stands in place of "), result.stderr
    assert result.stderr.startswith("static/score.js stands in place of ")


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_rule_is_lost_on_safari(path: Path) -> None:
    """It knows only the line in `text-decoration`; an older one, no other text beside `content`."""
    text = path.read_text(encoding="utf-8")

    assert {"none", "underline"} >= set(re.findall(r"text-decoration: ([^;]*);", text))
    assert re.findall(r'content: ([^;]*) / "";', text) == re.findall(
        r'content: ([^;/]*); content: [^;]* / "";', text
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/questions/",
        "/result/?audience=programs&auth=key&place=worker",
        "/criteria/",
        "/criteria/auth/",
        "/compare/",
        "/benchmarks/",
        "/demos/structure/",
        "/demos/attacks/",
        "/method/",
    ],
)
def test_a_list_is_told_as_one_on_safari(path: str, places: Sites, open_page: OpenPage) -> None:
    """Outside a `nav` it takes none for one whose items have no marks, unless its role says so."""
    assert [] == open_page(places.url("live", path)).evaluate(UNTOLD)


def test_letters_keep_their_size_on_a_phone_that_is_turned(
    places: Sites, open_page: OpenPage
) -> None:
    """Safari makes them larger in landscape, unless told otherwise."""
    style = "getComputedStyle(document.documentElement).webkitTextSizeAdjust"

    assert "100%" == open_page(places.url("live", "/questions/")).evaluate(style)


@pytest.mark.parametrize(
    "path",
    [
        "/questions/",
        "/result/?experience=beginner",
        "/start/",
        "/benchmarks/",
        "/demos/auth/",
        "/demos/attacks/",
    ],
)
def test_phones_do_not_zoom_in_on_a_field(path: str, places: Sites, open_page: OpenPage) -> None:
    """Safari does on a phone where letters have less than 16 pixels."""
    fields = open_page(places.url("live", path)).evaluate(FIELDS)

    assert fields
    assert [] == [(name, size) for name, size in fields if size < 16]
