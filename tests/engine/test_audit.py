"""The author's audit: shares against walking all paths, and each kind of finding."""

import datetime
import json
import random
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.engine import audit, data
from guide.engine import findings as of_guides
from guide.engine.answers import Answers
from guide.engine.answers import asked as asked_now
from guide.engine.elsewhere import holds
from guide.engine.findings import MOST
from guide.engine.model import Guide
from guide.engine.scoring import recommend
from guide.loading import criteria
from tests import short
from tests.benchmarks import audit as large
from tests.engine.test_ways import walk
from tests.samples import examples

TODAY = datetime.date(2026, 11, 30)
ROOT = Path(__file__).parents[2]
PLAIN = {"no": {"fit": [3, 7]}, "yes": {"fit": [8, 2]}}


def partly(guide: Guide, options: dict[str, str] | None = None) -> Iterator[Answers]:
    """Yield every way to answer some of the questions that are then asked."""
    yield from _partly(guide, options or {}, 0)


def _partly(guide: Guide, options: dict[str, str], place: int) -> Iterator[Answers]:
    if place == len(guide.criteria):
        yield Answers(options)
        return
    criterion = guide.criteria[place]
    yield from _partly(guide, options, place + 1)
    if criterion in asked_now(guide, options):
        for option in criterion.options:
            yield from _partly(guide, {**options, criterion.id: option.id}, place + 1)


def findings(criteria, names=("red", "blue")):
    guide = short.guide({"alternatives": list(names), "criteria": criteria})
    found = audit.audit(guide, TODAY).findings
    return [(f.kind, f.criterion, f.option, f.alternative) for f in found]


@examples(100)
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


@examples(40)
@given(st.randoms(use_true_random=False))
def test_findings(dice: random.Random):
    """What is said never to win, to be asked or to matter does not on any path."""
    guide = short.any_guide(dice, criteria=dice.randint(1, 4), vetoes=0.2)

    with mock.patch.object(of_guides, "MOST", 10_000):  # all of a kind
        found = audit.audit(guide, TODAY).findings

    paths = list(partly(guide))
    results = [recommend(guide, each) for each in paths]
    winners = {result.winner for result in results}
    asked = {answer.criterion for result in results for answer in result.answers}
    for result in results:
        if result.verdict == "tie" and not result.skipped:
            # a lead shared by two with the same fits is no fault, if everything is answered
            gains = {
                g.alternative: [
                    gain.tenths
                    for row in result.contributions
                    for gain in row.points
                    if gain.alternative == g.alternative
                ]
                for g in result.contributions[0].points
            }
            left = [gains[s.id] for s in result.standings if not s.ruled_out]
            top = [each for each in left if sum(each) == max(map(sum, left))]
            winners |= {
                s.id
                for s in result.standings
                if not s.ruled_out and gains[s.id] in top and top.count(gains[s.id]) > 1
            }
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


def test_what_reads_alike():
    """Two questions with one title, and two answers to one question with one label."""
    text = (ROOT / "tests" / "sites" / "trip" / "criteria.yaml").read_text()
    guide = criteria.parse(text)
    first, second, *rest = guide.criteria
    label = {"label": first.options[0].label}
    alike = first.model_copy(
        update={"options": (first.options[0], first.options[1].model_copy(update=label))}
    )
    named = second.model_copy(update={"title": first.title})
    changed = guide.model_copy(update={"criteria": (alike, named, *rest)})
    new = set(audit.audit(changed, TODAY).findings) - set(audit.audit(guide, TODAY).findings)

    assert {
        ("same-title", second.id, None),
        ("same-label", first.id, first.options[1].id),
    } == {(f.kind, f.criterion, f.option) for f in new if f.kind.startswith("same")}


@pytest.mark.parametrize(("days", "old"), [(365, False), (366, True)])
def test_old_claim(days, old):
    """A claim is old after a year."""
    guide = criteria.load(ROOT / "examples" / "flask-django-fastapi")
    checked = min(c.checked for criterion in guide.criteria for c in criterion.claims)

    found = audit.audit(guide, checked + datetime.timedelta(days=days)).findings

    assert old == any(f.kind == "old-claim" for f in found)


@pytest.mark.parametrize(("days", "told"), [(1, []), (2, ["future-claim", "future-update"])])
def test_dates_that_are_yet_to_come(days, told):
    """Nobody has checked or changed anything tomorrow, but where it is tomorrow already."""
    found = criteria.load(ROOT / "examples" / "flask-django-fastapi")
    checked = max(c.checked for criterion in found.criteria for c in criterion.claims)
    guide = found.model_copy(update={"updated": checked})

    early = audit.audit(guide, checked - datetime.timedelta(days=days)).findings

    assert told == sorted({f.kind for f in early})


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


def test_influence_of_a_box():
    """A question with one option moves the margin by being answered at all."""
    (row,) = audit.audit(short.of([(9, 3)], importance=3), TODAY).criteria

    assert 18 == row.swing


def test_data():
    """The data has the keys of its documentation, and is plain."""
    found = data.audit_data(audit.audit(short.of([(9, 3), (2, 4)]), TODAY))

    assert list(found) == [
        "shares", "paths", "close", "sampled", "elsewhere", "criteria", "findings", "kinds",
    ]  # fmt: skip
    assert found["shares"] == [
        {"alternative": "a0", "share": 0.5},
        {"alternative": "a1", "share": 0.5},
    ]
    assert found["paths"] == 2


def timed(make: Callable[[], Guide]) -> tuple[audit.Audit, float]:
    """Return an audit and the seconds of the processor that it takes, the fewest of three tries.

    What else the machine does can only make one slower.
    """
    fewest = float("inf")
    for _ in range(3):
        guide, start = make(), time.process_time()
        found = audit.audit(guide, TODAY)
        fewest = min(fewest, time.process_time() - start)
        if fewest < 2:
            break
    return found, fewest


def test_hundred_criteria():
    """A hundred questions of four options each, in about a second."""
    dice = random.Random(5)
    rows = [[(dice.randint(0, 10), dice.randint(0, 10)) for _ in range(4)] for _ in range(100)]

    found, taken = timed(lambda: short.of(*rows, importance=3))

    assert found.paths == 4**100
    assert taken < 2


def test_only_with_something_left_unanswered():
    """What wins only where other boxes are left unticked is no alternative that never wins."""
    boxes = {
        "anonymous": {"options": {"yes": {"fit": [0, 10]}}},
        "movies": {"options": {"yes": {"fit": [10, 0]}}},
        "games": {"options": {"yes": {"fit": [10, 0]}}},
    }

    assert findings(boxes, ("debian", "tails")) == []


def test_hides_nobody_who_wins_with_something_left_unanswered():
    """Where every box is ticked it is shown first; where one alone is, it is not."""
    boxes = {
        "movies": {"options": {"yes": {"fit": [10, 0]}}},
        "games": {"options": {"yes": {"fit": [10, 0]}}},
    }
    console = {"console": {"rules": [{"when": {"games": ["yes"]}}]}}
    guide = short.guide(
        {"alternatives": ["mint", "debian"], "elsewhere": console, "criteria": boxes}
    )

    assert "hides" not in {f.kind for f in audit.audit(guide, TODAY).findings}


def test_shortlist():
    """Two that share the lead at the end of a way, as they are meant to, are no fault."""
    options = {"fast": {"fit": [8, 2, 2]}, "slow": {"fit": [2, 8, 8]}}

    found = findings({"size": {"options": options}}, ("red", "blue", "green"))

    assert found == []


@pytest.mark.parametrize("more", [0, 9])
def test_shares_the_lead_by_chance_alone(more: int) -> None:
    """What only ever ties, with others that have other fits, is meant to win and never does."""
    rows = [[(2, 0, 1), (0, 2, 1)], [(2, 0, 1), (0, 2, 1)], *[[(1, 1, 1)] * 3] * more]

    found = audit.audit(short.of(*rows), TODAY).findings

    assert ["a2"] == [row.alternative for row in found if row.kind == "never-wins"]


@examples(60)
@given(st.randoms(use_true_random=False))
def test_elsewhere(dice: random.Random):
    """How often each is shown, whom it hides, and which rules never hold."""
    guide = short.any_guide(dice, criteria=dice.randint(1, 4))

    found = audit.audit(guide, TODAY)

    results = [recommend(guide, each) for each in walk(guide, Answers())]
    for destination, row in zip(guide.elsewhere, found.elsewhere, strict=True):
        shown = [any(e.id == row.id for e in result.elsewhere) for result in results]
        assert row.share == Fraction(sum(shown), len(results))
        wins = {
            (result.winner, any(e.id == row.id for e in result.elsewhere))
            for result in (recommend(guide, each) for each in partly(guide))
        }
        hides = {name for name, _ in wins - {(None, True)} if (name, False) not in wins}
        assert (hides if destination.place == "first" else set()) == {
            f.alternative for f in found.findings if f.kind == "hides" and f.elsewhere == row.id
        }
        never = [
            number
            for number, rule in enumerate(destination.rules, 1)
            if not any(
                holds(rule, {a.criterion: a.option for a in recommend(guide, each).answers})
                for each in partly(guide)
            )
        ]
        assert never == [
            number
            for number in range(1, len(destination.rules) + 1)
            if any(
                f.kind == "never-holds" and f.elsewhere == row.id and f.rule == number
                for f in found.findings
            )
        ]


@pytest.mark.parametrize("make", [lambda: large.plain(40, 50, 100), lambda: large.tree(50)])
def test_large(make):
    """Fifty alternatives and a hundred vetoes, or a tree of fifty leaves: two seconds."""
    found, taken = timed(make)

    assert taken < 2
    assert len(found.findings) <= 8 * MOST
    assert sum(row.count for row in found.kinds) >= len(found.findings)


def test_long_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that some servers would not take is told, with its bytes."""
    guide = short.of([(9, 3), (2, 4)])
    assert not [f for f in audit.audit(guide, TODAY).findings if f.kind == "long-link"]
    monkeypatch.setattr(of_guides, "LONGEST", 20)
    (found,) = [f for f in audit.audit(guide, TODAY).findings if f.kind == "long-link"]

    assert len("c0=o0&importance.c0=3") == found.length
