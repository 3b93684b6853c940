"""Which sets of features there are, and few of them that cover every pair."""

import itertools
from collections.abc import Iterator

from guide.engine.features import Starter

Set = frozenset[str]


def closed(starter: Starter, chosen: set[str]) -> Set:
    """Return the features with all that they bring."""
    found = sorted(chosen)
    for each in found:
        found += [other for other in starter.feature(each).brings if other not in found]
    return frozenset(found)


def every(starter: Starter) -> list[Set]:
    """Return every set of features that answers could ask for, smallest first."""
    asked = [feature.id for feature in starter.features if feature.when]
    subsets = itertools.product((False, True), repeat=len(asked))
    sets = {closed(starter, set(itertools.compress(asked, subset))) for subset in subsets}
    return sorted(sets, key=lambda each: (len(each), sorted(each)))


def pairs(starter: Starter, on: Set) -> Iterator[tuple[str, bool, str, bool]]:
    """Yield each two features with whether they are on."""
    ids = [feature.id for feature in starter.features]
    for one, other in itertools.combinations(ids, 2):
        yield one, one in on, other, other in on


def covering(starter: Starter) -> list[Set]:
    """Return few sets in which every pair of features is on and off as far as it can be.

    Greedy: the smallest, the fullest, then always the set with the most that is new.
    """
    sets = every(starter)
    covered = {each: set(pairs(starter, each)) for each in sets}
    left = set().union(*covered.values())
    chosen: list[Set] = []
    best = sets[0]
    while left:
        chosen.append(best)
        left -= covered[best]
        if len(chosen) == 1:
            best = sets[-1]
        else:
            best = max(sets, key=lambda each: (len(covered[each] & left), sorted(each)))
    return chosen
