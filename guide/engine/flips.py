"""What would give another winner: one answer, the fewest answers, the importance of a criterion.

A flip needs a winner, and another one than now; to a tie is not a flip.
"""

import dataclasses
import itertools
import math
import operator
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from guide.engine.answers import Answers
from guide.engine.exact import Exact
from guide.engine.gates import Gate, gates_in_order
from guide.engine.model import Guide
from guide.engine.scoring import counted
from guide.engine.tenths import Row, table

Lead = tuple[float, ...]  # of one alternative on each rival; infinite on one that is ruled out


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """An answer given in place of another."""

    criterion: str
    option: str


@dataclasses.dataclass(frozen=True, slots=True)
class AnswerFlip:
    """One changed answer, and who wins then."""

    criterion: str
    option: str
    winner: str


@dataclasses.dataclass(frozen=True, slots=True)
class Fewest:
    """The smallest number of changed answers that gives another winner, and one such set."""

    count: int
    answers: tuple[Change, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ImportanceFlip:
    """The importance at which the lead changes, 0 or more, and who leads beyond it."""

    criterion: str
    at: Exact
    winner: str


def by_answer(guide: Guide, answers: Answers, winner: str | None) -> Iterator[AnswerFlip]:
    """Yield each change of one answer that counts and gives another winner than `winner`.

    The changed answers are scored as they are: a change may close questions, and may open others,
    where an answer given earlier counts again.
    """
    rows, open_at = table(guide), gates_in_order(guide)
    now = _sums(guide, answers)
    for criterion, given, weight in counted(guide, answers):
        closes = open_at[criterion.id].options
        before = rows[criterion.id][given.id]
        for option, row in rows[criterion.id].items():
            if option == given.id:
                continue
            if closes[option] == closes[given.id]:
                then = now.changed(before, row, weight)
            else:
                options = {**answers.options, criterion.id: option}
                then = _sums(guide, dataclasses.replace(answers, options=options))
            place = then.winner()
            name = None if place is None else guide.alternatives[place].id
            if name not in (None, winner):
                yield AnswerFlip(criterion.id, option, str(name))


class _Sums(NamedTuple):
    """What counted answers come to: totals in tenths and vetoes by alternative, and the weight."""

    totals: list[int]
    vetoes: list[int]
    weight: int

    def changed(self, before: Row, after: Row, weight: int) -> "_Sums":
        """Return the sums with one answer in place of another that closes the same."""
        return _Sums(
            [
                t + weight * (b - a)
                for t, a, b in zip(self.totals, before.fits, after.fits, strict=True)
            ],
            [v + b - a for v, a, b in zip(self.vetoes, before.out, after.out, strict=True)],
            self.weight,
        )

    def winner(self) -> int | None:
        """Return the place of the winner, None for none."""
        left = [place for place, vetoes in enumerate(self.vetoes) if not vetoes]
        if len(left) < 2 or not self.weight:
            return left[0] if len(left) == 1 else None
        best = max(self.totals[place] for place in left)
        first = [place for place in left if self.totals[place] == best]
        return first[0] if len(first) == 1 else None


def _sums(guide: Guide, answers: Answers) -> _Sums:
    rows = table(guide)
    totals = vetoes = [0] * len(guide.alternatives)
    whole = 0
    for criterion, option, weight in counted(guide, answers):
        row = rows[criterion.id][option.id]
        totals = [total + weight * fit for total, fit in zip(totals, row.fits, strict=True)]
        vetoes = [number + out for number, out in zip(vetoes, row.out, strict=True)]
        whole += weight
    return _Sums(totals, vetoes, whole)


def by_importance(guide: Guide, answers: Answers, winner: str | None) -> Iterator[ImportanceFlip]:
    """Yield for each answer that counts the importance, any number from 0 up, at which it flips.

    All else is kept. Where the lead changes at more than one importance, this is the one nearest to
    the present importance, of two as near the higher; from a tie, one that lies there.
    """
    sums = _sums(guide, answers)
    remain = [place for place, vetoes in enumerate(sums.vetoes) if not vetoes]
    names = [guide.alternatives[place].id for place in remain]
    for criterion, option, now in counted(guide, answers):
        fits = table(guide)[criterion.id][option.id].fits
        slopes = [fits[place] for place in remain]
        bases = [sums.totals[place] - now * fits[place] for place in remain]
        for at, side in _crossings(bases, slopes, now):
            leader = _leader(bases, slopes, at, side)
            if leader is not None and names[leader] != winner:
                yield ImportanceFlip(criterion.id, at, names[leader])
                break


def _crossings(bases: list[int], slopes: list[int], now: int) -> list[tuple[Fraction, int]]:
    """Return where two lines meet, nearest to `now` first, each with the side away from `now`."""
    found = set()
    for i, (base, slope) in enumerate(zip(bases, slopes, strict=True)):
        for other, steep in zip(bases[:i], slopes[:i], strict=True):
            above, below = other - base, slope - steep
            if (below and (above >= 0) == (below > 0)) or (below and not above):
                found.add(Fraction(above, below))
    beyond = [(at, side) for at in found for side in (1, -1) if (at - now) * side >= 0]
    return sorted(
        ((at, side) for at, side in beyond if at > 0 or (at == 0 and side > 0)),
        key=lambda place: (abs(place[0] - now), -place[1]),
    )


def _leader(bases: list[int], slopes: list[int], at: Fraction, side: int) -> int | None:
    """Return the line that is highest just beside `at`, None where two are the same there."""
    above, below = at.as_integer_ratio()
    heights = [
        (base * below + above * slope, side * slope)
        for base, slope in zip(bases, slopes, strict=True)
    ]
    best = max(heights)
    return heights.index(best) if heights.count(best) == 1 else None


def fewest(guide: Guide, answers: Answers, winner: str | None) -> Fewest | None:
    """Find the fewest answers, of those given, that changed together give another winner.

    An answer that does not count now may be one of them, if another change makes it count.
    """
    searches = [_search(guide, answers, a.id) for a in guide.alternatives if a.id != winner]
    for count, found in enumerate(itertools.zip_longest(*searches), 1):
        for changes in found:
            if changes:
                return Fewest(count, changes)
    return None


class _Path(NamedTuple):
    """How far the target is ahead of each rival, and what changed on the way."""

    ahead: Lead
    changes: tuple[Change, ...] = ()


class _Step(NamedTuple):
    """What a criterion does to the leads of the target: kept as it is, or with another option."""

    gate: Gate
    kept: list[tuple[str | None, Lead]]
    changed: list[tuple[str, Lead]]


def _search(guide: Guide, answers: Answers, target: str) -> Iterator[tuple[Change, ...] | None]:
    """Yield, for 1, 2, 3 … changed answers, a set of changes that makes `target` win, or None.

    The paths with k changes grow from those with k − 1, criterion by criterion. Of the paths that
    leave the same criteria unasked, one that is nowhere further ahead than another is dropped, and
    so is one that cannot get ahead of every rival any more. Between two alternatives this leaves
    one path, and the cost is that of criteria times changes.
    """
    steps = _steps(guide, answers, target)
    level: Lead = (0,) * (len(guide.alternatives) - 1)
    hopes = [level]  # the most that can still be gained on each rival, from the last criterion back
    for step in reversed(steps):
        leads = [lead for _, lead in (*step.kept, *step.changed)]
        hopes.append(_add(hopes[-1], tuple(map(max, level, level, *leads))))
    hopes.reverse()
    arrived: list[dict[int, list[_Path]]] = [{} for _ in steps]
    for count in range(len(answers.options) + 1):
        paths = {} if count else {0: [_Path(level)]}
        for index, (gate, kept, changed) in enumerate(steps):
            fewer, arrived[index] = arrived[index], paths
            after: dict[int, list[_Path]] = defaultdict(list)
            for closed, some in paths.items():
                for option, lead in [(None, level)] if gate.shut(closed) else kept:
                    after[gate.after(closed, option)] += [
                        _Path(_add(path.ahead, lead), path.changes) for path in some
                    ]
            for closed, some in fewer.items():
                for option, lead in () if gate.shut(closed) else changed:
                    change = Change(guide.criteria[index].id, option)
                    after[gate.after(closed, option)] += [
                        _Path(_add(path.ahead, lead), (*path.changes, change)) for path in some
                    ]
            best = {closed: _best(some, hopes[index + 1]) for closed, some in after.items()}
            paths = {closed: some for closed, some in best.items() if some}
        if count:
            yield next((path.changes for some in paths.values() for path in some), None)
        if not any(arrived):
            return  # nothing is left that more changes could make win


def _steps(guide: Guide, answers: Answers, target: str) -> list[_Step]:
    open_at, rows = gates_in_order(guide), table(guide)
    at = [a.id for a in guide.alternatives].index(target)
    rivals = [place for place in range(len(guide.alternatives)) if place != at]
    steps = []
    for criterion in guide.criteria:
        given, weight = answers.options.get(criterion.id), answers.weight(criterion)
        leads = {
            row.id: tuple(
                math.inf if row.out[rival] else weight * (row.fits[at] - row.fits[rival])
                for rival in rivals
            )
            for row in rows[criterion.id].values()
            if not row.out[at]
        }
        kept: list[tuple[str | None, Lead]] = [
            (option, lead) for option, lead in leads.items() if option == given
        ]
        changed = [(option, lead) for option, lead in leads.items() if option != given]
        steps.append(
            _Step(
                open_at[criterion.id],
                kept if given else [(None, (0,) * len(rivals))],
                changed if given else [],
            )
        )
    return steps


def _best(paths: list[_Path], hope: Lead) -> list[_Path]:
    """Return the paths that can still succeed and that no other one beats everywhere."""
    if len(paths) == 1:
        return paths if min(_add(paths[0].ahead, hope)) > 0 else []
    best: list[_Path] = []
    for path in sorted(paths, key=lambda path: path.ahead, reverse=True):
        if min(_add(path.ahead, hope)) > 0 and not any(
            all(map(operator.ge, other.ahead, path.ahead)) for other in best
        ):
            best.append(path)
    return best


def _add(leads: Lead, more: Lead) -> Lead:
    return tuple(map(operator.add, leads, more))
