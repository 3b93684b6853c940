"""The fewest changed answers that together give another winner.

`static/fewest.js` finds the same.

A flip needs a winner, and another one than now; to a tie is not a flip.
"""

import dataclasses
import itertools
import math
import operator
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from guide.engine import totals
from guide.engine.gates import Gate, gates_in_order, inert
from guide.engine.lanes import unpacking
from guide.engine.model import Guide
from guide.engine.once import once_each
from guide.engine.tenths import VETO, table
from guide.engine.totals import Walk
from guide.engine.ways import Work

MAX_WORK = 4_000_000  # pairs of paths, between three alternatives or more: about a second
Lead = tuple[float, ...]  # of one alternative on each rival; infinite on one that is ruled out


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """An answer given in place of another."""

    criterion: str
    option: str


@dataclasses.dataclass(frozen=True, slots=True)
class Fewest:
    """The smallest number of changed answers that gives another winner, and one such set.

    Where there are too many ways to find out, `count` is null and the set is empty.
    """

    count: int | None
    answers: tuple[Change, ...]


# how far the target is ahead of each rival, and what changed on the way
Path = tuple[Lead, tuple[Change, ...]]


def fewest(walk: Walk, winner: str | None) -> Fewest | None:
    """Find the fewest answers, of those given, that changed together give another winner.

    An answer that does not count now may be one of them, if another change makes it count. Where
    one change does it, the search is over soon; elsewhere it ends after `MAX_WORK`.
    """
    if single := _single(walk, winner):
        return Fewest(1, (single,))
    alternatives = walk.guide.alternatives
    free = len(alternatives) == 2 or any(
        alternatives[change.winner].id != winner for change in walk.changes
    )
    work = None if free else Work(MAX_WORK)
    searches = [
        _search(walk, place, work) for place, a in enumerate(alternatives) if a.id != winner
    ]
    try:
        for count, found in enumerate(itertools.zip_longest(*searches), 1):
            for changes in found:
                if changes:
                    return Fewest(count, changes)
    except _TooManyError:
        return Fewest(None, ())
    return None


def _single(walk: Walk, winner: str | None) -> Change | None:
    """Return the one change that the search would find; None where there is none, or it must look.

    The search keeps what is furthest ahead, of the first alternative that one change makes win. Of
    several as far ahead all the way, it keeps the first, if all go on alike.
    """
    for place, alternative in enumerate(walk.guide.alternatives):
        ways = [change for change in walk.changes if change.winner == place]
        if alternative.id == winner or not ways:
            continue
        leads = [_ahead(change.ended, place) for change in ways]
        best = max(leads)
        first = [way for way, lead in zip(ways, leads, strict=True) if lead == best]
        if len(first) > 1 and (math.inf in best or not all(way.alike for way in first)):
            return None
        return Change(first[0].criterion, first[0].option)
    return None


def _ahead(ended: tuple[int, ...], place: int) -> Lead:
    own = ended[place]
    rivals = ended[:place] + ended[place + 1 :]
    return tuple([math.inf if total >= VETO else own - total for total in rivals])


class _TooManyError(Exception):
    """There are more paths than can be followed."""


class _Step(NamedTuple):
    """What a criterion does to the leads of the target: kept as it is, or with another option.

    `most` is the most that it can bring.
    """

    gate: Gate
    kept: list[tuple[str | None, Lead]]
    changed: list[tuple[Change, Lead]]
    most: Lead


def _search(walk: Walk, target: int, work: Work | None) -> Iterator[tuple[Change, ...] | None]:
    """Yield, for 1, 2, 3 … changed answers, a set of changes that makes `target` win, or None.

    `target` is the place of an alternative. Without a change there is one path, the walk; those
    with k changes grow from those with k − 1, criterion by criterion. Of the paths that leave the
    same criteria unasked, one that is nowhere further ahead than another is dropped, and so is one
    that cannot get ahead of every rival any more. Between two alternatives this leaves one path,
    and the cost is that of criteria times changes. Between more it is bounded by `work`, of which
    each answered criterion takes the square of the paths that are left there.
    """
    guide, options, walked = walk.guide, walk.answers.options, _walked(walk)
    steps = [_step(guide, c, options.get(c), step.weight, target) for c, step in walked]
    level: Lead = (0,) * (len(guide.alternatives) - 1)
    add = _add if len(level) > 1 else _add_one
    hopes = [level]  # the most that can still be gained on each rival, from the last criterion back
    for each in reversed(steps):
        hopes.append(add(hopes[-1], each.most))
    hopes.reverse()
    arrived = _arrived(walked, hopes, target)
    for _ in options:
        paths: dict[int, list[Path]] = {}
        for index, (gate, kept, changed, _) in enumerate(steps):
            fewer, arrived[index] = arrived[index], paths
            if not (paths or fewer):
                continue
            after: dict[int, list[Path]] = defaultdict(list)
            for closed, some in paths.items():
                moves = gate.moves[closed]
                for option, lead in kept if len(moves) > 1 else [(None, level)]:
                    after[moves[option]] += [(add(ahead, lead), done) for ahead, done in some]
            for closed, some in fewer.items():
                moves = gate.moves[closed]
                for change, lead in changed if len(moves) > 1 else ():
                    after[moves[change.option]] += [
                        (add(ahead, lead), (*done, change)) for ahead, done in some
                    ]
            hope, bound = hopes[index + 1], work if walked[index][0] in options else None
            paths = {
                closed: best for closed, some in after.items() if (best := _best(some, hope, bound))
            }
        yield next((done for some in paths.values() for _, done in some), None)
        if not any(arrived):
            return  # nothing is left that more changes could make win


def _walked(walk: Walk) -> list[tuple[str, totals.Step]]:
    """Return the criteria of a walk that changes can matter to, with its steps there."""
    options, idle = walk.answers.options, inert(walk.guide)
    return [
        (step.question.criterion, step)
        for step in walk.steps
        if step.question.criterion in options or step.question.criterion not in idle
    ]


def _arrived(
    walked: list[tuple[str, totals.Step]], hopes: list[Lead], target: int
) -> list[dict[int, list[Path]]]:
    """Return the one path without a change, as it arrives at each criterion."""
    unpack = unpacking(len(hopes[0]) + 1)
    arrived: list[dict[int, list[Path]]] = []
    for (_, step), hope in zip(walked, hopes, strict=False):
        sums = unpack(step.before)
        some = [] if sums[target] >= VETO else _best([(_ahead(sums, target), ())], hope)
        arrived.append({step.closed: some} if some else {})
    return arrived


@once_each
def _step(guide: Guide, criterion_id: str, given: str | None, weight: int, target: int) -> _Step:
    gate = gates_in_order(guide)[criterion_id]
    rivals = [place for place in range(len(guide.alternatives)) if place != target]
    level: Lead = (0,) * len(rivals)
    leads = {
        row.id: tuple(
            math.inf if row.out[rival] else weight * (row.fits[target] - row.fits[rival])
            for rival in rivals
        )
        for row in table(guide)[criterion_id].values()
        if not row.out[target]
    }
    if given is None:
        return _Step(gate, [(None, level)], [], level)
    most = tuple(map(max, level, level, *leads.values()))
    kept: list[tuple[str | None, Lead]] = [(given, leads.pop(given))] if given in leads else []
    changed: list[tuple[Change, Lead]] = []
    for option, lead in leads.items():
        # after an earlier one that closes the same and is nowhere behind, it finds nothing new
        if not any(
            gate.options[option] == gate.options[other.option]
            and all(map(operator.ge, ahead, lead))
            for other, ahead in changed
        ):
            changed.append((Change(criterion_id, option), lead))
    return _Step(gate, kept, changed, most)


def _best(paths: list[Path], hope: Lead, work: Work | None = None) -> list[Path]:
    """Return the paths that can still succeed and that no other one beats everywhere.

    Raises `_TooManyError` where that is more than there is of `work`.
    """
    if len(hope) == 1:  # one rival: only the first of those that are furthest ahead is not beaten
        path = paths[0] if len(paths) == 1 else max(paths, key=operator.itemgetter(0))
        return [path] if path[0][0] + hope[0] > 0 else []
    best: list[Path] = []
    for path in sorted(paths, key=operator.itemgetter(0), reverse=True):
        if min(_add(path[0], hope)) > 0 and not any(
            all(map(operator.ge, ahead, path[0])) for ahead, _ in best
        ):
            best.append(path)
            if work and len(best) ** 2 > work.left:
                raise _TooManyError
    if work:
        work.take(len(best) ** 2)
    return best


def _add(leads: Lead, more: Lead) -> Lead:
    return tuple(map(operator.add, leads, more))


def _add_one(leads: Lead, more: Lead) -> Lead:
    """Do what `_add` does for a single rival, which is most of the work between two."""
    return (leads[0] + more[0],)
