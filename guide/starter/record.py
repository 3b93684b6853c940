"""The record of a decision, as the project carries it: the same wherever the project is made.

It is dated by the guide, and its link starts at the root of whatever site the guide is served on.
"""

from urllib.parse import urlencode

from guide.engine.answers import DIGEST
from guide.engine.data import decision_data
from guide.engine.decision import Decision
from guide.telling import decision_record


def markdown(decision: Decision) -> str:
    """Return the record in Markdown."""
    guide = decision.guide
    query = urlencode([*decision.given.pairs(), (DIGEST, guide.digest)])
    data = decision_data(decision)
    return decision_record.markdown(guide, data, f"/result/?{query}", guide.updated)
