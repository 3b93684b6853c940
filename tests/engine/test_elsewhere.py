"""What more answers can show, against giving all of them."""

import random
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from guide.engine import elsewhere
from guide.engine.answers import Answers, asked
from guide.engine.model import Guide
from guide.engine.scoring import recommend
from tests import short
from tests.samples import examples


def further(guide: Guide, options: dict[str, str], place: int = 0) -> Iterator[dict[str, str]]:
    """Yield every way to answer some more of the questions that are then asked."""
    if place == len(guide.criteria):
        yield options
        return
    criterion = guide.criteria[place]
    yield from further(guide, options, place + 1)
    if criterion.id not in options and criterion in asked(guide, options):
        for option in criterion.options:
            yield from further(guide, {**options, criterion.id: option.id}, place + 1)


def first(guide: Guide, options: dict[str, str]) -> set[str]:
    """Return what comes first with these answers."""
    return {e.id for e in recommend(guide, Answers(options)).elsewhere if e.place == "first"}


def announced(guide: Guide, options: dict[str, str]) -> bool:
    counted = {c.id: options[c.id] for c in asked(guide, options) if c.id in options}
    return elsewhere.may_follow(guide, options, counted)


@examples(100)
@given(st.randoms(use_true_random=False))
def test_what_may_follow(dice: random.Random) -> None:
    """What more answers can show is announced."""
    guide = short.any_guide(dice, criteria=dice.randint(1, 4))
    options = dict(short.any_answers(dice, guide).options)
    now = first(guide, options)

    if any(first(guide, more) - now for more in further(guide, options)):
        assert announced(guide, options)


def test_what_cannot_follow() -> None:
    """Not after another answer or one that speaks against it, nor behind a closed question.

    What can depends on the questions that its rules name and nobody has answered.
    """
    sizes = {"small": {"fit": [5, 5]}, "large": {"fit": [5, 5]}}
    guide = short.guide(
        {
            "alternatives": ["red", "blue"],
            "elsewhere": {
                "shop": {"rules": [{"when": {"age": ["small"]}, "unless": {"price": ["large"]}}]}
            },
            "criteria": {
                "size": {"options": sizes},
                "age": {"options": sizes, "when": {"size": ["small"]}},
                "price": {"options": sizes},
            },
        }
    )

    def leading(options: dict[str, str]) -> set[str]:
        counted = {c.id: options[c.id] for c in asked(guide, options) if c.id in options}
        return elsewhere.leading(guide, options, counted)

    assert {"age"} == leading({}) == leading({"size": "small"})
    assert set() == leading({"size": "large"}) == leading({"size": "small", "age": "small"})
    assert announced(guide, {})
    assert announced(guide, {"size": "small"})
    assert announced(guide, {"age": "small"})  # it does not count yet
    assert not announced(guide, {"size": "large"})
    assert not announced(guide, {"size": "small", "age": "large"})
    assert not announced(guide, {"age": "large"})
    assert not announced(guide, {"price": "large"})
    assert not announced(guide, {"size": "small", "age": "small"})  # it is shown already
