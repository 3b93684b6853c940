"""Fits as whole numbers: in tenths, so that all that is added up and compared is exact.

`static/score.js` does the same.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from guide.engine.model import Guide
from guide.engine.once import once


class Row(NamedTuple):
    """An option as it is computed with: its fits in tenths and whom it rules out, by place."""

    id: str
    fits: tuple[int, ...]
    out: tuple[bool, ...]


@once
def table(guide: Guide) -> Mapping[str, Mapping[str, Row]]:
    """Return the rows of every criterion by option, the alternatives in the guide's order."""
    names = [alternative.id for alternative in guide.alternatives]
    return {
        criterion.id: {
            option.id: Row(
                option.id,
                tuple(round(10 * option.fit[name]) for name in names),
                tuple(name in option.rules_out for name in names),
            )
            for option in criterion.options
        }
        for criterion in guide.criteria
    }


@once
def unit(guide: Guide) -> int:
    """Return the greatest number of tenths that every fit is a multiple of; 1 for none but 0."""
    rows = (row for options in table(guide).values() for row in options.values())
    return math.gcd(*(fit for row in rows for fit in row.fits)) or 1


def points(tenths: int) -> int | float:
    """Return tenths as they are shown: 27 for 270, 19.5 for 195."""
    return tenths / 10 if tenths % 10 else tenths // 10
