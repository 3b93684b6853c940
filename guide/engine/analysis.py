"""What goes with a recommendation: how firm it is, and what would change it."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from guide.engine import flips, sampling, scoring, ways, weightings
from guide.engine.answers import Answers
from guide.engine.flips import AnswerFlip, Fewest, ImportanceFlip
from guide.engine.model import Guide
from guide.engine.scoring import Recommendation, recommend


class Share(NamedTuple):
    """The part that an alternative wins, 0 to 1; None stands for no winner, such as in a tie."""

    alternative: str | None
    share: Fraction


@dataclasses.dataclass(frozen=True)
class Flips:
    """What would give another winner, in the guide's order."""

    answers: tuple[AnswerFlip, ...]
    fewest: Fewest | None
    importance: tuple[ImportanceFlip, ...]


@dataclasses.dataclass(frozen=True)
class Shares:
    """Who wins over all completions, and over all weightings.

    Every alternative has a row, in the guide's order; None has the last one, if its share is not 0.
    """

    completions: tuple[Share, ...]
    weightings: tuple[Share, ...]


@dataclasses.dataclass(frozen=True)
class Explanation:
    """How firm a recommendation is, and what would change it.

    `decided`: no way of answering what was skipped changes the winner. `sampled` names the shares
    that are estimates from a fixed sample: "weightings" where three or more alternatives remain,
    "completions" where a guide with three or more has too many of them; all else is exact.
    """

    decided: bool
    flips: Flips
    shares: Shares
    sampled: tuple[str, ...]


def explain(guide: Guide, answers: Answers | Mapping[str, str]) -> Explanation:
    """Return what goes with `recommend(guide, answers)`; `KeyError` if an answer is unknown."""
    if not isinstance(answers, Answers):
        answers = Answers(answers)
    result = recommend(guide, answers)
    chosen = scoring.counted(guide, answers)
    remain = [s.id for s in result.standings if not s.ruled_out]
    remain = [a.id for a in guide.alternatives if a.id in remain]
    fits = [[option.fit[name] for name in remain] for _, option, _ in chosen]
    exact = ways.completions(guide, answers)
    counts = sampling.sample(guide, answers) if exact is None else exact
    total = sum(counts.values())
    return Explanation(
        decided=_always(exact, result.winner) if exact else decided(guide, answers, result.winner),
        flips=Flips(
            tuple(flips.by_answer(guide, answers, result.winner)),
            flips.fewest(guide, answers, result.winner),
            tuple(flips.by_importance(guide, answers, result.winner)),
        ),
        shares=Shares(
            shares(guide, {name: Fraction(count, total) for name, count in counts.items()}),
            shares(guide, weightings.weightings(remain, fits)),
        ),
        sampled=(
            *(["completions"] if exact is None else []),
            *(["weightings"] if len(remain) > 2 else []),
        ),
    )


def decided(guide: Guide, answers: Answers, winner: str | None) -> bool:
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
    rows = [Share(a.id, found.get(a.id, Fraction(0))) for a in guide.alternatives]
    return (*rows, Share(None, found[None])) if found.get(None) else tuple(rows)


def as_data(
    guide: Guide, recommendation: Recommendation, explanation: Explanation
) -> dict[str, Any]:
    """Return a recommendation and its explanation as plain data of the JSON interface."""
    e = explanation
    return {
        **scoring.as_data(guide, recommendation),
        "decided": e.decided,
        "flips": {
            "answers": [flip._asdict() for flip in e.flips.answers],
            "fewest": e.flips.fewest
            and {
                "count": e.flips.fewest.count,
                "answers": [change._asdict() for change in e.flips.fewest.answers],
            },
            "importance": [
                {**flip._asdict(), "at": list(flip.at.as_integer_ratio())}
                for flip in e.flips.importance
            ],
        },
        "shares": {
            "completions": [
                {**row._asdict(), "share": float(row.share)} for row in e.shares.completions
            ],
            "weightings": [
                {**row._asdict(), "share": float(row.share)} for row in e.shares.weightings
            ],
        },
        "sampled": list(e.sampled),
    }
