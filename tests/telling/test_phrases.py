"""How names and numbers are written, in English and in a site's own wording."""

import datetime
import re
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.telling.english import ENGLISH
from guide.telling.phrases import Phrases, rounded
from tests.samples import examples

SAY = Phrases()


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_listed(names: list[str], expected: str) -> None:
    """Names are listed as in English."""
    assert expected == SAY.listed(names)
    assert expected.replace("and", "or") == SAY.either(names)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(0), "0 points"),
        (0.0, "0 points"),
        (Fraction(1, 21), "under 0.1 points"),
        (Fraction(1, 20), "0.1 points"),
        (Fraction(1), "1 point"),
        (Fraction(95, 100), "1 point"),
        (19.5, "19.5 points"),
        (Fraction(100), "100 points"),
    ],
)
def test_points(value: Fraction, expected: str) -> None:
    """To a tenth, a half rounded up, without a tenth that is 0; only nothing is 0 points."""
    assert expected == SAY.points(value)


@pytest.mark.parametrize(
    ("n", "expected"),
    [(0, "0"), (999, "999"), (1000, "1,000"), (1048576, "1,048,576"), (10**6, "1,000,000")],
)
def test_whole(n: int, expected: str) -> None:
    """With something between thousands, which a site may say otherwise."""
    assert expected == SAY.whole(n)
    assert expected.replace(",", " ") == Phrases({"thousands": "{more} {three}"}).whole(n)


@examples(100)
@given(st.fractions(min_value=0, max_value=100))
def test_rounded_is_near(value: Fraction) -> None:
    """It is never further from the number than half a tenth."""
    assert abs(Fraction(rounded(value, 10), 10) - value) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(0), "0.0\u00a0%"),
        (Fraction(1), "100.0\u00a0%"),
        (Fraction(1, 2), "50.0\u00a0%"),
        (Fraction(1, 10**9), "under 0.1\u00a0%"),
        (1 - Fraction(1, 10**9), "over 99.9\u00a0%"),
    ],
)
def test_percent(share: Fraction, text: str) -> None:
    """Only all of it is 100, only none of it is 0."""
    assert text == SAY.percent(share)


# counts that are never one: nothing can be told so of fewer
MANY = {
    "why.best",
    "audit.paths.sampled",
    "method.paths.sampled",
    "finding.long-link",
}


def test_what_counts_has_a_phrase_for_one() -> None:
    """No phrase says `1 questions`: where a number stands before a plural, it has two wordings."""
    hole = r"\{(?:n|all|count|length|files|lines|packages|threads|clients|rounds|blocks)\}"
    plural = re.compile(rf"{hole} (?:(?:more|other|timed|pinned) )*[a-z]+s\b(?! of|/)")
    counted = {name for name in ENGLISH if name.endswith(".many")}
    ones = {name.removesuffix(".many") + ".one" for name in counted}

    assert ones <= set(ENGLISH)
    assert MANY == {n for n, text in ENGLISH.items() if n not in counted and plural.search(text)}


@pytest.mark.parametrize(("n", "kind"), [(0, "many"), (1, "one"), ("1", "one"), (2, "many")])
def test_counted(n: int | str, kind: str) -> None:
    """Only one is one, as a number or as it is written; other values stand beside it."""
    say = Phrases({"own.shown.one": "one", "own.shown.many": "many"})

    assert kind == say.counted("own.shown", n, file="f")


def test_days() -> None:
    """A month has its name, and another language its own order."""
    say = Phrases({"date.day": "{day}. {month} {year}", "date.month.11": "Brumaire"})
    date = datetime.date(2026, 11, 22)

    assert ("22 November 2026", "22. Brumaire 2026") == (SAY.day(date), say.day(date))


def test_woven() -> None:
    """A phrase is parted where its values stand, whatever their order."""
    say = Phrases({"out.reason": "{question}? {name}!{reason}"})

    assert (1, "? ", 2, "!", 3) == say.woven("out.reason", name=2, reason=3, question=1)


def test_another_language_writes_numbers_its_own_way() -> None:
    """The decimal sign and what joins names are phrases, too."""
    say = Phrases({"number.point": ",", "number.and": " und "})

    assert ("2,5 points", "A und B") == (say.points(2.5), say.listed(["A", "B"]))


def test_no_sentence_stands_twice_in_the_table() -> None:
    """Whatever its places are called: one wording is changed once."""
    told = [re.sub(r"\{\w+\}", "…", text) for text in ENGLISH.values()]
    sentences = [text for text in told if re.fullmatch(r".*\w+ \w+.*[.!?]”?", text, re.S)]

    assert [] == [text for text, count in Counter(sentences).items() if count > 1]


def test_no_long_sentence_stands_in_two_phrases() -> None:
    """It has a phrase of its own, and what differs stands before it or after it."""
    where: dict[str, set[str]] = {}
    for name, text in ENGLISH.items():
        for sentence in re.split(r"(?<=[.!?]) ", text):
            if len(sentence.split()) >= 8:
                where.setdefault(sentence, set()).add(re.sub(r"\.(one|many)$", "", name))

    assert [] == [names for names in where.values() if len(names) > 1]
