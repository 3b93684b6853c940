"""Regression cases of a guide: what is wrong with them is told at its place."""

from pathlib import Path

import pytest

from guide.loading import cases, criteria
from tests import short

ROOT = Path(__file__).parents[2]
GUIDE = short.guide(
    {
        "alternatives": ["red", "blue"],
        "elsewhere": {
            "shop": {"rules": [{"when": {"age": ["old"]}}]},
            "yard": {"rules": [{"when": {"size": ["large"]}, "unless": {"age": ["new"]}}]},
        },
        "criteria": {
            "size": {"options": {"small": {"fit": [9, 3]}, "large": {"fit": [4, 6]}}},
            "age": {
                "options": {"new": {"fit": [5, 4]}, "old": {"fit": [2, 8]}},
                "when": {"size": ["large"]},
            },
        },
    }
)
RIGHT = """\
cases:
  - name: A small one
    answers: {size: small}
    winner: red
    margin: 60
  - name: An old one that is rather heavy
    answers: {size: large, age: old}
    importance: {size: 0}
    winner: blue
  - name: Nothing said
    answers: {}
    winner: null
  - name: One for somewhere else
    answers: {size: large, age: old}
    elsewhere: [yard, shop]
    source: https://example.org/story
  - name: One for here
    answers: {size: large, age: new}
    winner: blue
    elsewhere: []
"""


def check(folder: Path, text: str) -> list[str]:
    (folder / "cases.yaml").write_text(text)
    return [str(mistake) for mistake in cases.check(GUIDE, folder)]


def test_a_margin_is_not_rounded_up(tmp_path):
    """A lead of 4.95 points is told as less than the 5 that were expected."""
    fits = {"a": [7, 5], "b": [5, 5], "c": [5, 5], "d": [5, 5], "e": [5.4, 5]}
    criteria = {
        name: {"importance": 1 if name == "e" else 5, "options": {"yes": {"fit": each}}}
        for name, each in fits.items()
    }
    guide = short.guide({"alternatives": ["red", "blue"], "criteria": criteria})
    given = "{a: yes, e: yes}".replace("yes", "'yes'")
    text = f"cases: [{{name: x, answers: {given}, winner: red, margin: 5}}]"
    (tmp_path / "cases.yaml").write_text(text)
    (found,) = cases.check(guide, tmp_path)

    assert "got a margin of 4.9 (expected: 5 or more)" in str(found)


def test_right(tmp_path):
    """Cases that come true are no mistakes, and neither is having none."""
    assert cases.check(GUIDE, tmp_path) == []
    assert check(tmp_path, RIGHT) == []


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (
            "winner: red",
            "winner: blue",
            "4:13: cases[0].winner: A small one: got red, clear (expected: blue)",
        ),
        (
            "winner: null",
            "winner: red",
            "12:13: cases[2].winner: Nothing said: got no winner, unanswered (expected: red)",
        ),
        (
            "margin: 60",
            "margin: 61",
            "5:13: cases[0].margin: A small one: got a margin of 60.0 (expected: 61 or more)",
        ),
        (
            "size: small",
            "siz: small",
            "3:15: cases[0].answers: unknown criterion 'siz' (expected: age, size)",
        ),
        (
            "size: small",
            "size: tiny",
            "3:21: cases[0].answers.size: unknown option 'tiny' (expected: large, small)",
        ),
        (
            "size: small",
            "size: small, age: old",
            "3:28: cases[0].answers: 'age' is not asked after these answers (expected: no answer",
        ),
        (
            "winner: red",
            "winner: green",
            "4:13: cases[0].winner: unknown alternative 'green' (expected: blue, red); for no w",
        ),
        (
            "size: 0",
            "sice: 0",
            "8:18: cases[1].importance: unknown criterion 'sice' (expected: age, size)",
        ),
        ("size: 0", "size: 9", "8:24: cases[1].importance.size: got 9 (expected: 5 or less)"),
        ("margin: 60", "margin: '101'", "5:13: cases[0].margin: got '101' (expected: a whole num"),
        ("margin: 60", "margin: yes", "5:13: cases[0].margin: got true (expected: a whole number)"),
        ("size: 0", "size: 1_0", "8:24: cases[1].importance.size: got '1_0' (expected: a whole "),
        ("margin: 60", "least: 60", "5:5: cases[0]: unknown key 'least' (expected: answers, "),
        ("    winner: red\n", "", "2:5: cases[0]: missing key 'winner'"),
        (
            "{size: small}",
            "small",
            "3:14: cases[0].answers: got 'small' (expected: a mapping of criteria to answers)",
        ),
        (
            "[yard, shop]",
            "[shop]",
            "15:16: cases[3].elsewhere: One for somewhere else: got shop, yard elsewhere (exp",
        ),
        (
            "elsewhere: []",
            "elsewhere: [shop]",
            "20:16: cases[4].elsewhere: One for here: got nothing elsewhere (expected: shop)",
        ),
        (
            "[yard, shop]",
            "[yard, stop]",
            "15:23: cases[3].elsewhere[1]: unknown destination 'stop' (expected: shop, yard)",
        ),
        (
            "    elsewhere: [yard, shop]\n",
            "",
            "13:5: cases[3]: missing key 'winner'",
        ),
        (
            "https://example.org",
            "example.org",
            "16:13: cases[3].source: got 'example.org/story' (expected: an address that starts",
        ),
        (RIGHT, "cases: {", "1:8: not valid YAML: "),
        (RIGHT, "[]", "1:1: got a list (expected: a mapping of keys to values)"),
    ],
)
def test_wrong(tmp_path, right, wrong, expected):
    """Each mistake is told with its place and what would be right."""
    found = check(tmp_path, RIGHT.replace(right, wrong, 1))

    assert len(found) == 1
    assert found[0].startswith(f"cases.yaml:{expected}")


def test_example():
    """The cases of the guide with three alternatives come true."""
    folder = ROOT / "examples" / "flask-django-fastapi"

    assert (folder / "cases.yaml").exists()
    assert cases.check(criteria.load(folder), folder) == []
