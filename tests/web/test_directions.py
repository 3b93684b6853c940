"""Names that are written the other way than the page: beside them nothing changes its place."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from guide.web import create_app
from tests import short
from tests.conftest import frozen, serving

# where a piece of text is drawn within the first element found
PLACE = """([selector, piece]) => {
    const walker = document.createTreeWalker(document.querySelector(selector), 4); // texts
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(piece);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + piece.length);
        const { left, right } = range.getBoundingClientRect();
        return [left, right];
    }
}"""
QUESTION = {"size": {"options": {"yes": {"fit": [9, 1]}, "no": {"fit": [1, 9]}}}}
SIDES = {
    "en": ("תה 2", "{winner} 77 is best.", ["תה 2", "77", "best."]),
    "he": ("Tea 2", "{winner} 77 הכי טוב.", ["Tea 2", "77", "טוב."]),
}


# the column of text
COLUMN = """() => {
    const main = document.querySelector("h1").parentElement.getBoundingClientRect();
    return [main.left, main.right];
}"""


@pytest.mark.parametrize("place", ["live", "file"])
@pytest.mark.parametrize("lang", SIDES)
def test_a_sentence_that_begins_with_a_name_keeps_its_order(
    lang: str, place: str, browser: Browser, tmp_path: Path
) -> None:
    """What follows the name is drawn after it; the sentence begins on the side of the page."""
    name, told, pieces = SIDES[lang]
    made = short.plain({"alternatives": ["red", "blue"], "criteria": QUESTION})
    made["lang"], made["alternatives"][0]["name"] = lang, name
    (tmp_path / "criteria.yaml").write_text(json.dumps(made), encoding="utf-8")
    (tmp_path / "phrases.yaml").write_text(json.dumps({"verdict.clear": told}))
    with serving(create_app(tmp_path)) as address:
        folder = frozen(tmp_path, tmp_path / "build") if place == "file" else None
        start = (
            f"{folder.as_uri()}/result/index.html" if folder else f"{address.rstrip('/')}/result/"
        )
        page = browser.new_page()
        page.goto(f"{start}?size=yes")
        page.locator("h1", has_text="77").wait_for()
        column = page.evaluate(COLUMN)
        drawn = [page.evaluate(PLACE, ["h1", piece]) for piece in pieces]
        page.close()
    if lang == "he":  # as in a mirror
        column, *drawn = ([-right, -left] for left, right in (column, *drawn))
    edges = [edge for piece in drawn for edge in piece]

    assert sorted(edges) == edges
    assert 8 > edges[0] - column[0] >= 0


def test_a_line_of_the_picture_has_its_own_order(browser: Browser, tmp_path: Path) -> None:
    """It is drawn from left to right; a condition in Hebrew begins on its right."""
    made = short.plain({"alternatives": ["red", "blue"], "criteria": QUESTION})
    later = {**made["criteria"][0], "id": "age", "title": "גיל", "when": {"size": ["yes"]}}
    made["lang"], made["criteria"] = "he", [*made["criteria"], later]
    made["criteria"][0]["title"] = "גודל"
    (tmp_path / "criteria.yaml").write_text(json.dumps(made), encoding="utf-8")
    (tmp_path / "phrases.yaml").write_text(json.dumps({"logic.if": "{title} טוב {labels}!"}))
    with serving(create_app(tmp_path)) as address:
        page = browser.new_page()
        page.goto(f"{address.rstrip('/')}/method/")
        selector = "svg .logic-condition"
        drawn = [page.evaluate(PLACE, [selector, piece]) for piece in ("גודל", "טוב", "!")]
        page.close()

    assert drawn == sorted(drawn, reverse=True)


@pytest.mark.parametrize(("lang", "arrows"), [("en", ["←", "→"]), ("he", ["→", "←"])])
def test_arrows_point_the_way_that_is_read(lang: str, arrows: list[str], tmp_path: Path) -> None:
    """From right to left, what comes before lies on the right."""
    options = QUESTION["size"]
    names = ("size", "age", "price")
    made = short.plain({"alternatives": ["red", "blue"], "criteria": dict.fromkeys(names, options)})
    (tmp_path / "criteria.yaml").write_text(json.dumps(made | {"lang": lang}))
    page = create_app(tmp_path).test_client().get("/criteria/age/").text
    links = re.findall(r'<a rel="(?:prev|next)"[^>]*>(.*?)</a>', page)

    assert ["Size", "Price"] == [re.sub(r"[^A-Za-z]", "", link) for link in links]
    assert arrows == [links[0][0], links[1][-1]]
