"""Reading answers: whatever comes in, what is understood is used and the rest is named."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from guide.engine.answers import (
    ADDED,
    MAX_PAIRS,
    MAX_SHOWN,
    Answers,
    asked,
    pairs_of,
    read,
    split,
)
from tests.conftest import ROOT, SITES, guide_of
from tests.samples import examples

TRIP = guide_of(SITES / "trip")
NAMES = [criterion.id for criterion in TRIP.criteria]
OPTIONS = [option.id for criterion in TRIP.criteria for option in criterion.options]
WORDS = st.text() | st.sampled_from([*NAMES, *OPTIONS, *(f"importance.{n}" for n in NAMES), "5"])
PAIRS = st.lists(st.tuples(WORDS, WORDS), max_size=20)


@st.composite
def known(draw: st.DrawFn) -> Answers:
    """Answers to some criteria, with importances that differ from the guide's."""
    options = {
        c.id: draw(st.sampled_from([o.id for o in c.options]))
        for c in TRIP.criteria
        if draw(st.booleans())
    }
    importance = {
        c.id: draw(st.sampled_from([n for n in range(6) if n != c.importance]))
        for c in TRIP.criteria
        if draw(st.booleans())
    }
    return Answers(options, importance)


@examples(100)
@given(PAIRS)
def test_read_takes_anything(pairs: list[tuple[str, str]]) -> None:
    """No pairs raise; each is used, empty, or named as a problem."""
    answers, problems = read(TRIP, pairs)

    assert len(problems) <= len(pairs)
    assert set(answers.options) <= set(NAMES)
    assert all(0 <= value <= 5 for value in answers.importance.values())
    assert all(len(p.name) <= MAX_SHOWN and len(p.value) <= MAX_SHOWN for p in problems)


@examples(100)
@given(st.binary(max_size=200))
def test_any_query_has_pairs(query: bytes) -> None:
    """No bytes raise."""
    assert read(TRIP, pairs_of(query))


@examples(100)
@given(known())
def test_canonical_pairs_read_back(answers: Answers) -> None:
    """What `pairs` writes, `read` reads, without a problem."""
    assert (answers, []) == read(TRIP, answers.pairs())


@examples(100)
@given(known(), st.randoms())
def test_order_of_the_pairs_does_not_matter(answers: Answers, dice: Random) -> None:
    """Pairs in any order are the same answers, in the guide's order."""
    pairs = answers.pairs()
    dice.shuffle(pairs)

    assert answers.pairs() == read(TRIP, pairs)[0].pairs()


def test_importance_as_in_the_guide_is_left_out() -> None:
    """An importance that the guide has anyway is not carried on."""
    answers, problems = read(TRIP, [("importance.budget", "3"), ("importance.fear", "1")])

    assert [] == problems
    assert [("importance.fear", "1")] == answers.pairs()


def test_first_of_a_repeated_name_counts() -> None:
    """The second is a problem, even if it says the same."""
    answers, problems = read(TRIP, [("fear", "never"), ("fear", "never"), ("fear", "gladly")])

    assert {"fear": "never"} == answers.options
    assert ["repeated", "repeated"] == [p.problem for p in problems]


def test_what_others_add_to_a_link_is_passed_over() -> None:
    """Marks of campaigns are nobody's answer, and no mistake; the script knows the same ones."""
    added = (
        "utm_source",
        "utm_source",
        "fbclid",
        "gclid",
        "msclkid",
        "mc_cid",
        "_ga",
        "gad_source",
    )
    answers, problems = read(TRIP, [*((name, "x") for name in added), ("fear", "never")])
    told = (ROOT / "static/answers.js").read_text().partition("ADDED = /")[2].partition("/;")[0]

    assert ({"fear": "never"}, []) == (answers.options, problems)
    assert 2 == len(read(TRIP, [("utm", "x"), ("clid", "x")])[1])
    assert f"^({ADDED.pattern})$" == told


def test_empty_value_is_no_answer() -> None:
    """Not sure is the same as not answered, and no problem."""
    assert (Answers(), []) == read(TRIP, [("fear", ""), ("distance", "")])


def test_pairs_beyond_the_bound_are_left() -> None:
    """One problem says so, however many there are."""
    pairs = [("budget", "low"), *[(f"x{n}", "") for n in range(2 * MAX_PAIRS)]]
    answers, problems = read(TRIP, pairs)

    assert {"budget": "low"} == answers.options
    assert MAX_PAIRS == len(problems)
    assert "too many parts" == problems[-1].problem


def test_long_and_unprintable_text_is_shortened() -> None:
    """What is repeated of a stranger's text can be shown."""
    _, problems = read(TRIP, [("x" * 61, "\0\x1b[31m")])

    assert [("x" * 59 + "…", "��[31m")] == [(p.name, p.value) for p in problems]


def test_asked_follows_the_conditions() -> None:
    """A condition holds only for an answer to a question that is itself asked."""
    everywhere = ["distance", "budget", "fear", "company"]

    assert everywhere == [c.id for c in asked(TRIP, {"distance": "short"})]
    assert [*everywhere[:2], "luggage", *everywhere[2:]] == [
        c.id for c in asked(TRIP, {"distance": "long"})
    ]


def test_split_parts_the_second_set() -> None:
    """The parts of the second set lose what marks them."""
    assert ([("a", "1")], [("b", "2"), ("other.c", "3")]) == split(
        [("a", "1"), ("other.b", "2"), ("other.other.c", "3")]
    )
