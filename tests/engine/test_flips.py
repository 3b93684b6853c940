"""Flips against trying everything."""

import dataclasses
import itertools
import random
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from guide.engine import flips
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.engine.fewest import Fewest, fewest
from guide.engine.model import Criterion, Guide, Option
from guide.engine.scoring import recommend
from guide.engine.totals import walk
from guide.telling.changes import changes
from guide.telling.phrases import Phrases
from tests import short
from tests.samples import examples


def changed(answers: Answers, options: dict[str, str]) -> Answers:
    return dataclasses.replace(answers, options={**answers.options, **options})


def smallest(guide: Guide, answers: Answers) -> int | None:
    """Find the smallest number of changes that gives another winner by trying all of them.

    Also those of answers that do not count now: another change may make them count.
    """
    now = recommend(guide, answers)
    for count in range(1, len(answers.options) + 1):
        for some in itertools.combinations(answers.options, count):
            others = [
                [o.id for o in guide.criterion(name).options if o.id != answers.options[name]]
                for name in some
            ]
            for options in itertools.product(*others):
                then = recommend(guide, changed(answers, dict(zip(some, options, strict=True))))
                if then.winner not in (None, now.winner):
                    return count
    return None


def counted(guide: Guide, answers: Answers) -> list[tuple[Criterion, Option, int]]:
    """Return the answers that count, with their importance."""
    return [
        (guide.criterion(name), guide.criterion(name).option(row.id), weight)
        for name, row, weight in walk(guide, answers).counted
    ]


def leader(guide: Guide, answers: Answers, name: str, importance: Fraction) -> str | None:
    """Return who leads strictly when the criterion `name` has any importance."""
    chosen = counted(guide, answers)
    totals = {
        a.id: sum(
            (importance if c.id == name else w) * round(10 * o.fit[a.id]) for c, o, w in chosen
        )
        for a in guide.alternatives
        if not any(a.id in o.rules_out for _, o, _ in chosen)
    }
    first = [a for a, total in totals.items() if total == max(totals.values())]
    return first[0] if len(first) == 1 else None


@examples(100)
@given(st.randoms(use_true_random=False))
def test_answers_and_fewest(dice: random.Random):
    """The fewest changes are as many as trying all finds, and do give another winner."""
    guide = short.any_guide(dice)
    answers = short.any_answers(dice, guide)
    winner = recommend(guide, answers).winner

    single = list(flips.by_answer(walk(guide, answers), winner))
    found = fewest(walk(guide, answers), winner)

    for flip in single:
        then = recommend(guide, changed(answers, {flip.criterion: flip.option}))
        assert then.winner == flip.winner not in (None, winner)
    assert smallest(guide, answers) == (found.count if found else None)
    assert bool(single) == bool(found and found.count == 1)
    if found:
        options = {change.criterion: change.option for change in found.answers}
        assert found.count == len(options)
        assert recommend(guide, changed(answers, options)).winner not in (None, winner)


@examples(100)
@given(st.randoms(use_true_random=False))
def test_importance(dice: random.Random):
    """Nobody else leads nearer to the present importance, and the one named leads beyond it."""
    guide = short.any_guide(dice, conditions=0.1)
    answers = short.any_answers(dice, guide)
    result = recommend(guide, answers)

    found = {
        flip.criterion: flip for flip in flips.by_importance(walk(guide, answers), result.winner)
    }

    small = Fraction(1, 100_000)
    grid = [Fraction(n, 5) for n in range(150)]
    for answer in result.answers:
        flip = found.get(answer.criterion)
        now = answer.importance
        other = {
            abs(at - now)
            for at in grid
            if leader(guide, answers, answer.criterion, at) not in (None, result.winner)
        }
        if flip is None:
            assert not other
            continue
        far = abs(flip.at - now)
        assert all(distance >= far for distance in other)
        beside = (
            {flip.at + small, flip.at - small}
            if far == 0
            else {flip.at + small if flip.at > now else flip.at - small}
        )
        leaders = {leader(guide, answers, answer.criterion, at) for at in beside}
        assert flip.winner in leaders
        assert flip.winner != result.winner
        if result.winner and len([s for s in result.standings if not s.ruled_out]) == 2:
            assert leader(guide, answers, answer.criterion, flip.at) is None


@examples(100)
@given(st.randoms(use_true_random=False))
def test_weights(dice: random.Random):
    """It names each importance that somebody can choose and that gives another winner."""
    guide = short.any_guide(dice, conditions=0.1)
    answers = short.any_answers(dice, guide)
    result = recommend(guide, answers)

    found = {
        (flip.criterion, flip.importance): flip.winner
        for flip in flips.by_weight(walk(guide, answers), result.winner)
    }

    tried = {
        (answer.criterion, weight): recommend(
            guide,
            dataclasses.replace(
                answers, importance={**answers.importance, answer.criterion: weight}
            ),
        ).winner
        for answer in result.answers
        for weight in range(6)
    }
    assert found == {at: name for at, name in tried.items() if name not in (None, result.winner)}


def test_many_answers():
    """Twenty weak answers against one side need more than ten changes, found at once."""
    guide = short.of(*[[(6, 5), (5, 6)] for _ in range(60)])
    answers = Answers({criterion.id: "o0" for criterion in guide.criteria})

    assert fewest(walk(guide, answers), "a0").count == 31


def test_answer_that_comes_back():
    """An answer that is not counted now may be one of those changed, if another opens it."""
    guide = short.guide(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                "size": {"options": {"no": {"fit": [9, 5]}, "yes": {"fit": [9, 5]}}},
                "age": {
                    "when": {"size": ["yes"]},
                    "options": {"no": {"fit": [9, 0]}, "yes": {"fit": [0, 9]}},
                },
            },
        }
    )
    answers = Answers({"size": "no", "age": "no"})

    found = fewest(walk(guide, answers), "red")

    changes = {(change.criterion, change.option) for change in found.answers}
    assert (2, {("size", "yes"), ("age", "yes")}) == (found.count, changes)


def test_too_many_changes_to_try() -> None:
    """It says that it cannot tell, and in words that it does not know; what is small it finds."""
    guide, answers = short.far_ahead(random.Random(1), 30, 5, 5)
    d = decide(guide, answers)

    assert Fewest(None, ()) == d.flips.fewest
    assert ["There are too many ways to tell"] == [
        change.lead.partition("it. ")[2].partition(" whether")[0]
        for change in changes(Phrases(), d)
        if "together" in change.lead
    ]
    assert 5 == fewest(walk(*short.far_ahead(random.Random(1), 14, 6, 4)), "a0").count
