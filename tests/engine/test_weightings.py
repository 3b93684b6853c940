"""All weightings: the exact form against known values and against the sample."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.engine.lanes import unpacked
from guide.engine.weightings import SAMPLES, ahead, spread, weightings
from tests.samples import examples


def sampled(count: int) -> list[tuple[int, ...]]:
    """Return the weightings of the sample one by one."""
    columns = [unpacked(lanes, SAMPLES) for lanes in spread(count)]
    return list(zip(*columns, strict=True))


DIFFERENCE = st.integers(-10, 10)


@pytest.mark.parametrize(
    ("differences", "share"),
    [
        ([], 0),
        ([0, 0], 0),
        ([3], 1),
        ([-3], 0),
        ([1, -1], Fraction(1, 2)),
        ([2, -1], Fraction(2, 3)),
        ([0, 2, 0, -1], Fraction(2, 3)),
        ([1, 1, -1], Fraction(3, 4)),
        ([1, -1, -1], Fraction(1, 4)),
    ],
)
def test_known(differences, share):
    """Small cases that can be worked out by hand."""
    assert share == ahead(differences)


@examples(100)
@given(st.lists(DIFFERENCE, max_size=12))
def test_sides(differences):
    """What one side does not win the other does, unless nothing differs."""
    expected = 1 if any(differences) else 0

    assert expected == ahead(differences) + ahead([-d for d in differences])


@examples(60)
@given(st.lists(DIFFERENCE.filter(bool), min_size=2, max_size=10))
def test_against_the_sample(differences):
    """The exact share and the sample that serves three alternatives agree."""
    wins = sum(
        sum(map(int.__mul__, weights, differences)) > 0 for weights in sampled(len(differences))
    )

    assert float(ahead(differences)) == pytest.approx(wins / SAMPLES, abs=0.03)


@examples(60)
@given(st.lists(st.tuples(*[st.integers(0, 10)] * 2), min_size=1, max_size=8))
def test_three_like_two(rows):
    """A third alternative that never leads leaves the shares of the other two as they are."""
    names = ["a", "b", "c"]
    three = weightings(names, [(a + 1, b + 1, 0) for a, b in rows])

    two = weightings(names[:2], rows)

    for name in ("a", "b", None):
        assert float(two.get(name, 0)) == pytest.approx(float(three.get(name, 0)), abs=0.03)
    assert "c" not in three


def test_spread_is_a_weighting():
    """Every point of the sample has a weight of zero or more for each, and the same sum."""
    for weights in sampled(7):
        assert len(weights) == 7
        assert min(weights) >= 0
        assert sum(weights) == 2**32
