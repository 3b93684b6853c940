"""The record of a decision, as the project carries it: the same wherever the project is made."""

from guide.engine.decision import Decision
from guide.telling import decision_record
from guide.telling.phrases import Phrases


def markdown(say: Phrases, decision: Decision) -> str:
    """Return the record in Markdown, dated by the guide and without an address."""
    return decision_record.markdown(say, decision, None, decision.guide.updated)
