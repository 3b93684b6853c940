"""Guides in a short form, for tests: only what is scored is said, the words are filled in.

alternatives: [red, blue]
verdict: {close: 5, clear: 20}                  # optional
elsewhere:                                      # optional
  shop:
    place: beside                               # optional: first
    rules: [{when: {size: [small]}, unless: {age: [old]}}]
trials: [first, clear]                          # optional: verdicts of which a sentence tells
criteria:
  size:
    importance: 2                               # optional, as in criteria.yaml
    when: {age: [old]}                          # optional: a mapping, or a list of them
    options:
      small: {fit: [9, 3.5], out: [blue]}       # fits in the order of the alternatives
      large: {fit: [9, 3.5], silent: [blue]}    # no reason for these
      other: {fit: {red: 3, others: 5}}         # or by name, as in criteria.yaml
"""

import random
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from guide.engine.answers import Answers
from guide.engine.claims import Tried
from guide.engine.model import Guide
from guide.loading import criteria
from guide.loading.yamlfile import Document

# names that every JavaScript object has, too
CRITERIA = ["constructor", "size", "age", "colour", "price", "weight", "place", "noise", "speed"]
ALTERNATIVES = ["red", "constructor", "blue", "green", "grey"]
KINDS = get_args(Tried)
OPTIONS = ["no", "constructor", "some", "yes"]


def plain(short: dict[str, Any]) -> dict[str, Any]:
    """Return what `criteria.yaml` would say."""
    names = short["alternatives"]
    return {
        "title": short.get("title", "Which one?"),
        "updated": "2026-11-22",
        "alternatives": [
            {"id": n, "name": n.title(), "summary": f"{n}."}
            | ({"short": "Con"} if n == "constructor" else {})
            for n in names
        ],
        "verdict": short.get("verdict", {}),
        "elsewhere": [
            {
                "id": name,
                "name": name.title(),
                "place": found.get("place", "first"),
                "because": f"{name} is worth a look.",
                "link": f"/{name}/",
                "rules": found["rules"],
            }
            for name, found in short.get("elsewhere", {}).items()
        ],
        "trials": {
            "link": "/method/",
            "says": {kind: f"Tried: {kind}." for kind in short.get("trials", [])},
        },
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
                        "fit": option["fit"]
                        if isinstance(option["fit"], dict)
                        else dict(zip(names, option["fit"], strict=True)),
                        "because": {
                            n: f"{criterion_id} {option_id}: {n}."
                            for n in names
                            if n not in option.get("silent", [])
                        },
                        "rules_out": {n: f"Not {n}." for n in option.get("out", [])},
                    }
                    for option_id, option in criterion["options"].items()
                ],
            }
            for criterion_id, criterion in short["criteria"].items()
        ],
    }


def guide(short: dict[str, Any]) -> Guide:
    return criteria.build(Document(criteria.FILE, plain(short)))


def of(*rows: Sequence[Sequence[float]], importance: int = 1) -> Guide:
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


def level() -> Guide:
    """Return a guide whose last two questions move as far, also where floats say otherwise."""
    return of([(9, 3), (2, 4)], [(0.3, 0), (0, 0)], [(8.3, 8), (0, 0)])


def wide() -> Guide:
    """Return a guide of few states with long polynomials: sixty questions of fits in tenths."""
    dice = random.Random(1)

    def fits() -> list[float]:
        return [dice.randint(0, 100) / 10 for _ in range(4)]

    return of(*[[fits() for _ in range(5)] for _ in range(60)], importance=5)


def far_ahead(
    dice: random.Random, criteria: int, options: int, alternatives: int
) -> tuple[Guide, Answers]:
    """Return a guide at random, with the answers that put its first alternative furthest ahead."""
    rows = [
        [tuple(dice.randint(0, 10) for _ in range(alternatives)) for _ in range(options)]
        for _ in range(criteria)
    ]
    leads = [[fits[0] - max(fits[1:]) for fits in row] for row in rows]
    return of(*rows), Answers({f"c{n}": f"o{row.index(max(row))}" for n, row in enumerate(leads)})


def ruling_out(names: Sequence[str], reasons: Mapping[str, str]) -> Guide:
    """Return a guide of one question, `size`, whose only answer, `no`, has these vetoes."""
    options = {"no": {"fit": [5] * len(names)}}
    made = plain({"alternatives": names, "criteria": {"size": {"options": options}}})
    made["criteria"][0]["options"][0]["rules_out"] = dict(reasons)
    return criteria.build(Document(criteria.FILE, made))


def any_guide(
    dice: random.Random,
    alternatives: int | None = None,
    criteria: int | None = None,
    conditions: float = 0.4,
    vetoes: float = 0.08,
    silent: float = 0.2,
) -> Guide:
    """Make a random guide; fits are coarse in half of them, so that ties are common."""
    names = ALTERNATIVES[: alternatives or dice.choice([2, 2, 3, 4])]
    top, parts = dice.choice([(2, 1), (10, 1), (2, 2), (10, 10)])
    made: dict[str, Any] = {}

    def fits() -> list[float] | dict[str, float]:
        some = [dice.randint(0, top * parts) / parts for _ in names]
        if dice.random() < 0.8:
            return some
        return {names[0]: some[0], "others": some[1]}

    for name in CRITERIA[: criteria or dice.randint(1, 5)]:
        ways = [_conditions(dice, made, conditions) for _ in range(dice.choice([1, 1, 2, 3]))]
        ways = [some for some in ways if some]
        made[name] = {
            "importance": dice.randint(0, 5),
            "when": ways if len(ways) > 1 else ways[0] if ways else {},
            "options": {
                option: {
                    "fit": fits(),
                    "out": [n for n in names if dice.random() < vetoes],
                    "silent": [n for n in names if dice.random() < silent],
                }
                for option in OPTIONS[: dice.randint(1, 4)]
            },
        }
    elsewhere = {
        f"else-{number}": {"place": dice.choice(["first", "beside"]), "rules": _rules(dice, made)}
        for number in range(dice.randint(0, 3))
    }
    trials = dice.sample(KINDS, k=5)
    return guide(
        {"alternatives": names, "elsewhere": elsewhere, "trials": trials, "criteria": made}
    )


def _conditions(dice: random.Random, made: dict[str, Any], share: float) -> dict[str, list[str]]:
    return {
        name: sorted(set(dice.choices(list(made[name]["options"]), k=2)))
        for name in made
        if dice.random() < share / len(made)
    }


def _rules(dice: random.Random, made: dict[str, Any]) -> list[dict[str, Any]]:
    one = dice.choice(list(made))
    some = {one: dice.sample(list(made[one]["options"]), k=1)}
    return [
        {"when": some | _conditions(dice, made, 1), "unless": _conditions(dice, made, 0.5)}
        for _ in range(dice.randint(1, 3))
    ]


def any_answers(dice: random.Random, guide: Guide) -> Answers:
    """Answer some of the questions, those not asked as well, and change some importances."""
    share = dice.choice([0, 0.5, 0.8, 1])
    return Answers(
        {c.id: dice.choice(c.options).id for c in guide.criteria if dice.random() < share},
        {c.id: dice.randint(0, 5) for c in guide.criteria if dice.random() < 0.2},
    )
