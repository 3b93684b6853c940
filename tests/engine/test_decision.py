"""What goes with a recommendation, as a whole."""

import dataclasses
import random
import unittest.mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.engine import data, ways
from guide.engine.answers import Answers
from guide.engine.decision import decide, is_decided, so_far
from guide.engine.scoring import recommend
from tests import short
from tests.engine.test_ways import walk
from tests.samples import examples


@examples(200)
@given(st.randoms(use_true_random=False))
def test_decided(dice: random.Random):
    """Decided is what no completion changes, whether by all alternatives or by pairs of them."""
    guide = short.any_guide(dice)
    answers = short.any_answers(dice, guide)
    winner = recommend(guide, answers).winner
    expected = {winner} == {recommend(guide, each).winner for each in walk(guide, answers)}

    assert expected == decide(guide, answers).decided
    assert expected == is_decided(guide, answers, winner)


@examples(100)
@given(st.randoms(use_true_random=False))
def test_shares(dice: random.Random):
    """Shares have a row for every alternative in order, none for a tie that never happens."""
    guide = short.any_guide(dice)
    names = [a.id for a in guide.alternatives]

    shares = decide(guide, short.any_answers(dice, guide)).shares

    for rows in (shares.completions, shares.weightings):
        assert names == [row.alternative for row in rows][: len(names)]
        assert sum(row.share for row in rows) == 1
        assert all(row.alternative is None and row.share for row in rows[len(names) :])


@examples(40)
@given(st.randoms(use_true_random=False))
def test_so_far(dice: random.Random):
    """What is said so far is a decision without what takes the ways to go on."""
    guide = short.any_guide(dice)
    answers = short.any_answers(dice, guide)
    whole = decide(guide, answers)

    found = so_far(guide, answers)

    assert (False, (), ()) == (found.decided, found.sampled, found.shares.completions)
    assert whole == dataclasses.replace(
        found,
        decided=whole.decided,
        flips=whole.flips,
        shares=whole.shares,
        sampled=whole.sampled,
    )


def test_too_many_completions():
    """Where completions are sampled it is said, and a winner that is safe is still known to be."""
    dice = random.Random(4)
    rows = [[(9, *(dice.randint(0, 8) for _ in range(19))) for _ in range(4)] for _ in range(12)]
    guide = short.of(*rows)

    decision = decide(guide, Answers({"c0": "o0"}))

    assert decision.sampled == ("completions", "weightings")
    assert decision.decided
    assert decision.shares.completions[0].share == 1


def test_too_many_completions_are_counted_once(monkeypatch: pytest.MonkeyPatch):
    """Where nobody wins yet, what could not be counted is not counted again."""
    counting = unittest.mock.Mock(wraps=ways.completions)
    monkeypatch.setattr(ways, "completions", counting)

    decision = decide(short.wide(), Answers())

    assert (None, False, 1) == (decision.winner, decision.decided, counting.call_count)


def test_order_of_the_data():
    """The JSON's keys stand in the order of its documentation."""
    guide = short.of([(9, 3), (2, 4)])

    found = data.decision_data(decide(guide, Answers()))

    assert list(found) == [
        "guide", "answers", "verdict", "winner", "margin", "open", "elsewhere", "uncounted",
        "alternatives", "contributions", "skipped", "decided", "flips", "shares", "sampled",
    ]  # fmt: skip
    assert list(found["flips"]) == ["answers", "fewest", "importance"]
    assert list(found["shares"]) == ["completions", "weightings"]
