"""The findings of an audit in words."""

import datetime

from guide.engine import audit
from guide.engine.answers import Answers
from guide.engine.scoring import recommend
from guide.telling import findings
from guide.telling.phrases import Phrases
from tests import short


def test_what_never_decides_may_where_the_rest_is_unanswered() -> None:
    """It is too weak against another answer, and the sentence says no more than that."""
    guide = short.of([(9, 1), (1, 9)], [(5, 5), (5, 6)])
    found = audit.audit(guide, datetime.date(2026, 11, 30))

    assert "a1" == recommend(guide, Answers({"c1": "o1"})).winner
    assert ["“C1” never changes the winner where all else is answered."] == list(
        findings.lines(Phrases(), guide, found)
    )
