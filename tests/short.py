"""Guides in a short form, for tests: only what is scored is said, the words are filled in.

alternatives: [red, blue]
verdict: {close: 5, clear: 20}                  # optional
criteria:
  size:
    importance: 2                               # optional, as in criteria.yaml
    when: {age: [old]}                          # optional
    options:
      small: {fit: [9, 3], out: [blue]}         # fits in the order of the alternatives
"""

import json
import random
from typing import Any

from guide.engine.answers import Answers
from guide.engine.model import Guide
from guide.loading import criteria

# names that every JavaScript object has, too
CRITERIA = ["constructor", "size", "age", "colour", "price", "weight", "place", "noise", "speed"]
ALTERNATIVES = ["red", "constructor", "blue", "green", "grey"]
OPTIONS = ["no", "constructor", "some", "yes"]


def plain(short: dict[str, Any]) -> dict[str, Any]:
    """Return what `criteria.yaml` would say."""
    names = short["alternatives"]
    return {
        "title": short.get("title", "Which one?"),
        "updated": "2026-11-22",
        "alternatives": [{"id": n, "name": n.title(), "summary": f"{n}."} for n in names],
        "verdict": short.get("verdict", {}),
        "criteria": [
            {
                "id": criterion_id,
                "title": criterion_id.title(),
                "ask": f"{criterion_id}?",
                "why": "It matters.",
                "importance": criterion.get("importance", 3),
                "when": criterion.get("when", {}),
                "options": [
                    {
                        "id": option_id,
                        "label": option_id.title(),
                        "fit": dict(zip(names, option["fit"], strict=True)),
                        "because": {n: f"{criterion_id} {option_id}: {n}." for n in names},
                        "rules_out": {n: f"Not {n}." for n in option.get("out", [])},
                    }
                    for option_id, option in criterion["options"].items()
                ],
            }
            for criterion_id, criterion in short["criteria"].items()
        ],
    }


def guide(short: dict[str, Any]) -> Guide:
    return criteria.parse(json.dumps(plain(short)))


def of(*rows: list[tuple[int, ...]], importance: int = 1) -> Guide:
    """Return a guide of criteria c0, c1 … with options o0, o1 … of these fits for a0, a1 …."""
    names = [f"a{index}" for index in range(len(rows[0][0]))]
    return guide(
        {
            "alternatives": names,
            "criteria": {
                f"c{index}": {
                    "importance": importance,
                    "options": {f"o{place}": {"fit": fit} for place, fit in enumerate(row)},
                }
                for index, row in enumerate(rows)
            },
        }
    )


def any_guide(
    dice: random.Random,
    alternatives: int | None = None,
    criteria: int | None = None,
    conditions: float = 0.4,
    vetoes: float = 0.08,
) -> Guide:
    """Make a random guide; fits are coarse in half of them, so that ties are common."""
    names = ALTERNATIVES[: alternatives or dice.choice([2, 2, 3, 4])]
    top = dice.choice([2, 10])
    made: dict[str, Any] = {}
    for name in CRITERIA[: criteria or dice.randint(1, 5)]:
        when = {
            earlier: dice.sample(list(made[earlier]["options"]), k=1)
            + dice.sample(list(made[earlier]["options"]), k=1)
            for earlier in made
            if dice.random() < conditions / len(made)
        }
        made[name] = {
            "importance": dice.randint(0, 5),
            "when": {earlier: sorted(set(options)) for earlier, options in when.items()},
            "options": {
                option: {
                    "fit": [dice.randint(0, top) for _ in names],
                    "out": [n for n in names if dice.random() < vetoes],
                }
                for option in OPTIONS[: dice.randint(1, 4)]
            },
        }
    return guide({"alternatives": names, "criteria": made})


def any_answers(dice: random.Random, guide: Guide) -> Answers:
    """Answer some of the questions, those not asked as well, and change some importances."""
    share = dice.choice([0, 0.5, 0.8, 1])
    return Answers(
        {c.id: dice.choice(c.options).id for c in guide.criteria if dice.random() < share},
        {c.id: dice.randint(0, 5) for c in guide.criteria if dice.random() < 0.2},
    )
