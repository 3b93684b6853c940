"""The page's scripts compute what Python computes, to the last digit, in a real browser."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from guide.engine import data
from guide.engine.answers import Answers
from guide.engine.asking import next_question
from guide.engine.decision import decide
from guide.engine.model import Guide
from guide.telling.asking import wanted
from guide.telling.verdict import is_firm
from guide.web.bundles import DECIDE
from tests import short
from tests.engine.test_scoring import CASES

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
RUN = """(cases) => cases.map(({guide, options, importance}) =>
    JSON.stringify(Decision.decide(guide, options, importance)))"""


NEXT = """(cases) => cases.map(({guide, options, importance, passed, winner}) => {
    const sure = Asking.firmness(guide, options, importance, winner);
    const wanted = Rest.leading(guide, Score.recommend(guide, options, importance), options);
    const first = sure.firm ? wanted : [];
    const next = Asking.next(guide, options, importance, passed, first);
    return [next, sure, [...new Set(first)].sort()];
})"""


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    for name in ("score", *DECIDE, "asking", "rest"):
        page.add_script_tag(path=STATIC / f"{name}.js")
    yield page
    page.close()


def in_order(text: str) -> list[Any]:
    """Read JSON with objects as lists of pairs; 1 and 1.0 are one number in JavaScript."""
    return json.loads(text, object_pairs_hook=list, parse_int=float)


def check(page, cases: list[tuple[Guide, Answers]]) -> None:
    """Explain all cases in the page and compare, the order of keys and every digit included."""
    found = page.evaluate(
        RUN,
        [
            {
                "guide": data.guide_data(guide),
                "options": dict(answers.options),
                "importance": dict(answers.importance),
            }
            for guide, answers in cases
        ],
    )
    for (guide, answers), text in zip(cases, found, strict=True):
        expected = data.decision_data(decide(guide, answers))

        assert in_order(json.dumps(expected)) == in_order(text), (guide.as_data(), answers)


def test_cases(page):
    """The shared cases."""
    cases = [case.values for case in CASES]

    check(
        page,
        [
            (short.guide(guide), Answers(case["answers"], case.get("importance", {})))
            for guide, case in cases
        ],
    )


@pytest.mark.parametrize("seed", range(4))
def test_random_guides(page, seed):
    """Small guides with all that the format has, ties, and names that every object has."""
    dice = random.Random(seed)
    guides = [short.any_guide(dice) for _ in range(100)]

    check(page, [(guide, short.any_answers(dice, guide)) for guide in guides])


@pytest.mark.parametrize("alternatives", [2, 3, 5])
def test_larger_guides(page, alternatives):
    """Nine questions each, where completions are many."""
    dice = random.Random(alternatives)
    guides = [short.any_guide(dice, alternatives, criteria=9, vetoes=0.02) for _ in range(12)]

    check(page, [(guide, short.any_answers(dice, guide)) for guide in guides])


def test_hundred_criteria(page):
    """Shares of 4^100 completions, and weightings with long fractions."""
    dice = random.Random(8)
    rows = [[(dice.randint(0, 10), dice.randint(0, 10)) for _ in range(4)] for _ in range(100)]
    guide = short.of(*rows, importance=3)
    some = {c.id: dice.choice(c.options).id for c in guide.criteria if dice.random() < 0.5}

    check(page, [(guide, Answers()), (guide, Answers(some))])


def test_smallest_shares(page):
    """One way in 15^n is the same double, down to the smallest that there is."""
    row = [*[(10, 5)] * 14, (5, 5)]

    check(page, [(short.of(*[row] * criteria), Answers()) for criteria in (265, 275)])


def test_too_many_changes(page):
    """Both give up where there are too many ways to change answers, and at the same place."""
    dice = random.Random(1)
    shapes = [(14, 6, 4), (20, 5, 6), (20, 5, 8), (30, 5, 5), (25, 4, 4)] * 2
    cases = [short.far_ahead(dice, *shape) for shape in shapes]
    found = [decide(*case).flips.fewest for case in cases]

    check(page, cases)
    assert {None} < {one and one.count for one in found}


def test_too_many_completions(page):
    """A sample of completions is the same sample."""
    dice = random.Random(4)
    rows = [[tuple(dice.randint(0, 10) for _ in range(20)) for _ in range(4)] for _ in range(12)]
    guide = short.of(*rows)

    check(page, [(guide, Answers()), (guide, Answers({"c0": "o1", "c5": "o2"}))])
    check(page, [(short.wide(), Answers())])


def test_next_question(page):
    """The same question comes next, the answer is firm as soon, and then the same are wanted."""
    dice = random.Random(11)
    pairs = [case.values for case in CASES]
    cases = [(short.guide(guide), case.get("passed", []), case) for guide, case in pairs]
    cases += [(guide, [], {}) for guide in (short.any_guide(dice, criteria=6) for _ in range(25))]
    asked, expected = [], []
    for guide, passed, case in cases:
        some = Answers(case["answers"]) if case else short.any_answers(dice, guide)
        decision = decide(guide, some)
        asked.append(
            {
                "guide": data.guide_data(guide),
                "options": dict(some.options),
                "importance": dict(some.importance),
                "passed": passed,
                "winner": decision.winner,
            }
        )
        firm = {"decided": decision.decided, "firm": is_firm(decision)}
        first = wanted(decision)
        expected.append([next_question(guide, some, passed, first), firm, sorted(first)])

    found = page.evaluate(NEXT, asked)

    assert any(first for _, _, first in expected)
    assert expected == found
