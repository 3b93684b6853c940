"""A criterion's page: each sentence once, for all that it holds for."""

import json
import re
from pathlib import Path
from typing import Any

from guide.loading import pages
from guide.web import create_app
from tests import short
from tests.conftest import ROOT, guide_of


def option(folder: Path, names: list[str], **reasons: dict[str, str]) -> str:
    """Return what the page says of an answer with these reasons, and these vetoes."""
    plain: dict[str, Any] = short.plain(
        {
            "alternatives": names,
            "criteria": {"size": {"options": {"small": {"fit": [7] * len(names)}}}},
        }
    )
    plain["criteria"][0]["options"][0].update(reasons)
    (folder / "criteria.yaml").write_text(json.dumps(plain))
    html = create_app(folder).test_client().get("/criteria/size/").text
    found = re.search(r'<div class="option".*?</section>', html, re.DOTALL)

    assert found
    text = re.sub(r"<(/?)(?:div|dd|p)\b[^>]*>", "\n", found[0])
    words = (" ".join(re.sub("<.*?>", " ", line).split()) for line in text.splitlines())
    return "\n".join(filter(None, words))


def test_reasons_that_are_alike_are_one_sentence(tmp_path: Path) -> None:
    """It stands once, after the fits of both."""
    both = dict.fromkeys(["red", "blue"], "It is small.")

    assert option(tmp_path, ["red", "blue"], because=both) == "\n".join(
        ["Small your answer", "Red 7 of 10", "Blue 7 of 10", "It is small."]
    )


def test_of_three_those_that_are_alike_share_a_sentence(tmp_path: Path) -> None:
    """Wherever they stand in the guide; who has none has none."""
    some = {"red": "It is small.", "blue": "It is large.", "grey": "It is small."}

    assert option(tmp_path, ["red", "blue", "grey", "pink"], because=some) == "\n".join(
        [
            *("Small your answer", "Red 7 of 10", "Grey 7 of 10", "It is small."),
            *("Blue 7 of 10", "It is large.", "Pink 7 of 10"),
        ]
    )


def test_an_answer_does_not_lean_to_what_it_rules_out(tmp_path: Path) -> None:
    """However well that fits, the answer speaks for another."""
    options = {
        "small": {"fit": [9, 3, 2], "out": ["red"]},
        "large": {"fit": [9, 3, 2]},
        "none": {"fit": [9, 3, 2], "out": ["red", "blue", "grey"]},
    }
    plain = short.plain(
        {"alternatives": ["red", "blue", "grey"], "criteria": {"size": {"options": options}}}
    )
    (tmp_path / "criteria.yaml").write_text(json.dumps(plain))
    html = create_app(tmp_path).test_client().get("/criteria/").text

    assert ["Small: Blue", "Large: Red", "None: even"] == [
        re.sub("<.*?>", "", each) for each in re.findall(r'<li dir="auto">(<i.*?)</li>', html)
    ]


def test_vetoes_that_are_alike_are_one_sentence(tmp_path: Path) -> None:
    """Whatever else is said of those that are ruled out."""
    out = {"red": "It is too small.", "blue": "It is blue.", "grey": "It is too small."}
    said = option(tmp_path, ["red", "blue", "grey", "pink"], rules_out=out).splitlines()

    assert said[-2:] == ["Rules out Red and Grey: It is too small.", "Rules out Blue: It is blue."]


def test_page_is_headed_by_what_its_links_say() -> None:
    """Whoever follows “Interface” from a result sees that this is its page."""
    own, _ = pages.read(ROOT)
    titles = {c.title: own[f"criteria/{c.id}"].title.lower() for c in guide_of(ROOT).criteria}

    assert [] == [
        title
        for title, heading in titles.items()
        if not any(word in heading for word in title.lower().split() if len(word) > 3)
    ]


def test_what_has_it_asked_is_a_list_where_it_is_more_than_one_thing() -> None:
    """Nobody has to find out which “or” stands between answers and which between questions."""
    client = create_app(ROOT).test_client()
    said = {
        name: re.search(
            r'<p class="lead".*?</p>(.*?)<section', client.get(f"/criteria/{name}/").text, re.DOTALL
        )
        for name in ("admin", "forms", "audience")
    }
    several, one, none = (found[1] if found else "" for found in said.values())
    conditions = guide_of(ROOT).criterion("admin").when

    assert "Asked only if one of these holds:" in several
    assert len(conditions) == several.count('<li dir="auto">') > 1
    assert "Asked only if Interface is" in one
    assert "Asked only" not in none


def test_claims_are_spoken_of_where_there_are_any(tmp_path: Path) -> None:
    """A small guide has none, and its page about all questions promises none."""
    said = "the claims we checked"
    plain: dict[str, Any] = short.plain(
        {
            "alternatives": ["red", "blue"],
            "criteria": {"size": {"options": {"small": {"fit": [7, 7]}}}},
        }
    )
    (tmp_path / "criteria.yaml").write_text(json.dumps(plain))

    assert said in create_app(ROOT).test_client().get("/criteria/").text
    assert said not in create_app(tmp_path).test_client().get("/criteria/").text
