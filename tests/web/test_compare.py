"""The comparison, and pages that carry twenty alternatives."""

import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.web import create_app, looks, opening
from tests import short
from tests.conftest import SITES, OpenPage, Sites


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A guide with twenty alternatives; YAML reads JSON."""
    made = {
        "title": "Which of twenty?",
        "alternatives": [f"side-{n}" for n in range(20)],
        "criteria": {
            "size": {
                "options": {
                    "small": {"fit": [n % 10 for n in range(20)]},
                    "large": {"fit": [5] * 20, "out": [f"side-{n}" for n in range(8)]},
                }
            }
        },
    }
    folder = tmp_path_factory.mktemp("twenty")
    (folder / "criteria.yaml").write_text(json.dumps(short.plain(made)))
    return create_app(folder).test_client()


def test_own_answers_are_marked() -> None:
    """The address carries them; without any, nothing is marked."""
    client = create_app(SITES / "trip").test_client()
    rows = re.findall(r'data-answer="([^=]+)=([^"]+)"', client.get("/compare/").text)
    name, option = rows[0]
    html = client.get(f"/compare/?{name}={option}").text

    assert f'<tr data-answer="{name}={option}" class="given">' in html
    assert html.count('class="given"') == 1
    assert 'class="given"' not in client.get("/compare/").text

    alone = client.get(f"/criteria/{name}/?{name}={option}").text
    assert f'<div class="option given" data-answer="{name}={option}">' in alone
    assert 1 == alone.count("option given")


def test_many_columns_can_be_left_out(client: FlaskClient) -> None:
    """There is a control for each, and the box scrolls by keyboard, too."""
    html = client.get("/compare/").text

    assert html.count('<input type="checkbox" value="side-') == 20
    assert '<div class="compared many" role="group" tabindex="0"' in html
    assert set(re.findall(r'<h2 id="([^"]+)"', html)) == set(
        re.findall(r'<li><a href="#([^"]+)"', html)
    )


def test_head_has_the_title_of_many(client: FlaskClient) -> None:
    """Twenty names are no name."""
    head = re.search(r'<a class="brand"[^>]*>(.*?)</a>', client.get("/compare/").text)

    assert head
    assert head[1] == "Which of twenty?"


def test_head_asks_in_the_language_of_the_site(tmp_path: Path) -> None:
    """Its names with a question mark, which is another one elsewhere."""
    (tmp_path / "criteria.yaml").write_text((SITES / "trip" / "criteria.yaml").read_text())
    (tmp_path / "phrases.yaml").write_text('number.or: " o "\nbrand.names: "¿{names}?"\n')
    html = create_app(tmp_path).test_client().get("/compare/").text

    assert ">¿Train, Bus o Plane?</a>" in html


def test_result_has_the_best_few_and_says_how_many_more(client: FlaskClient) -> None:
    """Five bars, the rest on demand; of those ruled out three are named, and a count."""
    html = client.get("/result/?size=large").text
    verdict = html.partition('id="s-verdict">')[2].partition("</section>")[0]

    assert verdict.partition("<details>")[0].count("<li>") == 5
    assert "<summary>15 more</summary>" in verdict
    assert "Side-0, Side-1, Side-2 and 5 more" in verdict


def test_home_begins_with_the_most_frequent_winners() -> None:
    """Of many it shows three, so not the first of the guide."""
    fits = [list(range(8)), [0, 9, *[0] * 6], [1, 9, *[1] * 6]]
    options = {name: {"fit": fit} for name, fit in zip("abc", fits, strict=True)}
    names = [f"side-{n}" for n in range(8)]
    guide = short.guide({"alternatives": names, "criteria": {"size": {"options": options}}})

    assert [1, 7, 0, 2] == list(opening.order_of(decide(guide, Answers())))[:4]


def test_marks_do_not_repeat() -> None:
    """Each of two hundred places has a hue, a shape and a ring that no other has together."""
    assert 200 == len({looks.look(place) for place in range(200)})


@pytest.mark.parametrize(
    ("sites", "width"), [("places", 1280), ("awkward", 360), ("awkward", 1280)]
)
def test_the_heads_cover_nothing_that_has_the_focus(
    sites: str, width: int, request: pytest.FixtureRequest, open_page: OpenPage
) -> None:
    """They stay in sight; whoever goes back by keyboard sees where they are all the same.

    Also below long names of many alternatives.
    """
    where: Sites = request.getfixturevalue(sites)
    page = open_page(where.url("live", "/compare/"), viewport={"width": width, "height": 720})
    covered = page.evaluate("""() => [...document.querySelectorAll(".compare a")].reverse()
        .filter((link) => {
            link.focus();
            const { x, y } = link.getBoundingClientRect();
            return !link.contains(document.elementFromPoint(x + 2, y + 2));
        }).map((link) => link.textContent)""")

    assert [] == covered
