"""The answers in the address that is asked for, read once for each request."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import request

from guide.engine.answers import OTHER, Answers, Problem, pairs_of, read, split
from guide.web.state import state

KEY = "guide.given"  # in the request's environment


class Given(NamedTuple):
    """What an address holds: a set of answers, `others` if there is a second one, and problems.

    `pairs` are those of the first set as they stand there; `compared` tells that there is a second.
    `query` is the first set as a link carries it, `carried` are both; "" for none.
    """

    pairs: Sequence[tuple[str, str]]
    answers: Answers
    problems: Sequence[Problem]
    compared: bool
    others: Answers
    other_problems: Sequence[Problem]
    query: str
    carried: str


def given() -> Given:
    """Return what the address of this request holds."""
    found: Given | None = request.environ.get(KEY)
    if found is None:
        guide = state().site.guide
        first, second = split(pairs_of(request.query_string))
        answers, problems = read(guide, first)
        others, other_problems = read(guide, second) if second else (Answers(), [])
        query = answers.query()
        carried = "&".join(filter(None, [query, others.query(OTHER)]))
        compared = bool(second)
        found = Given(first, answers, problems, compared, others, other_problems, query, carried)
        request.environ[KEY] = found
    return found
