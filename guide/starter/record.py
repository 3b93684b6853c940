"""The record of a decision, as the project carries it: dated by the guide, so that it stays equal."""

from urllib.parse import urlencode

from guide.engine import analysis, scoring
from guide.engine.answers import DIGEST
from guide.engine.decision import Decision
from guide.telling import decision_record


def markdown(decision: Decision) -> str:
    """Return the record in Markdown; its link starts at the root of the site."""
    guide, given = decision.guide, decision.given
    query = urlencode([*given.pairs(), (DIGEST, guide.digest)])
    data = analysis.as_data(
        guide, scoring.recommend(guide, given), analysis.explain(guide, given)
    )
    return decision_record.markdown(guide, data, f"/result/?{query}", guide.updated)
