"""Print how many questions it takes until the answer is firm: one at a time, against as written.

Over the real cases of `tests/real_cases.jsonl`, the first 37 and all, and random ones. A question
that a case does not answer is asked, and passed over.

Run it by hand: .venv/bin/python -m tests.benchmarks.order [RANDOM]
"""

import random
import statistics
import sys
from collections.abc import Callable, Collection, Mapping

from guide.engine.answers import Answers, asked
from guide.engine.asking import next_question
from guide.engine.decision import decide
from guide.engine.model import Guide
from guide.loading import criteria
from guide.telling.verdict import is_firm
from tests.conftest import ROOT, real_cases

Order = Callable[[Guide, Answers, Collection[str]], str | None]


def written(guide: Guide, answers: Answers, passed: Collection[str]) -> str | None:
    """Return the next question in the order of the guide."""
    gone = {*answers.options, *passed}
    return next((c.id for c in asked(guide, answers.options) if c.id not in gone), None)


def questions(guide: Guide, order: Order, case: Mapping[str, str]) -> tuple[int, bool]:
    """Ask until the answer is firm or no question is left: how many, and whether it is firm."""
    options: dict[str, str] = {}
    passed: list[str] = []
    while name := order(guide, Answers(options), passed):
        if name in case:
            options[name] = case[name]
        else:
            passed.append(name)
        d = decide(guide, Answers(options))
        if d.answers and d.winner and is_firm(d):
            return len(options) + len(passed), True
    return len(options) + len(passed), False


def some(guide: Guide, count: int) -> list[dict[str, str]]:
    """Return random answers to all that is asked."""
    dice, found = random.Random(12), []
    for _ in range(count):
        options: dict[str, str] = {}
        for criterion in guide.criteria:
            if criterion in asked(guide, options):
                options[criterion.id] = dice.choice(criterion.options).id
        found.append(options)
    return found


def main(count: int) -> None:
    """Go through all cases in both orders."""
    guide = criteria.load(ROOT)
    real = [case["answers"] for case in real_cases()]
    print(f"{'cases':12} {'order':15} {'mean':>5} {'median':>6} {'firm':>9} {'mean of firm':>12}")
    for what, cases in (("37 real", real[:37]), ("all real", real), ("random", some(guide, count))):
        for name, order in (("as written", written), ("one at a time", next_question)):
            found = [questions(guide, order, case) for case in cases]
            counts, firm = [n for n, _ in found], [n for n, sure in found if sure]
            print(
                f"{what:12} {name:15} {statistics.mean(counts):5.2f} "
                f"{statistics.median(counts):6} {len(firm):4} of {len(found):3}"
                f"{statistics.mean(firm):13.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
