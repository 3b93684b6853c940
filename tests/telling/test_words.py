"""The phrases, and what each verdict says."""

import re
from fractions import Fraction

import pytest

from guide.engine import analysis
from guide.engine.answers import Answers
from guide.engine.scoring import recommend
from guide.telling import phrases, words
from tests import short
from tests.conftest import ROOT

GUIDE = short.guide(
    {
        "alternatives": ["red", "blue", "green"],
        "verdict": {"close": 5, "clear": 20},
        "criteria": {
            "size": {
                "options": {
                    "clear": {"fit": [9, 3, 1]},
                    "slight": {"fit": [9, 8, 1]},
                    "close": {"fit": [9, 9, 1]},
                    "alone": {"fit": [5, 5, 5], "out": ["blue", "green"]},
                    "nobody": {"fit": [5, 5, 5], "out": ["red", "blue", "green"]},
                    "without": {"fit": [9, 3, 1], "out": ["green"]},
                }
            },
            "age": {"importance": 1, "options": {"new": {"fit": [5, 4, 4]}}},
        },
    }
)
TEMPLATES = sorted((ROOT / "guide" / "web" / "templates").glob("*.html"))
SAID = [
    ({}, "No verdict yet.", "Answer a question, and the verdict follows."),
    (
        {"size": "clear"},
        "Red fits clearly better.",
        "Red fits with 90 points of 100, Blue with 30. The lead is 60.0 points.",
    ),
    (
        {"size": "slight"},
        "Red fits somewhat better.",
        "Red fits with 90 points of 100, Blue with 80. The lead is 10.0 points.",
    ),
    (
        {"size": "close", "age": "new"},
        "Too close to call, with Red just ahead.",
        "Red fits with 80 points of 100, Blue with 78. "
        "A lead of 2.5 points is too small to count on. Choose what you know best.",
    ),
    (
        {"size": "close"},
        "A tie between Red and Blue.",
        "They fit equally well, to the last digit. Choose what you know best.",
    ),
    (
        {"size": "alone"},
        "Red is what remains.",
        "Your answers rule out Blue and Green. The reasons are below.",
    ),
    (
        {"size": "nobody"},
        "Nothing here fits what you need.",
        "Your answers rule out Red, Blue and Green. The reasons are below.",
    ),
    (
        {"size": "without"},
        "Red fits clearly better.",
        "Red fits with 90 points of 100, Blue with 30. The lead is 60.0 points. "
        "Your answers rule out Green.",
    ),
]


def told(options: dict[str, str], importance: dict[str, int] | None = None) -> words.Telling:
    answers = Answers(options, importance or {})
    return words.tell(GUIDE, answers, recommend(GUIDE, answers), analysis.explain(GUIDE, answers))


@pytest.mark.parametrize(("options", "headline", "detail"), SAID)
def test_verdicts(options: dict[str, str], headline: str, detail: str) -> None:
    """Each verdict has its headline and its detail."""
    found = told(options)

    assert (headline, detail) == (found.headline, found.detail)


def test_weightless() -> None:
    """Answers that do not count are not no answers."""
    assert phrases.PHRASES["detail.weightless"] == told({"age": "new"}, {"age": 0}).detail


def test_sample_is_said_to_be_one() -> None:
    """While three remain, the share is an estimate; with two it is exact."""
    assert phrases.PHRASES["firm.sampled"] in told({"size": "clear"}).firm
    assert phrases.PHRASES["firm.sampled"] not in told({"size": "without"}).firm


@pytest.mark.parametrize("side", ["Python", "JavaScript"])
def test_every_phrase_is_used(side: str) -> None:
    """Both sides say every phrase; what is put together from parts starts alike."""
    folder, names = ROOT / "static", ["words.js", "tell.js", "result.js", "guide.js"]
    if side == "Python":
        folder = ROOT / "guide"
        names = [
            "telling/words.py",
            "telling/phrases.py",
            *(f"web/templates/{n.name}" for n in TEMPLATES),
        ]
    paths = [folder / name for name in names]
    source = "\n".join(path.read_text() for path in paths)
    scripted = {"asked", "unasked"}  # said by the questionnaire's script alone
    # "headline." and the rest of the name come together only when it is said
    source = source.replace("words.and", '"and"')
    used = set(re.findall(r"""[("'`\[ .]([a-z]+(?:\.[a-z]+)*\.?)["'`{$\])]""", source))

    for name in phrases.PHRASES:
        parts = name.split(".")
        starts = {".".join(parts[:n]) + "." * (n < len(parts)) for n in range(1, len(parts) + 1)}

        assert starts & used or (side == "Python" and name in scripted), name


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(0), "0.0 %"),
        (Fraction(1), "100.0 %"),
        (Fraction(1, 2), "50.0 %"),
        (Fraction(1, 10**9), "under 0.1 %"),
        (1 - Fraction(1, 10**9), "over 99.9 %"),
    ],
)
def test_percent(share: Fraction, text: str) -> None:
    """Only all of it is 100, only none of it is 0."""
    assert text == phrases.percent(share)
