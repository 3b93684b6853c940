"""What each verdict says, and that it says no more than is known."""

import itertools
import re
from typing import Any

import pytest

from guide.engine.answers import Answers
from guide.engine.decision import Decision, decide
from guide.engine.model import Guide
from guide.telling.asking import stop
from guide.telling.english import ENGLISH
from guide.telling.phrases import Phrases
from guide.telling.sections import count
from guide.telling.verdict import Verdict, is_firm, verdict
from tests import short
from tests.conftest import ROOT, SETTLED, SITES, guide_of

SAY = Phrases()
TRIP = guide_of(SITES / "trip")
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
SAID = [
    ({}, "No verdict yet.", "Answer a question, and the verdict follows."),
    ({"size": "clear"}, "Red fits clearly better.", "It leads Blue by 45 points of 100."),
    ({"size": "slight"}, "Red fits somewhat better.", "It leads Blue by 7.5 points of 100."),
    (
        {"size": "close", "age": "new"},
        "Too close to call, with Red just ahead.",
        "A lead of 2.5 points over Blue is too small to count on. Choose what you know best; "
        "if you know neither, either will do.",
    ),
    ({"size": "alone"}, "Red is what remains.", "Your answers rule out Blue and Green."),
    (
        {"size": "nobody"},
        "Nothing here fits what you need.",
        "Your answers rule out Red, Blue and Green.",
    ),
    (
        {"size": "without"},
        "Red fits clearly better.",
        "It leads Blue by 45 points of 100. Your answers rule out Green.",
    ),
]


def decision(guide: Guide, options: dict[str, str], **importance: int) -> Decision:
    return decide(guide, Answers(options, importance))


def told(options: dict[str, str], **importance: int) -> Verdict:
    return verdict(SAY, decision(GUIDE, options, **importance))


@pytest.mark.parametrize(("options", "headline", "detail"), SAID)
def test_verdicts(options: dict[str, str], headline: str, detail: str) -> None:
    """Each verdict has its headline and its detail."""
    found = told(options)

    assert (headline, detail) == (found.headline, found.detail)


def test_weightless() -> None:
    """Answers that do not count are not no answers."""
    assert ENGLISH["verdict.detail.weightless"] == told({"age": "new"}, age=0).detail


def test_nothing_is_left_open_before_the_first_answer() -> None:
    """Who has just come has not left anything open."""
    assert "" == count(SAY, decision(GUIDE, {}))
    assert "You left 1 question open." in count(SAY, decision(GUIDE, {"size": "clear"}))


FREE = short.guide(
    {
        "alternatives": ["red", "blue"],
        "criteria": {
            name: {
                "options": {
                    "one": {"fit": [9, 2]},
                    "two": {"fit": [2, 9]},
                    "level": {"fit": [5, 5]},
                }
            }
            for name in ("size", "age", "colour", "price")
        },
    }
)


def test_not_clear_while_much_is_open() -> None:
    """A lead that few ways to answer the rest keep is told as one so far."""
    found = decision(FREE, {"size": "one"})

    assert not is_firm(found)
    assert verdict(SAY, found).headline in (
        "Red is well ahead so far.",
        "Red is ahead so far.",
    )


def test_clear_where_little_can_turn_it() -> None:
    """Nine tenths of the ways to answer the rest are enough."""
    found = decision(FREE, {"size": "one", "age": "one", "colour": "one"})

    assert is_firm(found)
    assert "Red fits clearly better." == verdict(SAY, found).headline


def test_too_early_is_not_too_close() -> None:
    """With a quarter of the points open, a close verdict comes too early."""
    tie = verdict(SAY, decision(FREE, {"size": "level"})).headline

    assert "Too early to call: Red and Blue are level so far." == tie


def test_of_many_that_are_level_a_few_are_named() -> None:
    """A headline with twenty names says nothing."""
    names = [f"side-{n}" for n in range(20)]
    criteria = {"size": {"options": {"small": {"fit": [5] * 20}}}}
    guide = short.guide({"alternatives": names, "criteria": criteria})
    said = verdict(SAY, decide(guide, Answers({"size": "small"})))

    assert "A tie between Side-0, Side-1, Side-2 and 17 more." == said.headline == said.bar


def test_every_answer_set_has_whole_sentences() -> None:
    """For every way to answer a guide, each sentence is there and has no hole left."""
    ways = itertools.product(*([None, *(o.id for o in c.options)] for c in TRIP.criteria))
    seen = set()
    for way in ways:
        options = {c.id: o for c, o in zip(TRIP.criteria, way, strict=True) if o}
        found = decision(TRIP, options)
        said = verdict(SAY, found)
        text = " ".join(filter(None, [*said[:4], count(SAY, found), *said.uncounted]))
        seen.add(found.verdict)

        assert not re.search(r"\{|\}|None|  ", text.strip()), (options, text)
        assert said.headline.endswith(".")
        if found.winner:
            assert TRIP.alternative(found.winner).name in said.headline

    assert {"clear", "slight", "close", "tie", "only", "none", "unanswered"} == seen


def test_uncounted_answers_are_named_with_what_would_have_them_asked() -> None:
    """An answer to a question that is not asked is never lost in silence."""
    found = verdict(SAY, decision(TRIP, {"luggage": "heavy", "budget": "low"}))

    assert len(found.uncounted) == 1
    assert found.uncounted[0].startswith("Not counted: Luggage, “")
    assert "It is asked only if Distance is “" in found.uncounted[0]


PLACES = {
    "alternatives": ["red", "blue"],
    "elsewhere": {
        "shop": {"rules": [{"when": {"size": ["large"]}}]},
        "yard": {"place": "beside", "rules": [{"when": {"age": ["old"]}}]},
    },
    "criteria": {
        "size": {"options": {"small": {"fit": [9, 3]}, "large": {"fit": [8, 4]}}},
        "age": {"options": {"new": {"fit": [5, 5]}, "old": {"fit": [6, 5]}}},
    },
}


def test_what_comes_first_stands_above_the_verdict() -> None:
    """The headline names it, and the verdict is about the rest."""
    found = verdict(SAY, decision(short.guide(PLACES), {"size": "large", "age": "old"}))

    assert "Look at Shop first." == found.headline
    assert "Between the two: Red, by 25 points." == found.between
    assert "Look at Shop first. Between the two: Red, by 25 points. Beside it: Yard." == found.bar


def test_what_is_beside_leaves_the_headline() -> None:
    """A note follows in the line that has no more room."""
    found = verdict(SAY, decision(short.guide(PLACES), {"size": "small", "age": "old"}))

    assert ("Red fits clearly better.", "") == (found.headline, found.between)
    assert "Red fits clearly better. Beside it: Yard." == found.bar


def test_among_more_than_two() -> None:
    """With three alternatives it is not between the two."""
    three = {
        **PLACES,
        "alternatives": ["red", "blue", "green"],
        "criteria": {"size": {"options": {"large": {"fit": [8, 4, 2]}}}},
        "elsewhere": {"shop": {"rules": [{"when": {"size": ["large"]}}]}},
    }
    found = verdict(SAY, decision(short.guide(three), {"size": "large"}))

    assert "Among these: Red, by 40 points." == found.between


def test_of_many_ways_to_be_asked_one_is_told() -> None:
    """As an example; all of them could fill a page."""
    guide = short.guide(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                "size": {"options": {"small": {"fit": [9, 3]}, "large": {"fit": [8, 4]}}},
                "age": {"options": {"new": {"fit": [5, 5]}, "old": {"fit": [6, 5]}}},
                "price": {
                    "when": [{"size": ["large"]}, {"age": ["old"]}],
                    "options": {"low": {"fit": [5, 5]}},
                },
            },
        }
    )

    assert verdict(SAY, decision(guide, {"price": "low"})).uncounted == (
        "Not counted: Price, “Low”. It is asked, for example, if Size is “Large”.",
    )


def test_settled_is_who_leads_and_not_what_comes_first() -> None:
    """Where an open question can still show that something else comes first, it is said so."""
    guide = guide_of(ROOT)
    d, later = (decide(guide, Answers({**SETTLED, **more})) for more in ({}, {"speed": "busy"}))
    assert d.decided
    assert [place.id for place in later.elsewhere if place.place == "first"]

    for said in (stop(SAY, d, "speed"), count(SAY, d)):
        assert "can change who leads." in said
        assert said.endswith("What is open may still show that something else comes first.")
    assert "What is open" not in count(SAY, decision(GUIDE, {"size": "clear"}))


def test_what_is_open_shows_nothing_that_no_answer_can() -> None:
    """With one question left on which no rule depends, nothing else is announced."""
    answers = {
        "project-size": "small",
        "existing-code": "none",
        "audience": "programs",
        "experience": "intermediate",
        "model": "small",
        "speed": "short",
        "host": "server",
        "auth": "open",
        "database": "none",
        "extensions": "choose",
    }
    d = decide(guide_of(ROOT), Answers(answers))
    assert d.decided
    assert d.skipped == ("community",)

    assert count(SAY, d).endswith("can change who leads.")


def test_what_came_of_such_verdicts() -> None:
    """A sentence of the guide, for much that is open its own; where something comes first, its."""
    rules = {"shop": {"rules": [{"when": {"age": ["old"]}}]}}
    fits = {"new": {"fit": [9, 1]}, "old": {"fit": [9, 1]}}
    criteria = {"age": {"options": fits}, "size": {"options": {"any": {"fit": [5, 5]}}}}
    made = {"alternatives": ["red", "blue"], "elsewhere": rules, "criteria": criteria}
    kinds = ["first", "clear", "slight", "slight.early"]

    def told(guide: dict[str, Any], **answers: str) -> str:
        return verdict(SAY, decide(short.guide(guide), Answers(answers))).tried

    assert "" == told(made, age="new")
    assert "Tried: clear." == told(made | {"trials": kinds}, age="new", size="any")
    assert "Tried: clear." == told(made | {"trials": kinds}, age="new")
    assert "Tried: first." == told(made | {"trials": kinds}, age="old")
    assert "" == told(made | {"trials": ["slight", "tie.early"]}, age="new")
    assert "" == told(made | {"trials": ["clear"]}, age="old")
