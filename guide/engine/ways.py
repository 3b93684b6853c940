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

import functools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from guide.engine import gates as gating
from guide.engine.answers import Answers
from guide.engine.gates import Gate, gates, groups, walk
from guide.engine.model import Guide
from guide.engine.steps import Leads, Scale, Step, made, steps_of
from guide.engine.tenths import unit

MAX_STATES = 10_000  # more than these, and the completions are sampled
MAX_WORK = 500_000  # more than these are sampled too: some tenths of a second
MAX_BITS = 2**31  # more in all polynomials are sampled too: a quarter of a gigabyte
CHUNK = 2**16  # bits of a polynomial that cost about as much as the state that holds it

Counts = Mapping[str | None, int]
# by what is closed and the leads but the second's: a polynomial of paths by the second's lead
States = dict[tuple[int, Leads], int]


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
    result is None where that takes more than `MAX_STATES` states, `MAX_WORK` or `MAX_BITS`, which
    two alternatives do not in a guide that is not `too_tangled`, or more than there is of `work`.
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
    skipping: bool,
    work: Work | None,
    open_at: Mapping[str, Gate] | None = None,
) -> Counter[tuple[str | None, int]] | None:
    """Count as `completions` does, by winner and by the bits of `open_at` that stay set."""
    every = [alternative.id for alternative in guide.alternatives]
    places = tuple([every.index(name) for name in among or every])
    names = [every[place] for place in places]
    # 10·(T1 − T2)/W ≥ lead, all multiplied by W; a lead of at least 0 is one above −1
    common = math.gcd(unit(guide), lead)
    scale = Scale(places, common, lead // common, skipping)
    make = steps_of(guide) if open_at is None else functools.partial(made, guide, open_at)
    given, weights = answers.options.get, answers.importance.get
    steps = [make(scale, c.id, given(c.id), weights(c.id, c.importance)) for c in walk(guide)]
    width = math.prod([step.many for step in steps]).bit_length() + 1
    start = -1 if lead else 0
    lowest, highest = start, start
    bounded, most = len(names) > 2 or work is not None, MAX_STATES
    work = work or Work()
    unweighed = 1 << gating.bits(guide) if lead else 0  # a bit that the first weight clears
    states: States = {(unweighed, (0, 0) + (start,) * (len(names) - 2)): 1}
    for step in steps:
        lowest += step.low
        highest += step.high
        if bounded:
            bits = (highest - lowest) * width
            most = min(MAX_STATES, MAX_BITS // max(bits, 1))
            cost = max(1, len(names) - 2) + bits // CHUNK
            if not work.take(len(states) * step.many * cost) or len(states) > most:
                return None
        if step.idle and not unweighed:
            _shift(states, step, width)
            continue
        states = _after(states, step, width, unweighed, most)
        if len(states) > most:
            return None
    counts: Counter[tuple[str | None, int]] = Counter()
    for (closed, leads), paths in states.items():
        # with nothing weighed, only one that is left alone wins
        nobody = closed & unweighed and leads.count(None) < len(leads) - 1
        for winner, number in _tally(names, leads, paths, lowest, width):
            counts[None if nobody else winner, closed & ~unweighed] += number
    return counts


def _shift(states: States, step: Step, width: int) -> None:
    """Add to all states a step that changes nothing but the second's lead."""
    if step.many == 1:  # it adds the same to all paths, and their lowest lead has it
        return
    shifts = [(second - step.low) * width for second in step.groups[0].seconds]
    for state, paths in states.items():
        states[state] = sum([paths << shift for shift in shifts])


def _after(states: States, step: Step, width: int, unweighed: int, most: int) -> States:
    """Return the states after a step; the first that weighs something clears `unweighed`.

    Where there are more than `most`, it stops.
    """
    gate, weight, low, some = step.gate, step.weight, step.low, step.groups
    after: States = {}
    for (closed, leads), paths in states.items():
        if len(after) > most:
            break
        moves = gate.moves[closed]
        if len(moves) == 1:  # it is not asked
            key = moves[None], leads
            after[key] = after.get(key, 0) + (paths << -low * width)
            continue
        if weight and unweighed:
            moves = gate.moves[closed & ~unweighed]
        for option, gains, seconds in some:
            key = moves[option], leads if gains is None else add(leads, gains)
            more = sum([paths << (second - low) * width for second in seconds])
            after[key] = after.get(key, 0) + more
    return after


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
    """Return the sum of a polynomial's coefficients: as of digits, the rest by the base less 1."""
    return paths % ((1 << width) - 1)


def paths(guide: Guide) -> int:
    """Return the number of ways to answer every question that is then asked."""
    return math.prod(gating.ways_through(group, gates(guide)) or 0 for group in groups(guide))
