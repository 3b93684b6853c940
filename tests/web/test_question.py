"""A question as the questionnaire shows it."""

import pytest

from guide.engine.model import VerdictMargins
from guide.telling.phrases import Phrases
from guide.web import question
from tests import short


def test_whom_an_answer_rules_out_stands_last_on_the_score_sheet() -> None:
    """It is a sentence; what stands before it is a list, with the commas of the site."""
    guide = short.guide(
        {
            "alternatives": ["red", "blue", "green", "grey"],
            "criteria": {
                "size": {"options": {"small": {"fit": [9, 3.5, 1, 2], "out": ["red", "green"]}}}
            },
        }
    )
    say = Phrases({"number.comma": "、", "questions.sheet.out": "{name} {reason}"})
    asked = question.asking(guide, say, str, by_hand=True)("size", "", 3)
    reasons = guide.criterion("size").option("small").rules_out
    sheets = [choice.sheet for choice in asked.choices if choice.sheet]

    assert [f"Blue 10.5、Grey 6、Red {reasons['red']} Green {reasons['green']}"] == sheets


@pytest.mark.parametrize(
    ("close", "clear", "told"),
    [
        (0, 20, "A lead of 20 points or more is clear."),
        (0, 1, "A lead of 1 point or more is clear."),
        (1, 20, "Under 1 point apart it is too close to call; from 20 points on it is clear."),
        (5, 5, "Under 5 points apart it is too close to call; from 5 points on it is clear."),
    ],
)
def test_the_score_sheet_says_what_is_too_close_only_where_something_is(
    close: int, clear: int, told: str
) -> None:
    """A guide may call every lead."""
    margins = VerdictMargins(close=close, clear=clear)

    assert told == question.told_margins(Phrases(), margins)
