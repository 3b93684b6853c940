"""Totals in lanes, and what each changed answer makes of them, against weighing anew."""

import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.engine.model import Alternative
from guide.engine.scoring import recommend
from guide.engine.tenths import VETO
from guide.engine.totals import leader, walk
from tests import short
from tests.samples import examples


@examples(80)
@given(st.randoms(use_true_random=False))
def test_walk(dice: random.Random) -> None:
    """Each alternative has its total, or is ruled out; the leader is the winner."""
    guide = short.any_guide(dice)
    answers = short.any_answers(dice, guide)
    result = recommend(guide, answers)

    found = walk(guide, answers)

    out = {a.id for a, total in zip(guide.alternatives, found.ended, strict=True) if total >= VETO}
    assert {standing.id for standing in result.standings if standing.ruled_out} == out
    assert result.winner == name_of(guide.alternatives, leader(found.ended))


@examples(80)
@given(st.randoms(use_true_random=False))
def test_changes(dice: random.Random) -> None:
    """A changed answer has the totals of a walk with it; none to which another wins is missed."""
    guide = short.any_guide(dice)
    answers = short.any_answers(dice, guide)

    now = walk(guide, answers)

    anew = {}
    for answer in recommend(guide, answers).answers:
        for option in guide.criterion(answer.criterion).options:
            options = {**answers.options, answer.criterion: option.id}
            ended = walk(guide, dataclasses.replace(answers, options=options)).ended
            if leader(ended) not in (None, leader(now.ended)):
                anew[answer.criterion, option.id] = (leader(ended), ended)
    assert anew == {(it.criterion, it.option): (it.winner, it.ended) for it in now.changes}


@pytest.mark.parametrize(
    ("ended", "place"),
    [
        ((3, 5), 1),
        ((5, 5), None),
        ((0, 0), None),
        ((VETO + 9, 0), 1),
        ((VETO + 9, 2 * VETO), None),
        ((VETO + 9, 4, 4), None),
        ((VETO + 9, 4, 3), 1),
    ],
)
def test_leader(ended: tuple[int, ...], place: int | None) -> None:
    """The largest total of those left, where nobody shares it."""
    assert place == leader(ended)


def name_of(alternatives: tuple[Alternative, ...], place: int | None) -> str | None:
    """Return the id of the alternative at a place."""
    return None if place is None else alternatives[place].id
