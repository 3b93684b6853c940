"""The shared cases, and the rules of scoring that hold for any guide."""

import math
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guide.engine import data, scoring
from guide.engine.answers import Answers, asked
from guide.engine.decision import decide
from guide.engine.scoring import recommend
from tests import short
from tests.samples import examples

CASES: list[Any] = [
    pytest.param(document["guide"], case, id=f"{path.stem}: {case['name']}")
    for path in sorted(Path(__file__).parents[1].glob("cases/*.yaml"))
    for document in [yaml.safe_load(path.read_text())]
    for case in document["cases"]
]


def within(expected: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return the part of `data` that `expected` speaks of."""
    return {
        key: within(value, data[key]) if isinstance(value, dict) else data[key]
        for key, value in expected.items()
    }


@pytest.mark.parametrize(("guide", "case"), CASES)
def test_cases(guide, case):
    """Each case gets the recommendation and the explanation that it names."""
    guide = short.guide(guide)
    answers = Answers(case["answers"], case.get("importance", {}))

    found = data.decision_data(decide(guide, answers))

    assert case["expect"] == within(case["expect"], found)


@pytest.mark.parametrize(
    ("tenths", "weight", "shown"),
    [(130, 20, 7), (70, 8, 9), (0, 3, 0), (300, 3, 100), (129, 20, 6)],
)
def test_part_rounds_half_up(tenths, weight, shown):
    """A fit of 6.5 is shown as 7, one of 8.75 as 9, one of 6.45 as 6."""
    assert shown == scoring.part(tenths, weight)


def test_mapping_of_options():
    """Options alone will do for answers."""
    guide = short.of([(9, 3), (2, 4)])

    assert recommend(guide, {"c0": "o0"}).winner == "a0"


def test_unknown_answer():
    """An option that the criterion does not have is an error, not a silent skip."""
    with pytest.raises(KeyError):
        recommend(short.of([(9, 3)]), {"c0": "other"})


@examples(100)
@given(st.randoms(use_true_random=False))
def test_rules(dice: random.Random):
    """Winner, margin, order and contributions agree with each other and with the design."""
    guide = short.any_guide(dice)
    answers = short.any_answers(dice, guide)

    result = recommend(guide, answers)

    open_now = asked(guide, answers.options)
    whole = sum(answers.weight(criterion) for criterion in open_now)
    weight = sum(answer.importance for answer in result.answers)
    totals = {a.id: 0 for a in guide.alternatives}
    for row in result.contributions:
        for gain in row.points:
            totals[gain.alternative] += gain.tenths
    remain = [s.id for s in result.standings if not s.ruled_out]
    ranked = [totals[name] for name in remain]
    names = [criterion.id for criterion in open_now]
    assert sorted(ranked, reverse=True) == ranked
    assert names == sorted(
        [*(a.criterion for a in result.answers), *result.skipped], key=names.index
    )
    assert set(answers.options) == {
        *(a.criterion for a in result.answers),
        *(u.criterion for u in result.uncounted),
    }
    if len(remain) > 1 and weight:
        assert result.margin == Fraction(ranked[0] - ranked[1], whole)
    else:
        assert result.margin is None
    if result.winner:
        assert result.winner == remain[0]
        assert len(remain) == 1 or ranked[0] > ranked[1]
    else:
        assert not remain or (len(remain) > 1 and ranked[0] == ranked[1])
    for standing in result.standings:
        expected = Fraction(totals[standing.id], whole) if weight else None
        assert standing.fit == (None if expected is None else half_up(expected))
    assert result.open == (half_up(Fraction(100 * (whole - weight), whole)) if whole else None)


def half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))
