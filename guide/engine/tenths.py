"""Fits as whole numbers: in tenths, so that all that is added up and compared is exact.

`static/score.js` does the same.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from guide.engine.lanes import Lanes, packed
from guide.engine.model import Guide, Option
from guide.engine.once import once

VETO = 1 << 48  # in a lane; totals stay far below


class Row(NamedTuple):
    """An option as it is computed with: its fits in tenths and whom it rules out, by place.

    In lanes, `gains` are the same fits, and `vetoes` have `VETO` for whom it rules out.
    """

    id: str
    fits: tuple[int, ...]
    out: tuple[bool, ...]
    gains: Lanes
    vetoes: Lanes


@once
def table(guide: Guide) -> Mapping[str, Mapping[str, Row]]:
    """Return the rows of every criterion by option, the alternatives in the guide's order."""
    names = [alternative.id for alternative in guide.alternatives]
    return {
        criterion.id: {option.id: _row(option, names) for option in criterion.options}
        for criterion in guide.criteria
    }


def _row(option: Option, names: Sequence[str]) -> Row:
    fits = tuple([round(10 * option.fit[name]) for name in names])
    out = tuple([name in option.rules_out for name in names])
    vetoes = packed([VETO * barred for barred in out])
    return Row(option.id, fits, out, packed(fits), vetoes)


@once
def unit(guide: Guide) -> int:
    """Return the greatest number of tenths that every fit is a multiple of; 1 for none but 0."""
    rows = (row for options in table(guide).values() for row in options.values())
    return math.gcd(*(fit for row in rows for fit in row.fits)) or 1


def points(tenths: int) -> int | float:
    """Return tenths as they are shown: 27 for 270, 19.5 for 195."""
    return tenths / 10 if tenths % 10 else tenths // 10
