"""Completions added up, against completions walked one by one."""

import dataclasses
import itertools
import random
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guide.engine import gates, sampling, ways
from guide.engine.answers import Answers, asked
from guide.engine.model import Guide
from guide.engine.scoring import recommend
from guide.loading import criteria, yamlfile
from tests import short
from tests.samples import SHARE, examples


def walk(guide: Guide, answers: Answers) -> Iterator[Answers]:
    """Yield every completion, by answering the first question that is open."""
    for criterion in asked(guide, answers.options):
        if criterion.id not in answers.options:
            for option in criterion.options:
                options = {**answers.options, criterion.id: option.id}
                yield from walk(guide, dataclasses.replace(answers, options=options))
            return
    yield answers


@examples(100)
@given(st.randoms(use_true_random=False))
def test_counts(dice: random.Random):
    """Every completion is counted once, for whoever wins it."""
    guide = short.any_guide(dice)
    answers = short.any_answers(dice, guide)

    counts = ways.completions(guide, answers)

    expected = Counter(recommend(guide, each).winner for each in walk(guide, answers))
    assert expected == +counts


@examples(20)
@given(st.randoms(use_true_random=False))
def test_sample_is_near(dice: random.Random):
    """The sample, used where there are too many completions, comes near the exact share."""
    guide = short.any_guide(dice, criteria=6)
    exact = ways.completions(guide, Answers())

    sampled = sampling.sample(guide, Answers())

    for name in (None, *(a.id for a in guide.alternatives)):
        assert sampled[name] / sampled.total() == pytest.approx(
            exact[name] / exact.total(), abs=0.08
        )


@examples(100)
@given(st.randoms(use_true_random=False), st.sampled_from([1, 4, 5, 20]))
def test_lead(dice: random.Random, lead: int):
    """With a lead, the first wins only where its margin is as large, or where it is alone."""
    guide = short.any_guide(dice)
    names = [a.id for a in guide.alternatives]
    dice.shuffle(names)

    counts = ways.completions(guide, Answers(), names, lead)

    results = [recommend(guide, each) for each in walk(guide, Answers())]
    won = [r for r in results if r.winner == names[0] and (r.margin is None or r.margin >= lead)]
    assert counts[names[0]] == len(won)
    assert counts.total() == ways.paths(guide) == len(results)


def test_too_many():
    """Twenty alternatives with twelve questions are beyond adding up, and said to be."""
    dice = random.Random(4)
    rows = [[tuple(dice.randint(0, 10) for _ in range(20)) for _ in range(4)] for _ in range(12)]
    guide = short.of(*rows)

    assert ways.completions(guide, Answers()) is None


def test_too_large():
    """What takes much memory is beyond adding up, too, and given up before it does."""
    guide = short.wide()
    tracemalloc.start()

    counts = ways.completions(guide, Answers())

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counts is None
    assert peak < 300_000_000


def test_hundred_criteria():
    """The cost grows with the criteria, not with the combinations: 4^100 of them in no time."""
    dice = random.Random(5)
    rows = [[(dice.randint(0, 10), dice.randint(0, 10)) for _ in range(4)] for _ in range(100)]
    guide = short.of(*rows, importance=3)
    start = time.perf_counter()

    counts = ways.completions(guide, Answers())

    assert counts.total() == 4**100
    assert time.perf_counter() - start < 1


def test_groups():
    """What `when` ties together stands together, each after what it depends on."""
    options = {"no": {"fit": [1, 2]}, "yes": {"fit": [2, 1]}}
    guide = short.guide(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                "a": {"options": options},
                "b": {"options": options},
                "c": {"options": options, "when": {"a": ["no"]}},
                "d": {"options": options},
                "e": {"options": options, "when": {"c": ["yes"], "d": ["no"]}},
            },
        }
    )

    groups = [[c.id for c in group] for group in gates.groups(guide)]

    assert groups == [["a", "c", "d", "e"], ["b"]]


def tangle(size: int) -> Guide:
    """Return a guide with a late question for every two of `size` early ones."""
    options = {"no": {"fit": [1, 2]}, "yes": {"fit": [2, 1]}}
    early = {f"early-{i}": {"options": options} for i in range(size)}
    late = {
        f"late-{i}-{j}": {"options": options, "when": {f"early-{i}": ["yes"], f"early-{j}": ["no"]}}
        for i, j in itertools.combinations(range(size), 2)
    }
    return short.guide({"alternatives": ["red", "blue"], "criteria": early | late})


def test_too_tangled():
    """A group with too many ways to leave questions unasked is found, a chain is none."""
    options = {"no": {"fit": [1, 2]}, "yes": {"fit": [2, 1]}}
    chain = {
        f"c{i}": {"options": options, "when": {f"c{i - 1}": ["yes"]} if i else {}}
        for i in range(60)
    }
    guide = short.guide({"alternatives": ["red", "blue"], "criteria": chain})

    assert gates.too_tangled(guide) == []
    assert gates.too_tangled(tangle(6)) == []
    assert [len(group) for group in gates.too_tangled(tangle(12))] == [12 + 66]


def test_check(tmp_path):
    """The mistake stands at the last condition that ties the group."""
    text = yaml.safe_dump(tangle(12).as_data(), sort_keys=False)
    document = yamlfile.parse(text, "criteria.yaml")

    (mistake,) = criteria.tangled(criteria.parse(text), document)

    assert mistake.path == "criteria[77].when"
    assert mistake.message.startswith("78 criteria are tied together in too many ways to add up")
    assert "early-10" in text.splitlines()[mistake.line - 1]


def test_an_order_that_is_not_too_tangled():
    """Each question stands right before those that depend on it; where that helps, it is told."""
    options = {"no": {"fit": [1, 2]}, "yes": {"fit": [2, 1]}}
    first = {"root": {"options": options}}
    middle = {f"m{n}": {"options": options, "when": {"root": ["yes"]}} for n in range(11)}
    last = {f"z{n}": {"options": options, "when": {f"m{n}": ["yes"]}} for n in range(11)}
    rows = first | middle | last
    guide = short.guide({"alternatives": ["red", "blue"], "criteria": rows})
    (group,) = gates.too_tangled(guide)

    order = gates.untangled(guide, group)

    assert order
    assert ["root", "m0", "z0", "m1", "z1"] == [criterion.id for criterion in order][:5]
    again = {criterion.id: rows[criterion.id] for criterion in order}
    moved = short.guide({"alternatives": ["red", "blue"], "criteria": again})
    assert [] == gates.too_tangled(moved)
    assert gates.untangled(tangle(12), *gates.too_tangled(tangle(12))) is None


def test_sample_of_a_chain():
    """Where conditions make some answers open many more ways, a sample counts each way once."""
    yes = {"yes": {"fit": [1, 9, 1]}}
    rows: dict[str, Any] = {"c0": {"options": {"no": {"fit": [9, 1, 1]}, **yes}}}
    for number in range(1, 8):
        more = {f"o{n}": {"fit": [1, 5, 1]} for n in range(3)}
        rows[f"c{number}"] = {"when": {"c0": ["yes"]}, "options": more}
    guide = short.guide({"alternatives": ["red", "blue", "green"], "criteria": rows})

    exact = ways.completions(guide, Answers())
    estimate = sampling.sample(guide, Answers())

    assert {"red": 1, "blue": 3**7} == +exact
    assert estimate["blue"] >= 0.99 * estimate.total()


def test_work_is_bounded():
    """With three alternatives a guide of a hundred questions is sampled, and soon."""
    dice = random.Random(6)
    rows = [[tuple(dice.randint(0, 10) for _ in range(3)) for _ in range(4)] for _ in range(100)]
    guide = short.of(*rows, importance=3)

    assert ways.completions(guide, Answers(), work=ways.Work(ways.MAX_WORK // SHARE)) is None
