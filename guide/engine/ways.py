"""All ways to answer what was skipped, counted by who wins them.

Paths are added up instead of walked. What a path leaves behind is a state: which alternatives are
out, how far each is ahead of the first, and which later criteria will not be asked. Paths with the
same state go on together. The lead of the second alternative over the first is not even part of the
state: a polynomial holds it, whose coefficient at x^m is the number of paths with the lead m,
written as one integer with a fixed number of bits for each coefficient (Kronecker substitution),
so that one shift and one addition take an option into account for thousands of margins.

Only differences count: the winner never depends on W, because W = 0 makes all totals equal.
`static/ways.js` does the same.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from guide.engine import gates as gating
from guide.engine.answers import Answers
from guide.engine.gates import Gate, gates, groups, walk
from guide.engine.model import Criterion, Guide, Option, once
from guide.engine.tenths import table, unit

MAX_STATES = 10_000  # more than these, and the completions are sampled
MAX_WORK = 500_000  # more than these are sampled too: some tenths of a second
CHUNK = 2**16  # bits of a polynomial that cost about as much as the state that holds it

Counts = Mapping[str | None, int]
Leads = tuple[int | None, ...]  # None: ruled out; else the total above that of the first


def choices(criterion: Criterion, answers: Answers) -> Sequence[Option]:
    """Return the options a completion may choose: the answer given, or else all."""
    given = answers.options.get(criterion.id)
    return criterion.options if given is None else (criterion.option(given),)


class Work:
    """How much may still be done; what takes more is given up."""

    def __init__(self, left: int = MAX_WORK) -> None:
        self.left = left

    def take(self, amount: int) -> bool:
        """Do some of it; tell whether that much was left."""
        self.left -= amount
        return self.left >= 0


def completions(
    guide: Guide,
    answers: Answers,
    among: Sequence[str] | None = None,
    lead: int = 0,
    *,
    skipping: bool = False,
    work: Work | None = None,
) -> Counter[str | None] | None:
    """Count the completions of `answers` by winner, None for those without one.

    A completion answers every criterion that is then asked; an answer given to a criterion that
    becomes asked by it counts. `among` keeps to some alternatives, two or more. With a `lead`, the
    first of them counts as the winner only where its margin is that many points of fit or more.
    With `skipping`, all ways to answer only some of the open questions are counted as well. The
    result is None where that takes more than `MAX_STATES` states or `MAX_WORK`, which two
    alternatives do not in a guide that is not `too_tangled`, or more than there is of `work`.
    """
    found = outcomes(guide, answers, among, lead, skipping=skipping, work=work)
    if found is None:
        return None
    counts: Counter[str | None] = Counter()
    for (winner, _), count in found.items():
        counts[winner] += count
    return counts


def outcomes(
    guide: Guide,
    answers: Answers,
    among: Sequence[str] | None = None,
    lead: int = 0,
    *,
    skipping: bool = False,
    work: Work | None = None,
    open_at: Mapping[str, Gate] | None = None,
) -> Counter[tuple[str | None, int]] | None:
    """Count as `completions` does, by winner and by the bits of `open_at` that stay set."""
    every = [alternative.id for alternative in guide.alternatives]
    places = [every.index(name) for name in among or every]
    names = [every[place] for place in places]
    # 10·(T1 − T2)/W ≥ lead, all multiplied by W; a lead of at least 0 is one above −1
    common = math.gcd(unit(guide), lead)
    handicap, start = lead // common, -1 if lead else 0
    quick = frozenset() if open_at or lead else gating.inert(guide)
    open_at = open_at or gates(guide)
    rows_of = _every_row(guide) if among is None and not lead else _rows(guide, places, common)
    every_way = math.prod(len(choices(c, answers)) + skipping for c in guide.criteria)
    width = every_way.bit_length() + 1
    lowest, highest = start, start
    bounded = len(names) > 2 or work is not None
    work = work or Work()
    unweighed = 1 << gating.bits(guide) if lead else 0  # a bit that the first weight clears
    states: dict[tuple[int, Leads], int] = {(unweighed, (0, 0) + (start,) * (len(names) - 2)): 1}
    for criterion in walk(guide):
        gate, weight = open_at[criterion.id], answers.weight(criterion)
        given = answers.options.get(criterion.id)
        some = rows_of[criterion.id]
        rows: list[tuple[str | None, int, Leads | None]] = [
            _weighted(row, weight, weight * handicap)
            for row in (some.values() if given is None else (some[given],))
        ]
        if skipping:
            rows.append((None, 0, None))
        low = min(0, *(gain for _, gain, _ in rows))
        lowest += low
        highest += max(0, *(gain for _, gain, _ in rows))
        cost = max(1, len(names) - 2) + (highest - lowest) * width // CHUNK
        if not work.take(len(states) * len(rows) * cost) and bounded:
            return None
        if criterion.id in quick and all(gains is None for _, _, gains in rows):
            shifts = [(gain - low) * width for _, gain, _ in rows]
            states = {
                state: sum([paths << shift for shift in shifts]) for state, paths in states.items()
            }
            continue
        after: dict[tuple[int, Leads], int] = defaultdict(int)
        for (closed, leads), paths in states.items():
            if gate.shut(closed):
                after[gate.after(closed, None), leads] += paths << (-low * width)
                continue
            still = closed & ~unweighed if weight else closed
            for option, gain, gains in rows:
                key = gate.after(still, option), leads if gains is None else add(leads, gains)
                after[key] += paths << ((gain - low) * width)
        states = after
        if len(states) > MAX_STATES:
            return None
    counts: Counter[tuple[str | None, int]] = Counter()
    for (closed, leads), paths in states.items():
        # with nothing weighed, only one that is left alone wins
        nobody = closed & unweighed and leads.count(None) < len(leads) - 1
        for winner, count in _tally(names, leads, paths, lowest, width):
            counts[None if nobody else winner, closed & ~unweighed] += count
    return counts


class _Row(NamedTuple):
    """An option: what it adds to the others' leads over the first, by its weight, and who is out.

    `others` are those from the third on; `out` is None where an option rules out nobody.
    """

    id: str
    second: int
    others: tuple[int, ...]
    out: tuple[bool, ...] | None


@once
def _every_row(guide: Guide) -> Mapping[str, Mapping[str, _Row]]:
    return _rows(guide, range(len(guide.alternatives)), unit(guide))


def _rows(guide: Guide, places: Sequence[int], common: int) -> Mapping[str, Mapping[str, _Row]]:
    first, second, *others = places
    return {
        name: {
            row.id: _Row(
                row.id,
                (row.fits[second] - row.fits[first]) // common,
                tuple((row.fits[place] - row.fits[first]) // common for place in others),
                tuple(row.out[place] for place in places) if any(row.out) else None,
            )
            for row in rows.values()
        }
        for name, rows in table(guide).items()
    }


def _weighted(row: _Row, weight: int, handicap: int) -> tuple[str, int, Leads | None]:
    """Return what an option adds to the second's lead over the first, and to all; None: nothing."""
    second = weight * row.second + handicap
    if row.out is None and not row.others:
        return row.id, second, None
    gains = (0, 0, *(weight * other + handicap for other in row.others))
    if row.out is None:
        return row.id, second, gains
    leads = tuple(None if out else gain for out, gain in zip(row.out, gains, strict=True))
    return row.id, second, leads


def add(leads: Leads, gains: Leads) -> Leads:
    """Return the sums; what is ruled out in one of them stays out."""
    return tuple(
        [
            None if lead is None or gain is None else lead + gain
            for lead, gain in zip(leads, gains, strict=True)
        ]
    )


def _tally(
    names: Sequence[str], leads: Leads, paths: int, lowest: int, width: int
) -> Iterator[tuple[str | None, int]]:
    """Yield winners with their number of paths: those above, at and below the others' best."""
    others = [(lead, name) for name, lead in zip(names, leads, strict=True) if lead is not None]
    if leads[1] is not None:
        others.remove((leads[1], names[1]))
    best = max((lead for lead, _ in others), default=0)
    first = [name for lead, name in others if lead == best]
    leader = first[0] if len(first) == 1 else None
    if leads[1] is None or not others:
        yield leader if leads[1] is None else names[1], coefficients(paths, width)
        return
    start, end = max(best - lowest, 0) * width, max(best - lowest + 1, 0) * width
    yield names[1], coefficients(paths >> end, width)
    yield None, (paths >> start) & ((1 << (end - start)) - 1)
    yield leader, coefficients(paths & ((1 << start) - 1), width)


def coefficients(paths: int, width: int) -> int:
    """Return the sum of a polynomial's coefficients, by folding it in half until one is left."""
    while (length := -(-paths.bit_length() // width)) > 1:
        half = length // 2 * width
        paths = (paths >> half) + (paths & ((1 << half) - 1))
    return paths


def paths(guide: Guide) -> int:
    """Return the number of ways to answer every question that is then asked."""
    return math.prod(gating.ways_through(group, gates(guide)) or 0 for group in groups(guide))
