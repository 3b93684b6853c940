"""Print how long a decision takes in Python, and what its parts do: run it by hand.

.venv/bin/python -m tests.benchmarks.decide
"""

import random
import time
from collections.abc import Callable

from guide.engine import data, flips, scoring, ways
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.engine.fewest import fewest
from guide.engine.totals import walk
from guide.loading import criteria
from tests.conftest import ROOT

RUNS = 5
BUDGET = 2  # milliseconds, for the guide of this repository
SITES = [ROOT, ROOT / "examples" / "flask-django-fastapi"]


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

        def winner(answers: Answers, decisions: dict[int, object] = decisions) -> str | None:
            return decisions[id(answers)].winner  # type: ignore[attr-defined]

        whole = mean(lambda answers, g=guide: decide(g, answers))
        over = f"  over {BUDGET} ms" if site == ROOT and whole > BUDGET else ""
        print(f"{site.name:22} {'decide':16} {whole:6.3f} ms{over}")
        parts: dict[str, Callable[[Answers], object]] = {
            "recommend": lambda a, g=guide: scoring.recommend(g, a),
            "completions": lambda a, g=guide: ways.completions(g, a),
            "flips by answer": lambda a, g=guide: list(flips.by_answer(walk(g, a), winner(a))),
            "fewest": lambda a, g=guide: fewest(walk(g, a), winner(a)),
            "by importance": lambda a, g=guide: list(flips.by_importance(walk(g, a), winner(a))),
            "as data": lambda a, d=decisions: data.decision_data(d[id(a)]),
        }
        for name, part in parts.items():
            took = mean(part)
            print(f"{'':22} {name:16} {took:6.3f} ms  {took / whole:5.2f} of it")


if __name__ == "__main__":
    main()
