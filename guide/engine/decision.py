"""The whole answer of a guide to a set of answers: everything else only shows it."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated

from pydantic import SkipValidation
from pydantic.json_schema import SkipJsonSchema

from guide.engine import flips, sampling, scoring, totals, ways, weightings
from guide.engine.answers import Answers
from guide.engine.elsewhere import Elsewhere
from guide.engine.exact import Exact, Portion
from guide.engine.fewest import Fewest, fewest
from guide.engine.flips import AnswerFlip, ImportanceFlip
from guide.engine.model import Guide
from guide.engine.scoring import (
    Answer,
    Contribution,
    Standing,
    Uncounted,
    Verdict,
)
from guide.engine.totals import Walk

NOTHING = Fraction(0)


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """The part that an alternative wins, 0 to 1; that of no winner, as in a tie, names none."""

    alternative: str | None
    share: Portion


@dataclasses.dataclass(frozen=True, slots=True)
class Flips:
    """What would give another winner, in the guide's order."""

    answers: tuple[AnswerFlip, ...]
    fewest: Fewest | None
    importance: tuple[ImportanceFlip, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Shares:
    """Who wins over all completions, and over all weightings.

    Every alternative has a row, in the guide's order. No winner has the last one, if its share is
    not 0.
    """

    completions: tuple[Share, ...]
    weightings: tuple[Share, ...]


@dataclasses.dataclass(frozen=True)
class Decision:
    """What a guide says to a set of answers, under the names of the JSON interface.

    `margin` is the exact lead in points of fit; there is none where no answer has weight or fewer
    than two alternatives remain. `open` is what the unanswered questions could still bring, in
    points from 0 to 100; there is none where no asked question has weight. `alternatives` stand
    best first, `contributions` by the largest difference. `decided` tells whether no way of
    answering what was skipped changes the winner. `sampled` names the shares that are estimates
    from a fixed sample: "weightings" where three or more alternatives remain, "completions" where a
    guide with three or more has too many of them; all else is exact.
    """

    # what the answers come to, question by question: what explains the decision goes on from there
    walk: Annotated[Walk, SkipValidation, SkipJsonSchema()]
    answers: tuple[Answer, ...]
    verdict: Verdict
    winner: str | None
    margin: Exact | None
    open: int | None
    elsewhere: tuple[Elsewhere, ...]
    uncounted: tuple[Uncounted, ...]
    alternatives: tuple[Standing, ...]
    contributions: tuple[Contribution, ...]
    skipped: tuple[str, ...]
    decided: bool
    flips: Flips
    shares: Shares
    sampled: tuple[str, ...]

    @property
    def guide(self) -> Guide:
        """The guide that decides."""
        return self.walk.guide

    @property
    def first(self) -> tuple[Elsewhere, ...]:
        """What to look at before any alternative."""
        return tuple([place for place in self.elsewhere if place.place == "first"])

    @property
    def beside(self) -> tuple[Elsewhere, ...]:
        """What does a part of it, beside the alternatives."""
        return tuple([place for place in self.elsewhere if place.place == "beside"])

    @property
    def counted(self) -> dict[str, str]:
        """The options of the answers that count, by criterion."""
        return {answer.criterion: answer.option for answer in self.answers}

    @property
    def whole(self) -> int:
        """The importances of all that is asked: W, or 1 where none has any."""
        return self.walk.whole or 1

    @property
    def given(self) -> Answers:
        """The answers given, those that do not count among them."""
        return self.walk.answers


def decide(guide: Guide, given: Answers) -> Decision:
    """Weigh the answers `given`; `KeyError` if one of them is unknown to the guide."""
    found = so_far(guide, given)
    walk, winner, remain = found.walk, found.winner, found.walk.remaining
    fits = [[row.fits[place] for place in remain] for _, row, _ in walk.counted]
    weighted = weightings.weightings([guide.alternatives[place].id for place in remain], fits)
    exact = ways.completions(guide, given)
    counts = sampling.sample(guide, given) if exact is None else exact
    total = counts.total()
    completed = {name: Fraction(count, total) for name, count in counts.items()}
    known = exact is not None or winner is None  # no rival is looked at where nobody wins yet
    return dataclasses.replace(
        found,
        decided=_always(exact, winner) if known else is_decided(guide, given, winner),
        flips=Flips(
            tuple(flips.by_answer(walk, winner)),
            fewest(walk, winner),
            tuple(flips.by_importance(walk, winner)),
        ),
        shares=Shares(shares(guide, completed), shares(guide, weighted)),
        sampled=(
            *(["completions"] if exact is None else []),
            *(["weightings"] if len(remain) > 2 else []),
        ),
    )


def so_far(guide: Guide, given: Answers) -> Decision:
    """Weigh the answers `given` alone; no ways to go on are counted: no shares, no flips."""
    walk = totals.walk(guide, given)
    found = scoring.weighed(walk)
    return Decision(
        walk=walk,
        answers=found.answers,
        verdict=found.verdict,
        winner=found.winner,
        margin=found.margin,
        open=found.open,
        elsewhere=found.elsewhere,
        uncounted=found.uncounted,
        alternatives=found.standings,
        contributions=found.contributions,
        skipped=found.skipped,
        decided=False,
        flips=Flips((), None, ()),
        shares=Shares((), ()),
        sampled=(),
    )


def is_decided(guide: Guide, answers: Answers, winner: str | None) -> bool:
    """Tell whether every completion of `answers` has the winner `winner`, None counting as itself.

    A winner is safe if it is safe from each rival alone, which is exact for any number of them.
    Where nobody wins yet and there are too many completions to look at, nothing counts as decided.
    """
    if winner is None:
        return _always(ways.completions(guide, answers), None)
    rivals = (a.id for a in guide.alternatives if a.id != winner)
    pairs = (ways.completions(guide, answers, (winner, rival)) for rival in rivals)
    return all(_always(counts, winner) for counts in pairs)


def _always(counts: Counter[str | None] | None, winner: str | None) -> bool:
    return counts is not None and counts[winner] == counts.total()


def shares(guide: Guide, found: Mapping[str | None, Fraction]) -> tuple[Share, ...]:
    """Return a row for every alternative, and one for None if it has a share."""
    rows = [Share(a.id, found.get(a.id, NOTHING)) for a in guide.alternatives]
    return (*rows, Share(None, found[None])) if found.get(None) else tuple(rows)
