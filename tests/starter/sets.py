"""Which sets of features there are, and few of them that cover every pair."""

import functools
import itertools
import os
from collections.abc import Callable, Iterable, Iterator

from guide.engine import marks
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.engine.features import Starter
from guide.engine.model import Guide
from guide.starter.plan import plan
from tests.conftest import real_cases

Set = frozenset[str]

ALL = os.environ.get("STARTERS") == "all"
MANY = 250  # variants of one file that are looked at one by one
FIRST_CASES = 37  # so many lines of real_cases.jsonl are the cases that the map was made from


def closed(starter: Starter, chosen: set[str]) -> Set:
    """Return the features with all that they bring."""
    found = sorted(chosen)
    for each in found:
        found += [other for other in starter.feature(each).brings if other not in found]
    return frozenset(found)


def every(starter: Starter) -> list[Set]:
    """Return every set of features that answers could ask for, smallest first."""
    sets = {Set()}
    for feature in starter.features:
        if feature.when:
            whole = closed(starter, {feature.id})
            sets |= {each | whole for each in sets}
    return sorted(sets, key=lambda each: (len(each), sorted(each)))


def pairs(starter: Starter, on: Set) -> int:
    """Return each two features with whether they are on, as bits of a number."""
    size = 2 * len(starter.features)
    places = [2 * n + (each.id in on) for n, each in enumerate(starter.features)]
    literals = sum(1 << place for place in places)
    return sum(literals << (size * place) for place in places)


def covering(starter: Starter) -> Iterator[Set]:
    """Yield few sets in which every pair of features is on and off as far as it can be.

    Greedy: the smallest, the fullest, then always the set with the most that is new.
    """
    sets = every(starter)
    covered = {each: pairs(starter, each) for each in sets}
    left = 0
    for each in covered.values():
        left |= each
    best = sets[0]
    while left:
        yield best
        left &= ~covered[best]
        if best == sets[0]:
            best = sets[-1]
        else:
            best = max(sets, key=lambda each: ((covered[each] & left).bit_count(), sorted(each)))


def of_cases(starter: Starter, guide: Guide) -> Iterator[tuple[str, str, Set]]:
    """Yield framework, format and features of each project that the first real cases get."""
    for case in real_cases()[:FIRST_CASES]:
        found = plan(starter, decide(guide, Answers(case["answers"])))
        features = frozenset(part.feature.id for part in found.parts)
        yield found.framework, found.format.id, features


def used(texts: Iterable[str]) -> Set:
    """Return the names that the marks of files ask for."""
    words = (marks.mark(line) for text in texts for line in text.split("\n"))
    conditions = (each.partition("if ")[2] for each in words if each and " " in each)
    return frozenset(itertools.chain.from_iterable(map(marks.names, conditions)))


def variants(starter: Starter) -> Callable[[Set], list[Set]]:
    """Return what tells which of some names can be on together.

    Where that is a matter of hundreds: those of the smallest sets, and of those that cover every
    pair; all of them in `make starters`.
    """
    sets = every(starter)
    few = [*sets[:MANY], *covering(starter)]

    @functools.cache
    def of(names: Set) -> list[Set]:
        found = {each & names for each in sets}
        if len(found) > MANY and not ALL:
            found = {each & names for each in few}
        return sorted(found, key=sorted)

    return of
