"""Print how long an audit takes, for guides of many criteria, vetoes or leaves: run it by hand.

.venv/bin/python -m tests.benchmarks.audit
"""

import datetime
import random
import time
from collections.abc import Iterator
from typing import Any

from guide.engine import audit
from guide.engine.model import Guide
from tests import short

BUDGET = 2  # seconds


def plain(criteria: int, alternatives: int, vetoes: int = 0, conditions: bool = False) -> Guide:
    """Return a guide of four options for each criterion, importances 1 to 5, fits by chance."""
    dice = random.Random(criteria)
    names = [f"a{index}" for index in range(alternatives)]
    shape: dict[str, Any] = {
        f"c{index}": {
            "importance": dice.randint(1, 5),
            "options": {
                f"o{place}": {"fit": [dice.randint(0, 10) for _ in names], "out": []}
                for place in range(4)
            },
        }
        for index in range(criteria)
    }
    for _ in range(vetoes):
        option = dice.choice(list(dice.choice(list(shape.values()))["options"].values()))
        option["out"] = sorted({*option["out"], dice.choice(names)})
    if conditions:
        for index in range(criteria // 2, criteria):
            earlier = dice.randrange(criteria // 2)
            shape[f"c{index}"]["when"] = [{f"c{earlier}": ["o0", "o1"]}, {"c0": ["o2"]}]
    return short.guide({"alternatives": names, "criteria": shape})


def tree(leaves: int) -> Guide:
    """Return a decision tree: each answer rules out the leaves of the other side."""
    names = [f"a{index}" for index in range(leaves)]
    shape: dict[str, Any] = {}

    def split(some: list[str], when: dict[str, list[str]]) -> None:
        if len(some) == 1:
            return
        middle, name = len(some) // 2, f"q{len(shape)}"
        sides = {"left": some[:middle], "right": some[middle:]}
        shape[name] = {
            "when": when,
            "options": {
                side: {
                    "fit": [10 if n in kept else 0 for n in names],
                    "out": [n for n in names if n not in kept],
                }
                for side, kept in sides.items()
            },
        }
        for side, kept in sides.items():
            split(kept, {name: [side]})

    split(names, {})
    return short.guide({"alternatives": names, "criteria": shape})


def guides() -> Iterator[tuple[str, Guide]]:
    for count in (10, 20, 50, 100, 200):
        yield f"{count} criteria, 2 alternatives", plain(count, 2)
    for count in (5, 10, 14, 50):
        yield f"{count} criteria, 3 alternatives", plain(count, 3)
    yield "14 criteria, 3 alternatives, 20 vetoes", plain(14, 3, 20)
    yield "40 criteria, 2 alternatives, 100 vetoes", plain(40, 2, 100)
    yield "20 criteria, 3 alternatives, conditions", plain(20, 3, 10, conditions=True)
    yield "40 criteria, 50 alternatives, 100 vetoes", plain(40, 50, 100)
    yield "a tree with 50 leaves", tree(50)


def main() -> None:
    for name, guide in guides():
        start = time.process_time()
        found = audit.audit(guide, datetime.date(2026, 11, 23))
        seconds = time.process_time() - start
        over = f"  over {BUDGET} s" if seconds > BUDGET else ""
        kinds = ", ".join(f"{row.count} {row.kind}" for row in found.kinds) or "no findings"
        print(f"{name:42} {seconds:7.3f} s   {found.paths:.1e} paths   {kinds}{over}")


if __name__ == "__main__":
    main()
