"""The author's audit: shares against walking all paths, and each kind of finding."""

import datetime
import json
import random
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.engine import audit, data
from guide.engine.answers import Answers
from guide.engine.scoring import recommend
from guide.loading import criteria
from tests import short
from tests.engine.test_ways import walk

TODAY = datetime.date(2026, 11, 23)
ROOT = Path(__file__).parents[2]
PLAIN = {"no": {"fit": [3, 7]}, "yes": {"fit": [8, 2]}}


def findings(criteria, names=("red", "blue")):
    guide = short.guide({"alternatives": list(names), "criteria": criteria})
    found = audit.audit(guide, TODAY).findings
    return [(f.kind, f.criterion, f.option, f.alternative) for f in found]


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_shares(dice: random.Random):
    """Shares, number of paths and near-ties are those of all the paths."""
    guide = short.any_guide(dice)

    found = audit.audit(guide, TODAY)

    results = [recommend(guide, each) for each in walk(guide, Answers())]
    winners = [result.winner for result in results]
    assert found.paths == len(results)
    for row in found.shares:
        assert row.share * len(results) == winners.count(row.alternative)
    close = sum(result.verdict == "close" for result in results)
    assert found.close * len(results) == close


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_findings(dice: random.Random):
    """What is said never to win, to be asked or to matter does not on any path."""
    guide = short.any_guide(dice, vetoes=0.2)

    found = audit.audit(guide, TODAY).findings

    paths = list(walk(guide, Answers()))
    results = [recommend(guide, each) for each in paths]
    winners = {result.winner for result in results}
    asked = {answer.criterion for result in results for answer in result.answers}
    assert {f.alternative for f in found if f.kind == "never-wins"} == {
        a.id for a in guide.alternatives
    } - winners
    assert {f.criterion for f in found if f.kind == "never-asked"} == {
        c.id for c in guide.criteria
    } - asked
    unused = {(f.criterion, f.option, f.alternative) for f in found if f.kind == "unused-veto"}
    for criterion in guide.criteria:
        for option in criterion.options:
            for name in option.rules_out:
                data = guide.as_data()
                place = data["criteria"][guide.criteria.index(criterion)]["options"]
                del place[criterion.options.index(option)]["rules_out"][name]
                without = criteria.parse(json.dumps(data))
                same = all(
                    recommend(without, each).winner == result.winner
                    for each, result in zip(paths, results, strict=True)
                )
                if criterion.id in asked:
                    assert same == ((criterion.id, option.id, name) in unused)


def test_clean():
    """A guide where everything can matter has no findings."""
    assert findings({"size": {"options": PLAIN}, "age": {"options": PLAIN}}) == []


def test_never_wins():
    """An alternative that no answers can make win."""
    options = {"no": {"fit": [3, 7, 6]}, "yes": {"fit": [8, 2, 7]}}

    found = findings({"size": {"options": options}}, ("red", "blue", "green"))

    assert found == [("never-wins", None, None, "green")]


def test_never_asked():
    """A question whose conditions exclude each other."""
    found = findings(
        {
            "size": {"options": PLAIN},
            "age": {"options": PLAIN, "importance": 5, "when": {"size": ["yes"]}},
            "colour": {"options": PLAIN, "when": {"size": ["no"], "age": ["yes"]}},
        }
    )

    assert found == [("never-asked", "colour", None, None)]


def test_never_decides():
    """A question whose answers are too weak to change anything."""
    weak = {"no": {"fit": [5, 5]}, "yes": {"fit": [5, 6]}}

    found = findings({"size": {"options": PLAIN}, "age": {"options": weak, "importance": 1}})

    assert found == [("never-decides", "age", None, None)]


def test_dominated():
    """An answer after which every alternative fits worse than after another."""
    options = {**PLAIN, "maybe": {"fit": [2, 1]}}

    assert findings({"size": {"options": options}}) == [("dominated", "size", "maybe", None)]


def test_unused_veto():
    """A veto against an alternative that has lost already."""
    options = {"no": {"fit": [3, 7]}, "yes": {"fit": [8, 2], "out": ["blue"]}}

    assert findings({"size": {"options": options}}) == [("unused-veto", "size", "yes", "blue")]


@pytest.mark.parametrize(("days", "old"), [(365, False), (366, True)])
def test_old_claim(days, old):
    """A claim is old after a year."""
    guide = criteria.load(ROOT / "examples" / "flask-django-fastapi")
    checked = max(c.checked for criterion in guide.criteria for c in criterion.claims)

    found = audit.audit(guide, checked + datetime.timedelta(days=days)).findings

    assert old == any(f.kind == "old-claim" for f in found)


def test_example():
    """The guide with three alternatives is fair to all three, and has no findings."""
    found = audit.audit(criteria.load(ROOT / "examples" / "flask-django-fastapi"), TODAY)

    assert found.findings == ()
    assert all(0.15 < row.share < 0.65 for row in found.shares if row.alternative)


def test_influence():
    """How far a question moves the margin, and how far ahead it puts each alternative."""
    guide = short.of([(9, 3), (2, 4)], importance=3)

    (row,) = audit.audit(guide, TODAY).criteria

    leads = (audit.Lead("a0", 18), audit.Lead("a1", 6))
    assert row == audit.Influence("c0", 3, 24, leads, Fraction(1))


def test_data():
    """The data has the keys of its documentation, and is plain."""
    found = data.audit_data(audit.audit(short.of([(9, 3), (2, 4)]), TODAY))

    assert list(found) == ["shares", "paths", "close", "sampled", "criteria", "findings"]
    assert found["shares"] == [
        {"alternative": "a0", "share": 0.5},
        {"alternative": "a1", "share": 0.5},
    ]
    assert found["paths"] == 2


def test_hundred_criteria():
    """A hundred questions of four options each, in about a second."""
    dice = random.Random(5)
    rows = [[(dice.randint(0, 10), dice.randint(0, 10)) for _ in range(4)] for _ in range(100)]
    start = time.process_time()

    found = audit.audit(short.of(*rows, importance=3), TODAY)

    assert found.paths == 4**100
    assert time.process_time() - start < 2
