"""A result as an architecture decision record."""

import datetime

from guide.engine import analysis
from guide.engine.answers import Answers
from guide.engine.scoring import recommend
from guide.telling import decision_record
from tests import short

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


def record(options: dict[str, str]) -> str:
    answers = Answers(options)
    data = analysis.as_data(GUIDE, recommend(GUIDE, answers), analysis.explain(GUIDE, answers))
    return decision_record.markdown(
        GUIDE, data, "https://example.org/r", datetime.date(2026, 11, 23)
    )


def test_record():
    """Context, options, decision, reasons, what would change it, and where it comes from."""
    assert (
        record({"size": "small"})
        == f"""\
# Decision: Red

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

- **Red**: red. Fit: 90 of 100.
- **Blue**: blue. Fit: 30 of 100.

## Decision

We choose Red. It leads by 60.0 points of fit out of 100, which is a clear lead. The questions that we left open can still change this.

## Reasons

- Size: Small
  - Red, 27 points: size small: red.
  - Blue, 9 points: size small: blue.

## What would change it

- Blue, if the answer to “size?” were “Large”.

## Where this comes from

<https://example.org/r>
"""  # noqa: E501
    )


def test_ruled_out():
    """A veto is told with its question and reason."""
    text = record({"size": "small", "age": "old"})

    assert "- **Red**: red. Fit: 55 of 100. Ruled out by “Age”: Not red." in text
    assert "We choose Blue. Our answers rule out everything else." in text


def test_nothing_answered():
    """Without answers it is an open record, not a broken one."""
    text = record({})

    assert text.startswith("# Decision: still open\n")
    assert "The question: Which one?\n\nNot answered:\n\n- size?\n- age?\n\n## Options" in text
    assert "Still open: nothing that counts has been answered yet." in text
    assert "- Any answer: nothing has been answered yet." in text


def test_importance_and_nothing():
    """An importance that turns it is told with its side; so is that nothing turns it."""
    weighed = short.guide(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                "size": {"options": {"small": {"fit": [9, 3]}}},
                "age": {"options": {"new": {"fit": [4, 6]}}},
            },
        }
    )
    answers = Answers({"size": "small", "age": "new"})
    data = analysis.as_data(
        weighed, recommend(weighed, answers), analysis.explain(weighed, answers)
    )
    text = decision_record.markdown(
        weighed, data, "https://example.org/r", datetime.date(2026, 11, 23)
    )

    assert "- Blue, if the importance of “Size” were below 1.0; it is 3." in text
    assert (
        "- Blue, if the importance of “Age” were above 9.0, beyond the scale of 0 to 5; it is 3."
        in text
    )

    answers = Answers({"size": "small"})
    data = analysis.as_data(
        weighed, recommend(weighed, answers), analysis.explain(weighed, answers)
    )
    text = decision_record.markdown(
        weighed, data, "https://example.org/r", datetime.date(2026, 11, 23)
    )

    assert "- No other answers to the same questions" in text
