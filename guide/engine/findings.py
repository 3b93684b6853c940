"""What looks like a mistake in a guide. Only what is certain is said.

Who wins and what a veto does is looked at over every way to answer, also those that leave questions
unanswered: what matters in one of them is no mistake. A guide with few ways is gone through as a
whole. With many, a sample shows most of what does matter, and what it does not show is counted as
far as `MAX_WORK` goes.
"""

import dataclasses
import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal

from guide.engine import decisive, evidence, showing, ways
from guide.engine.answers import Answers
from guide.engine.claims import Claim
from guide.engine.evidence import Evidence
from guide.engine.gates import gates, groups
from guide.engine.model import Criterion, Guide, Option
from guide.engine.ways import Work

LONGEST = 4_000  # bytes of a query: some servers take no longer request than 4,096
FRESH = datetime.timedelta(days=365)
AHEAD = datetime.timedelta(days=1)  # where it is tomorrow already
MOST = 10  # findings of one kind that are told one by one
MAX_WORK = 300_000  # about half a second

Kind = Literal[
    "never-wins",
    "never-asked",
    "never-decides",
    "dominated",
    "unused-veto",
    "never-holds",
    "hides",
    "old-claim",
    "future-claim",
    "future-update",
    "long-link",
    "same-title",
    "same-label",
]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """Something that the author may want to change: of which kind, and where.

    `other` is the option that dominates, `rule` the number of one from 1, `claim` what a claim says
    that was last checked on `checked`, which is the day of the last change where there is none, and
    `length` the bytes of a link.
    """

    kind: Kind
    criterion: str | None = None
    option: str | None = None
    alternative: str | None = None
    elsewhere: str | None = None
    other: str | None = None
    rule: int | None = None
    claim: str | None = None
    checked: datetime.date | None = None
    length: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """How many findings there are of a kind."""

    kind: Kind
    count: int


def first_of_each(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the first `MOST` findings of each kind, grouped."""
    by_kind: dict[Kind, list[Finding]] = {}
    for finding in found:
        by_kind.setdefault(finding.kind, []).append(finding)
    return tuple(finding for some in by_kind.values() for finding in some[:MOST])


def numbers(found: Iterable[Finding]) -> tuple[Count, ...]:
    """Return the number of findings of each kind that there is."""
    return tuple(Count(kind, n) for kind, n in Counter(one.kind for one in found).items())


def find(
    guide: Guide,
    exact: ways.Counts | None,
    decides: Mapping[str, Fraction | None],
    today: datetime.date,
) -> Iterator[Finding]:
    """Yield the findings; `exact` are the completions of no answers, `decides` as in `decisive`."""
    seen = evidence.gather(guide)
    work = Work(MAX_WORK)
    yield from _never_wins(guide, exact, seen, work)
    asked = set(_asked(guide))
    for criterion in guide.criteria:
        if criterion.id not in asked:
            yield Finding("never-asked", criterion.id)
        elif decides[criterion.id] == 0 and not _box_matters(guide, criterion):
            yield Finding("never-decides", criterion.id)
    for criterion in guide.criteria:
        if criterion.id in asked:
            yield from _dominated(criterion)
            yield from _unused_vetoes(guide, criterion, seen, work)
    yield from _elsewhere(guide, work)
    yield from _long_link(guide)
    yield from _alike(guide)
    yield from _dates(guide, today)


def _long_link(guide: Guide) -> Iterator[Finding]:
    """Yield the longest link: every question answered, and each importance changed."""
    options = {c.id: max((o.id for o in c.options), key=len) for c in guide.criteria}
    link = Answers(options, {c.id: c.importance for c in guide.criteria}).query()
    if len(link) > LONGEST:
        yield Finding("long-link", length=len(link))


def _alike(guide: Guide) -> Iterator[Finding]:
    """Yield the questions and answers that read as an earlier one: nobody can tell them apart."""
    titles = [criterion.title for criterion in guide.criteria]
    for place, criterion in enumerate(guide.criteria):
        if criterion.title in titles[:place]:
            yield Finding("same-title", criterion.id)
        labels = [option.label for option in criterion.options]
        for number, option in enumerate(criterion.options):
            if option.label in labels[:number]:
                yield Finding("same-label", criterion.id, option.id)


def _never_wins(
    guide: Guide, exact: ways.Counts | None, seen: Evidence, work: Work
) -> Iterator[Finding]:
    """Yield alternatives that never win, nor are meant to share the lead where all is answered."""
    partly = None
    for place, alternative in enumerate(guide.alternatives):
        if place in seen.wins or place in seen.shares or (exact and exact.get(alternative.id)):
            continue
        if not seen.complete:
            partly = partly or ways.completions(guide, Answers(), skipping=True, work=work)
            if partly is None and not _beaten(guide, alternative.id, work):
                continue
            if partly is not None and partly[alternative.id]:
                continue
        yield Finding("never-wins", alternative=alternative.id)


def _beaten(guide: Guide, name: str, work: Work) -> bool:
    """Tell whether one rival alone keeps an alternative from winning, as far as it can be told."""
    for rival in guide.alternatives:
        if rival.id != name:
            pair = ways.completions(guide, Answers(), (name, rival.id), skipping=True, work=work)
            if pair is None:
                return False
            if not pair[name]:
                return True
    return False


def _asked(guide: Guide) -> Iterator[str]:
    """Yield the criteria that some answers make asked."""
    open_at = gates(guide)
    for group in groups(guide):
        states = {0}
        for criterion in group:
            gate = open_at[criterion.id]
            if any(not gate.shut(closed) for closed in states):
                yield criterion.id
            states = {
                gate.after(closed, option)
                for closed in states
                for option in ([None] if gate.shut(closed) else gate.options)
            }


def _box_matters(guide: Guide, criterion: Criterion) -> bool:
    """Tell whether a box to tick, a question with one option, may matter: ticked or not."""
    return len(criterion.options) == 1 and decisive.can_decide(guide, criterion) is not False


def _dominated(criterion: Criterion) -> Iterator[Finding]:
    for option in criterion.options:
        for other in criterion.options:
            if all(other.fit[name] > fit for name, fit in option.fit.items()):
                yield Finding("dominated", criterion.id, option.id, other=other.id)
                break


def _unused_vetoes(
    guide: Guide, criterion: Criterion, seen: Evidence, work: Work
) -> Iterator[Finding]:
    for option in criterion.options:
        unseen = [
            name
            for name in option.rules_out
            if (criterion.id, option.id, guide.place_of[name]) not in seen.vetoes
        ]
        found = None
        for name in unseen:
            if not seen.complete:
                found = found or _counts(guide, criterion, option, work)
                without = found and _counts(guide, criterion, _without(option, name), work)
                # Without the veto the winner stays, becomes `name`, or is lost in a tie with it.
                # So where as many ways have each winner, they are the same ways.
                if found is None or without is None or +found != +without:
                    continue
            yield Finding("unused-veto", criterion.id, option.id, name)


def _without(option: Option, name: str) -> Option:
    rules_out = {key: reason for key, reason in option.rules_out.items() if key != name}
    return Option.model_construct(**{**dict(option), "rules_out": rules_out})


def _counts(
    guide: Guide, criterion: Criterion, option: Option, work: Work
) -> Counter[str | None] | None:
    """Count the ways to answer by winner where `option` is the only answer to `criterion`."""
    one = Criterion.model_construct(**{**dict(criterion), "options": (option,)})
    criteria = tuple(one if c is criterion else c for c in guide.criteria)
    changed = Guide.model_construct(**{**dict(guide), "criteria": criteria})
    return ways.completions(changed, Answers(), skipping=True, work=work)


def _elsewhere(guide: Guide, work: Work) -> Iterator[Finding]:
    for destination in guide.elsewhere:
        for number, rule in enumerate(destination.rules, 1):
            if not showing.can_hold(guide, rule):
                yield Finding("never-holds", elsewhere=destination.id, rule=number)
        if destination.place == "first":
            for name in showing.hidden(guide, destination, work):
                yield Finding("hides", alternative=name, elsewhere=destination.id)


def _dates(guide: Guide, today: datetime.date) -> Iterator[Finding]:
    claims: list[tuple[str | None, Claim]] = [(None, claim) for claim in guide.claims]
    claims += [(c.id, claim) for c in guide.criteria for claim in c.claims]
    for where, claim in claims:
        if today - claim.checked > FRESH:
            yield Finding("old-claim", where, claim=claim.says, checked=claim.checked)
        if claim.checked - today > AHEAD:
            yield Finding("future-claim", where, claim=claim.says, checked=claim.checked)
    if guide.updated - today > AHEAD:
        yield Finding("future-update", checked=guide.updated)
