"""How often an answer decides, against following all the ways to answer the rest."""

import random
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from guide.engine import decisive
from guide.engine.answers import asked
from guide.engine.model import Criterion, Guide
from guide.engine.scoring import recommend
from tests import short
from tests.samples import examples


def differing(guide: Guide, parted: Criterion, options: dict[str, str]) -> Iterator[bool]:
    """Yield, for each way to answer all that is asked after any answer, whether winners differ."""
    worlds = [{**options, parted.id: option.id} for option in parted.options]
    for criterion in guide.criteria:
        open_now = any(criterion in asked(guide, world) for world in worlds)
        if open_now and criterion.id not in options and criterion.id != parted.id:
            for option in criterion.options:
                yield from differing(guide, parted, {**options, criterion.id: option.id})
            return
    yield len({recommend(guide, world).winner for world in worlds}) > 1


@examples(100)
@given(st.randoms(use_true_random=False))
def test_decides(dice: random.Random):
    """The share is that of all ways to answer the rest, conditions and vetoes included."""
    guide = short.any_guide(dice)

    decides = decisive.decides(guide)

    for criterion in guide.criteria:
        found = list(differing(guide, criterion, {}))
        assert decides[criterion.id] == Fraction(sum(found), len(found))


def test_too_much():
    """Where there is too much to follow it says so, and soon."""
    dice = random.Random(4)
    rows = [[tuple(dice.randint(0, 10) for _ in range(6)) for _ in range(4)] for _ in range(12)]

    assert set(decisive.decides(short.of(*rows)).values()) == {None}


def test_too_large():
    """What takes much memory is too much to follow, and given up before it does."""
    guide = short.wide()
    tracemalloc.start()

    found = decisive.decides(guide)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert None in found.values()
    assert peak < 200_000_000
