"""Which question comes next: the shared cases, and rules that hold for any guide."""

import random

import pytest

from guide.engine.answers import Answers, asked
from guide.engine.asking import next_question
from tests import short
from tests.engine.test_scoring import CASES

NEXT = [case for case in CASES if "next" in case.values[1]]


@pytest.mark.parametrize(("guide", "case"), NEXT)
def test_cases(guide, case):
    """Each case that names the next question gets it."""
    answers = Answers(case["answers"], case.get("importance", {}))

    found = next_question(short.guide(guide), answers, case.get("passed", []))

    assert case["next"] == found


def test_it_is_always_an_open_question():
    """Answered one after the other, all that are asked come once, and then nothing."""
    dice = random.Random(5)
    for _ in range(30):
        guide = short.any_guide(dice)
        options: dict[str, str] = {}
        while name := next_question(guide, Answers(options)):
            assert name not in options
            options[name] = dice.choice(guide.criterion(name).options).id

        assert {c.id for c in asked(guide, options)} <= set(options)


def test_a_large_guide_goes_by_reach():
    """With many questions open, the one that can move the margin furthest comes first."""
    rows = [[(5, 5), (5, 6)]] * 30 + [[(9, 1), (1, 9)]]

    assert "c30" == next_question(short.of(*rows), Answers())
