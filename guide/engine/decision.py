"""The whole answer of a guide to a set of answers: everything else only shows it."""

import dataclasses
from fractions import Fraction
from typing import NamedTuple

from guide.engine import analysis, scoring
from guide.engine.analysis import Flips, Shares
from guide.engine.answers import Answers, asked
from guide.engine.model import Guide
from guide.engine.scoring import Answer, Contribution, Standing, Verdict


class Elsewhere(NamedTuple):
    """What to look at before (`place` "first") or beside the alternatives, due to which answers."""

    id: str
    name: str
    place: str
    because: str
    link: str
    criteria: tuple[str, ...]


class Uncounted(NamedTuple):
    """An answer that does not count, and what would have its question asked: one of `asked_if`."""

    criterion: str
    option: str
    asked_if: tuple[dict[str, tuple[str, ...]], ...]


@dataclasses.dataclass(frozen=True)
class Decision:
    """What a guide says to a set of answers, under the names of the JSON interface.

    `margin` is the exact lead in points of fit, `open` the points from 0 to 100 that the unanswered
    questions could still bring; both are None where nothing can be weighed. `alternatives` stand
    best first, `contributions` largest difference first. `sampled` names the shares that are
    estimates from a fixed sample.
    """

    guide: Guide
    given: Answers
    answers: tuple[Answer, ...]
    verdict: Verdict
    winner: str | None
    margin: Fraction | None
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


def decide(guide: Guide, given: Answers) -> Decision:
    """Weigh the answers `given`; `KeyError` if one of them is unknown to the guide."""
    result = scoring.recommend(guide, given)
    explanation = analysis.explain(guide, given)
    counts = {criterion.id for criterion in asked(guide, given.options)}
    return Decision(
        guide=guide,
        given=given,
        answers=result.answers,
        verdict=result.verdict,
        winner=result.winner,
        margin=result.margin,
        open=None,
        elsewhere=(),
        uncounted=tuple(
            Uncounted(name, option, (dict(guide.criterion(name).when),))
            for name, option in given.options.items()
            if name not in counts
        ),
        alternatives=result.standings,
        contributions=result.contributions,
        skipped=result.skipped,
        decided=explanation.decided,
        flips=explanation.flips,
        shares=explanation.shares,
        sampled=explanation.sampled,
    )
