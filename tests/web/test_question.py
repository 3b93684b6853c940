"""A question as the questionnaire shows it."""

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
