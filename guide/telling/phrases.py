"""A site’s phrases, and how names and numbers are put into them.

`static/phrases.js` does the same.
"""

import dataclasses
import datetime
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from guide.telling.english import ENGLISH

T = TypeVar("T")

HOLE = re.compile(r"\{(\w+)\}")
_pieces = functools.lru_cache(maxsize=256)(HOLE.split)  # few are woven, again and again


@dataclasses.dataclass(frozen=True, eq=False)
class Phrases:
    """What the engine says, by name. `replaced` holds the site’s own wording of some of it.

    Only the same object is equal, so that what was said with it can be kept.
    """

    replaced: Mapping[str, str] = dataclasses.field(default_factory=dict)
    table: Mapping[str, str] = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        """Put the site’s wording over the English one; names are known to exist."""
        object.__setattr__(self, "table", {**ENGLISH, **self.replaced})

    def __call__(self, name: str, /, **values: object) -> str:
        """Return the phrase `name` with its values filled in; `KeyError` if one is missing."""
        return self.table[name].format_map(values) if values else self.table[name]

    def counted(self, name: str, n: int | str, /, **values: object) -> str:
        """Return `name.one` for 1 and `name.many` for everything else."""
        return self(f"{name}.{'one' if str(n) == '1' else 'many'}", n=n, **values)

    def starting(self, *names: str) -> dict[str, str]:
        """Return the phrases whose name begins with one of these words."""
        return {k: v for k, v in self.table.items() if k.partition(".")[0] in names}

    def woven(self, name: str, /, **values: T) -> tuple[str | T, ...]:
        """Return the phrase in pieces: its text, and between it the values as they are."""
        pieces = _pieces(self.table[name])
        found = (values[piece] if at % 2 else piece for at, piece in enumerate(pieces))
        return tuple(piece for piece in found if piece != "")

    def listed(self, names: Iterable[str]) -> str:
        """`A`, `A and B`, `A, B and C`."""
        return "".join(self.spaced([*names]))

    def few(self, names: Iterable[str]) -> str:
        """Return what `listed` does; of more than five names the first three, and how many more."""
        return self.listed(self.shortened([*names]))

    def spaced(self, some: Sequence[T]) -> Iterator[T | str]:
        """Yield `some` with the text that stands between them in a list."""
        for left, one in zip(range(len(some) - 1, -1, -1), some, strict=True):
            yield one
            if left:
                yield self.table["number.comma" if left > 1 else "number.and"]

    def shortened(self, some: Sequence[T]) -> Sequence[T | str]:
        """Return `some`; of more than five the first three, and in words how many more."""
        more = len(some) - 3
        return some if more < 3 else [*some[:3], self("result.more", n=more)]

    def inside(self, name: str) -> str:
        """Return a name as it reads inside a sentence: `A model server` as `a model server`."""
        first, space, rest = name.partition(" ")
        small = space and first in self.table["number.articles"].split()
        return f"{first.lower()} {rest}" if small else name

    def either(self, names: Iterable[str]) -> str:
        """`A`, `A or B`, `A, B or C`."""
        *before, last = names
        first = self.table["number.comma"].join(before)
        return f"{first}{self.table['number.or']}{last}" if before else last

    def day(self, date: datetime.date) -> str:
        """`22 November 2026`."""
        month = self.table[f"date.month.{date.month}"]
        return self("date.day", day=date.day, month=month, year=date.year)

    def whole(self, n: int) -> str:
        """`12`, `1,048,576`: a number from 0 up, however large."""
        more, three = divmod(n, 1000)
        return self("thousands", more=self.whole(more), three=f"{three:03}") if more else str(n)

    def tenths(self, n: int) -> str:
        """Return a number of tenths as a number: `12`, `2.5`."""
        return f"{n // 10}{self.table['number.point']}{n % 10}" if n % 10 else str(n // 10)

    def number(self, value: Fraction | float) -> str:
        """`12`, `2.5`: to a tenth, a half rounded up; never negative."""
        return self.tenths(rounded(value, 10))

    def points(self, value: Fraction | float) -> str:
        """`1 point`, `2.5 points`: to a tenth, a half rounded up; never negative. 0 is only 0."""
        if value and not rounded(value, 10):
            return self("number.points.least")
        return self.counted("number.points", self.number(value))

    def percent(self, share: Fraction) -> str:
        """Return a share from 0 to 1 in percent; only all of it is 100, only none of it is 0."""
        n = thousandths(share)
        if n == 1000 and share < 1:
            return self("share.most")
        if n == 0 and share > 0:
            return self("share.least")
        return self("share", n=f"{n // 10}{self.table['number.point']}{n % 10}")


def counted(n: int, one: str, many: str) -> str:
    """Return a number and its noun, for what commands print of themselves: no site replaces it."""
    return f"{n} {one if n == 1 else many}"


def rounded(value: Fraction | float, parts: int) -> int:
    """Return how many of `parts` in one a number is, a half rounded up, in integers."""
    above, below = value.as_integer_ratio()
    return (2 * parts * above + below) // (2 * below)


def thousandths(share: Fraction) -> int:
    """Return a share from 0 to 1 in thousandths, by the page's floating-point rule."""
    return int(float(share) * 1000 + 0.5)
