"""What was not understood, in the words of visitors, of authors and of programs."""

from guide.engine.answers import MAX_PAIRS, Problem, read
from guide.telling.phrases import Phrases
from guide.telling.problems import told_problems
from tests.conftest import SITES, guide_of

TRIP = guide_of(SITES / "trip")
WRONG = [
    *[("utm_source", "x")] * MAX_PAIRS,
    *[("fear", "never"), ("fear", "gladly"), ("shoe", "42"), ("budget", "much")],
    ("importance.budget", "9"),
]


def all_problems() -> list[Problem]:
    """One of each kind."""
    return [*read(TRIP, WRONG)[1], *read(TRIP, WRONG[MAX_PAIRS:])[1]]


def test_every_problem_is_told_in_the_same_words() -> None:
    """In English it makes no difference whom they are for."""
    problems = all_problems()

    assert 5 == len({each.problem for each in problems})
    for each in problems:
        said = f"{each.problem} (expected: {each.expected})"
        whole = f"{each.name}={each.value}: {said}" if each.name else said
        assert [whole] == told_problems(Phrases(), [each])


def test_no_word_of_the_engine_is_left_where_phrases_are_others() -> None:
    """But for the ids of a guide, which are expected."""
    problems = all_problems()
    say = Phrases({f"problem.{each.problem.replace(' ', '-')}": "Ж" for each in problems})

    assert {"Ж"} == {text.rpartition(" ")[2] for text in told_problems(say, problems)}
