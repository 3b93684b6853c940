"""Print how long a decision takes in Python, and what its parts do: run it by hand.

.venv/bin/python -m tests.benchmarks.decide
"""

import random
import time
from collections.abc import Callable
from functools import partial

from guide.engine import data, flips, scoring, ways
from guide.engine.answers import Answers
from guide.engine.decision import Decision, decide
from guide.engine.fewest import fewest
from guide.engine.model import Guide
from guide.engine.totals import walk
from guide.loading import criteria
from tests.conftest import ROOT

RUNS = 5
BUDGET = 2  # milliseconds, for the guide of this repository
SITES = [ROOT, ROOT / "examples" / "flask-django-fastapi"]


def parts(guide: Guide, decisions: dict[int, Decision]) -> dict[str, Callable[[Answers], object]]:
    """Return what a decision is made of; `decisions` are those of the sets that are timed."""

    def winner(answers: Answers) -> str | None:
        return decisions[id(answers)].winner

    return {
        "recommend": lambda answers: scoring.recommend(guide, answers),
        "completions": lambda answers: ways.completions(guide, answers),
        "flips by answer": lambda a: list(flips.by_answer(walk(guide, a), winner(a))),
        "fewest": lambda answers: fewest(walk(guide, answers), winner(answers)),
        "by importance": lambda a: list(flips.by_importance(walk(guide, a), winner(a))),
        "as data": lambda answers: data.decision_data(decisions[id(answers)]),
    }


def main() -> None:
    for site in SITES:
        guide, dice = criteria.load(site), random.Random(1)
        some = [
            Answers({c.id: dice.choice(c.options).id for c in guide.criteria if dice.random() < p})
            for p in (0, 0.3, 0.5, 0.8, 1, 1)
            for _ in range(10)
        ]
        decisions = {id(answers): decide(guide, answers) for answers in some}

        def mean(compute: Callable[[Answers], object], some: list[Answers] = some) -> float:
            """Return milliseconds for one set of answers, of the fastest run."""
            best = float("inf")
            for _ in range(RUNS):
                start = time.process_time()
                for answers in some:
                    compute(answers)
                best = min(best, time.process_time() - start)
            return best / len(some) * 1000

        whole = mean(partial(decide, guide))
        over = f"  over {BUDGET} ms" if site == ROOT and whole > BUDGET else ""
        print(f"{site.name:22} {'decide':16} {whole:6.3f} ms{over}")
        for name, part in parts(guide, decisions).items():
            took = mean(part)
            print(f"{'':22} {name:16} {took:6.3f} ms  {took / whole:5.2f} of it")


if __name__ == "__main__":
    main()
