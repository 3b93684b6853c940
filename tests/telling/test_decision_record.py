"""A result as an architecture decision record."""

import datetime
import json
import re

from markdown import Markdown

from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.engine.model import Guide
from guide.loading import criteria
from guide.telling import decision_record
from guide.telling.phrases import Phrases
from tests import short
from tests.conftest import SITES, guide_of

GUIDE = short.guide(
    {
        "title": "Which one?",
        "alternatives": ["red", "blue"],
        "criteria": {
            "size": {"options": {"small": {"fit": [9, 3]}, "large": {"fit": [4, 6]}}},
            "age": {"options": {"new": {"fit": [5, 4]}, "old": {"fit": [2, 8], "out": ["red"]}}},
        },
    }
)


def record(
    options: dict[str, str], guide: Guide = GUIDE, link: str | None = "https://example.org/r"
) -> str:
    decision = decide(guide, Answers(options))
    return decision_record.markdown(Phrases(), decision, link, datetime.date(2026, 11, 23))


def test_record() -> None:
    """Context, options, decision, reasons, what would change it, and where it comes from."""
    assert (
        record({"size": "small"})
        == f"""\
# Decision: still open

- Status: proposed
- Date: 2026-11-23
- Guide: of 2026-11-22, version {GUIDE.digest}

## Context

The question: Which one?

| Question | Answer | Importance, 0 to 5 |
|---|---|---|
| size? | Small | 3 |

Not answered:

- age?

## Options considered

- **Red**: red. Fit: 45 of 100.
- **Blue**: blue. Fit: 15 of 100.

## Decision

We lean towards Red. It leads by 30 points of 100 so far, with 50 points of 100 still open. The question that we left open can still change this.

## Reasons

- Size: Small
  - Red, 45 points: size small: red.
  - Blue, 15 points: size small: blue.

## What would change it

It would be Blue with one different answer:

- Size: “Large” instead of “Small”

No importance from 0 to 5 of a single question changes it.

## Where this comes from

<https://example.org/r>
"""  # noqa: E501
    )


def test_ruled_out() -> None:
    """A veto is told with its question and reason."""
    text = record({"size": "small", "age": "old"})

    assert "- **Red**: red. Fit: 55 of 100. Ruled out by “Age”: Not red." in text
    assert "We choose Blue. Our answers rule out everything else." in text


def test_reasons_that_are_alike_are_one_sentence() -> None:
    """It stands after all that it holds for; who has none is told alone."""
    names = ["red", "blue", "grey", "pink", "teal"]
    plain = short.plain(
        {
            "alternatives": names,
            "criteria": {"size": {"options": {"small": {"fit": [9, 3, 5, 2, 1]}}}},
        }
    )
    because = {"red": "It is small.", "blue": "It is large.", "grey": "It is small."}
    plain["criteria"][0]["options"][0]["because"] = because
    text = record({"size": "small"}, criteria.parse(json.dumps(plain)))

    assert text.partition("- Size: Small\n")[2].partition("\n\n")[0] == "\n".join(
        [
            "  - Red, 90 points; Grey, 50 points: It is small.",
            "  - Blue, 30 points: It is large.",
            "  - Pink, 20 points",
            "  - Teal, 10 points",
        ]
    )


def test_nothing_answered() -> None:
    """Without answers it is an open record, not a broken one."""
    text = record({})

    assert text.startswith("# Decision: still open\n")
    assert "The question: Which one?\n\nNot answered:\n\n- size?\n- age?\n\n## Options" in text
    assert "Still open: nothing that counts has been answered yet." in text
    assert "- Any answer: nothing has been answered yet." in text


def test_importance_and_nothing() -> None:
    """An importance that turns it is told; so is that nothing turns it."""
    weighed = short.guide(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                "size": {"options": {"small": {"fit": [9, 3]}}},
                "age": {"options": {"new": {"fit": [4, 6]}}},
            },
        }
    )
    text = record({"size": "small", "age": "new"}, weighed)

    assert "It would be Blue with a different importance:\n\n- Size: 0 instead of 3\n" in text
    assert "- Age: " not in text.partition("What would change it")[2]  # 9 lies beyond the scale

    assert "No other answers to the same questions" in record({"size": "small"}, weighed)


def test_chooses_what_is_firm() -> None:
    """With everything answered, it says so."""
    text = record({"size": "small", "age": "new"})

    assert text.startswith("# Decision: Red\n")
    assert "We choose Red. It leads by 35 points of 100, which is a clear lead.\n" in text


def test_without_an_address_it_has_no_link() -> None:
    """A link that leads nowhere is left out, and its heading with it."""
    text = record({"size": "small"}, link=None)

    assert "<" not in text
    assert "Where this comes from" not in text


def test_what_looks_like_a_tag_is_shown() -> None:
    """Markdown would hide it; the address in brackets stays one, and so does what is no tag."""
    guide = guide_of(SITES / "awkward")
    text = record({c.id: c.options[0].id for c in guide.criteria}, guide)

    shown = Markdown().convert(text)
    assert "&lt;b&gt;A&lt;/b&gt;" in shown
    assert '<a href="https://example.org/r">' in shown
    assert not re.search(r"<(b|i|u|q|em|script)\b|<!--", shown)


def test_leans_where_most_other_ways_to_weigh_favour_another() -> None:
    """A lead that one importance makes is told as such, and not chosen."""
    guide = short.guide(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                "size": {"importance": 5, "options": {"small": {"fit": [8, 6]}}},
                "age": {"importance": 1, "options": {"new": {"fit": [5, 7]}}},
                "price": {"importance": 1, "options": {"low": {"fit": [5, 7]}}},
            },
        }
    )
    text = record({"size": "small", "age": "new", "price": "low"}, guide)

    assert text.startswith("# Decision: still open\n")
    assert (
        "We lean towards Red. It leads by 8.6 points of 100, which is a slight lead. "
        "Most other ways to weigh your answers favour Blue.\n"
    ) in text


def test_too_early_is_said_as_on_the_page() -> None:
    """Where much is open, a lead of nothing is not too close but too early to call."""
    half = {"importance": 1, "options": {"few": {"fit": [5, 5]}}}
    near = {"importance": 1, "options": {"few": {"fit": [6, 5]}}}
    for one, said in (
        (half, "Still open: it is too early to call."),
        (near, "We lean towards Red. It leads by 1.7 points of 100 so far, with "),
    ):
        rest = {"importance": 5, "options": {"small": {"fit": [9, 3]}, "large": {"fit": [3, 9]}}}
        guide = short.guide({"alternatives": ["red", "blue"], "criteria": {"a": one, "b": rest}})

        assert said in record({"a": "few"}, guide)


def test_a_tie_names_those_that_share_the_lead() -> None:
    """The decision is between these, of however many."""
    found = record({"c0": "o0"}, short.of([(9, 9, 2), (1, 2, 3)]))

    assert "Still open: the best fit equally well. A tie between A0 and A1." in found
