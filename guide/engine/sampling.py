"""Completions drawn from a fixed sample, where there are too many to be counted.

`static/sampling.js` draws the same.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from guide.engine.answers import Answers
from guide.engine.gates import Gate, gates, groups
from guide.engine.lanes import Lanes, unpacking
from guide.engine.model import Criterion, Guide, Option
from guide.engine.tenths import table
from guide.engine.totals import leader

SAMPLES = 2_048


def sample(guide: Guide, answers: Answers) -> Counter[str | None]:
    """Estimate what `ways.completions` counts, from a fixed sample of `SAMPLES` completions.

    Each completion is as likely as any other: an option is drawn as often as there are ways to
    answer the rest of its group after it.
    """
    names = [alternative.id for alternative in guide.alternatives]
    open_at = gates(guide)
    tied = [(group, _ways(group, answers, open_at)) for group in groups(guide)]
    some = {criterion.id: _choices(criterion, answers) for criterion in guide.criteria}
    gains = {criterion.id: _gains(guide, criterion, answers) for criterion in guide.criteria}
    unpack = unpacking(len(names))
    counts: Counter[str | None] = Counter()
    random = 1
    for _ in range(SAMPLES):
        sums = 0
        for group, ways in tied:
            closed = 0
            for index, criterion in enumerate(group):
                gate = open_at[criterion.id]
                if gate.shut(closed):
                    closed = gate.after(closed, None)
                    continue
                random = (1664525 * random + 1013904223) % 2**32
                at = random * ways[index][closed] >> 32
                for option in some[criterion.id]:
                    after = gate.after(closed, option.id)
                    if at < ways[index + 1][after]:
                        break
                    at -= ways[index + 1][after]
                closed = after
                sums += gains[criterion.id][option.id]
        place = leader(unpack(sums))
        counts[None if place is None else names[place]] += 1
    return counts


def _gains(guide: Guide, criterion: Criterion, answers: Answers) -> dict[str, Lanes]:
    """Return, by option, what it gives each alternative and whom it rules out, as in `totals`."""
    weight = answers.weight(criterion)
    rows = table(guide)[criterion.id]
    return {name: weight * row.gains + row.vetoes for name, row in rows.items()}


def _ways(
    group: list[Criterion], answers: Answers, open_at: Mapping[str, Gate]
) -> list[dict[int, int]]:
    """Return, before each criterion and after the last, the ways to go on by what is closed."""
    closed_at: list[set[int]] = [{0}]
    for criterion in group:
        closed_at.append(
            {
                after
                for closed in closed_at[-1]
                for after in _afters(criterion, answers, open_at, closed)
            }
        )
    ways = [dict.fromkeys(closed_at[-1], 1)]
    for criterion, reached in zip(reversed(group), reversed(closed_at[:-1]), strict=True):
        rest = ways[0]
        ways.insert(
            0,
            {
                closed: sum(rest[after] for after in _afters(criterion, answers, open_at, closed))
                for closed in reached
            },
        )
    return ways


def _afters(
    criterion: Criterion, answers: Answers, open_at: Mapping[str, Gate], closed: int
) -> list[int]:
    gate = open_at[criterion.id]
    if gate.shut(closed):
        return [gate.after(closed, None)]
    return [gate.after(closed, option.id) for option in _choices(criterion, answers)]


def _choices(criterion: Criterion, answers: Answers) -> Sequence[Option]:
    """Return the options a completion may choose: the answer given, or else all."""
    given = answers.options.get(criterion.id)
    return criterion.options if given is None else (criterion.option(given),)
