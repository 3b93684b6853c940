"""Every phrase comes from the table: a site that replaces all of them shows no English of ours.

The site's own texts are written without Latin letters here, and so is each phrase; what is left of
the alphabet on a page is bare English. A page that is not yet in `PAGES` still has some.
"""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from guide import create_app
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.loading import criteria, phrases
from guide.telling import decision_record, terminal
from guide.telling.english import ENGLISH
from guide.telling.phrases import HOLE, Phrases
from tests.conftest import OpenPage, Sites, frozen, serving

PAGES = ["/questions/", "/result/"]  # grows, until all are here
ANSWERS = {"q1": "o1", "q2": "o2", "q3": "o1"}
QUERIES = ["", "?q1=o1&q2=o2", "?q1=o2&q3=o1&other.q1=o1", "?q2=o1&q4=o1&shoe=%D0%B6&q1=o9"]
IDS = re.compile(r"\b(?:importance\.|other\.)?[aoqe]\d\b|shoe|px\b|https?://\S+")
WORD = re.compile(r"[A-Za-z]{2,}")
VISIBLE = """() => {
    const main = document.querySelector("main");
    const labelled = [...main.querySelectorAll("[aria-label]")];
    const said = labelled.map((e) => e.getAttribute("aria-label"));
    const hidden = [...main.querySelectorAll("option, [hidden], .sr")].map((e) => e.textContent);
    return [document.title, main.innerText, ...said, ...hidden].join("\\n");
}"""


def marked() -> dict[str, str]:
    """Return every phrase without a Latin letter, its values still in it."""
    return {
        name: " ".join(["Ω", *(f"{{{hole}}}" for hole in dict.fromkeys(HOLE.findall(text)))])
        for name, text in ENGLISH.items()
    }


def guide() -> dict[str, Any]:
    """Return a guide whose texts are Cyrillic."""

    def option(number: int, fits: list[int], **more: Any) -> dict[str, Any]:
        names = {"a1": fits[0], "a2": fits[1]}
        because = {"a1": "Да.", "a2": "Нет."}
        return {"id": f"o{number}", "label": f"Ж{number}", "fit": names, "because": because} | more

    def question(number: int, **more: Any) -> dict[str, Any]:
        found = {"id": f"q{number}", "title": f"Щ{number}", "ask": f"Щ{number}?", "why": "Так."}
        return found | {"options": [option(1, [9, 2]), option(2, [3, 8])]} | more

    return {
        "title": "Ю",
        "updated": "2026-11-22",
        "alternatives": [
            {"id": "a1", "name": "Ы", "summary": "Э."},
            {"id": "a2", "name": "Ф", "summary": "Э."},
        ],
        "elsewhere": [
            {
                "id": f"e{number}",
                "name": f"Ц{number}",
                "place": place,
                "because": "Вот.",
                "link": "https://example.org/",
                "rules": [{"when": {"q1": ["o1"]}}],
            }
            for number, place in enumerate(("first", "beside"))
        ],
        "criteria": [
            question(1, section="Ъ"),
            question(2, options=[option(1, [9, 2]), option(2, [5, 5], rules_out={"a2": "Нет."})]),
            question(3),
            question(4, when={"q2": ["o2"]}),
        ],
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site."""
    made = tmp_path_factory.mktemp("wording")
    for name, data in (("criteria.yaml", guide()), ("phrases.yaml", marked())):
        (made / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The site, live and as files."""
    output = frozen(folder, tmp_path_factory.mktemp("wording") / "build")
    with serving(create_app(folder)) as url:
        yield Sites(live=url, file=output.as_uri())


def bare(text: str) -> set[str]:
    """Return the English words of a text that are no ids."""
    return set(WORD.findall(IDS.sub("", text)))


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
@pytest.mark.parametrize("path", PAGES)
def test_pages(path: str, place: str, javascript: bool, site: Sites, open_page: OpenPage) -> None:
    """What a visitor reads, and what a screen reader says, comes from the site."""
    for query in QUERIES:
        page: Page = open_page(site.url(place, path + query), java_script_enabled=javascript)

        assert set() == bare(page.evaluate(VISIBLE)), query


def test_record_and_terminal(folder: Path) -> None:
    """So does what the commands print."""
    say, loaded = Phrases(phrases.load(folder, ENGLISH)), criteria.load(folder)
    for options in ({}, ANSWERS, {"q1": "o2"}, {"q4": "o1"}):
        decision = decide(loaded, Answers(options))
        date = datetime.date(2026, 11, 22)
        record = decision_record.markdown(say, decision, None, date)
        printed = "\n".join(terminal.recommendation(say, decision))

        assert set() == bare(record.replace(loaded.digest, "")), options
        assert set() == bare(printed), options


def test_every_phrase_is_said() -> None:
    """Each name stands in the engine's source, or begins as a name that is put together there."""
    root = Path(__file__).parents[2] / "guide"
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("telling", "web")
        for path in [*(root / folder).rglob("*.py"), *(root / folder).rglob("*.html")]
        if path.parent.name != "english"
    )

    def said(name: str) -> bool:
        parts = name.split(".")
        starts = (re.escape(".".join(parts[:n])) for n in range(1, len(parts) + 1))
        return bool(re.search(rf"""["'](?:{"|".join(starts)})(?:\.?["'{{]|\.)""", source))

    assert [] == [name for name in ENGLISH if not said(name)]
