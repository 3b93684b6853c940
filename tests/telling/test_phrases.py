"""The sentences: complete, filled in, and right at their edges."""

import itertools
import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.engine import analysis
from guide.engine.answers import Answers
from guide.engine.scoring import recommend
from guide.loading import criteria
from guide.telling import phrases, words
from tests.conftest import SITES

TRIP = criteria.load(SITES / "trip")


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_listed(names: list[str], expected: str) -> None:
    """Names are listed as in English."""
    assert expected == phrases.listed(names)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Fraction(0), "0.0"), (Fraction(1, 20), "0.1"), (Fraction(49, 1000), "0.0"), (100, "100.0")],
)
def test_decimal(value: Fraction, expected: str) -> None:
    """One decimal, a half rounded up."""
    assert expected == phrases.decimal(Fraction(value))


@given(st.fractions(min_value=0, max_value=100))
def test_decimal_is_near(value: Fraction) -> None:
    """It is never further from the number than half a tenth."""
    assert abs(Fraction(phrases.decimal(value)) - value) <= Fraction(1, 20)


def test_every_answer_set_has_whole_sentences() -> None:
    """For every way to answer a guide, each sentence is there and has no hole left."""
    ways = itertools.product(*([None, *(o.id for o in c.options)] for c in TRIP.criteria))
    seen = set()
    for way in ways:
        options = {c.id: o for c, o in zip(TRIP.criteria, way, strict=True) if o}
        answers = Answers(options)
        result, explanation = recommend(TRIP, answers), analysis.explain(TRIP, answers)
        telling = words.tell(TRIP, answers, result, explanation)
        text = " ".join([telling.headline, telling.detail, telling.open, telling.firm])
        for change in telling.changes:
            text += " ".join([change.lead, *change.ways])
        seen.add(result.verdict)

        assert not re.search(r"\{|\}|None|  ", text), (options, text)
        assert telling.headline.endswith(".")
        if result.winner:
            assert TRIP.alternative(result.winner).name in telling.headline

    assert {"clear", "slight", "close", "tie", "only", "none", "unanswered"} == seen
