"""A guide of one question: no page, record or terminal says that it is many."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from guide.engine.answers import Answers
from guide.engine.audit import audit
from guide.engine.decision import decide
from guide.loading import criteria
from guide.telling import decision_record, terminal
from guide.telling.phrases import Phrases
from guide.web import create_app
from tests import short
from tests.conftest import OpenPage, serving
from tests.web.test_wording import Read

PATHS = ("/", "/questions/", "/questions/one/", "/criteria/", "/compare/", "/result/", "/method/")
PLURAL = re.compile(
    r"\b(?:1 (?:\w+ )?|one )(?:questions|answers|ways|lines|files|rows|points)\b", re.I
)
SAY = Phrases()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site: one question with two answers."""
    made = tmp_path_factory.mktemp("one")
    options = {"small": {"fit": [9, 3]}, "large": {"fit": [3, 9]}}
    plain = short.plain(
        {"alternatives": ["red", "blue"], "criteria": {"size": {"options": options}}}
    )
    (made / "criteria.yaml").write_text(json.dumps(plain))
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(create_app(folder)) as url:
        yield url


def test_no_page_says_that_it_is_many(folder: Path) -> None:
    """Neither to eyes nor to search engines, with the answer and without."""
    client = create_app(folder).test_client()
    pages = {
        path + query: "\n".join(Read(client.get(path + query).text).said)
        for path in PATHS
        for query in ("", "?size=small")
    }

    assert {} == {path: found for path, said in pages.items() if (found := PLURAL.findall(said))}
    assert "One question. You get a recommendation" in pages["/"]
    assert "The one question of the guide" in pages["/criteria/"]
    assert "One question. The verdict follows its answer." in pages["/questions/"]


def test_no_script_says_that_it_is_many(address: str, open_page: OpenPage) -> None:
    """The same sentences are put together in the browser."""
    for path in PATHS:
        page = open_page(f"{address}{path}?size=small")

        expect(page.locator("h1")).to_be_visible()
        assert [] == PLURAL.findall(page.locator("main").inner_text()), path


def test_nor_do_record_and_terminal(folder: Path) -> None:
    """One question is left, or one way to answer."""
    guide, date = criteria.load(folder), datetime.date(2026, 11, 22)
    for answers in (Answers({}), Answers({"size": "small"})):
        d = decide(guide, answers)
        told = [*terminal.recommendation(SAY, d), *terminal.audit(SAY, guide, audit(guide, date))]
        text = "\n".join([decision_record.markdown(SAY, d, None, date), *told])

        assert [] == PLURAL.findall(text)
