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
    `query` and `kept` are the two sets as a link carries them, "" for none.
    """

    pairs: Sequence[tuple[str, str]]
    answers: Answers
    problems: Sequence[Problem]
    compared: bool
    others: Answers
    other_problems: Sequence[Problem]
    query: str
    kept: str

    @property
    def carried(self) -> str:
        """Both sets as a link carries them."""
        return f"{self.query}&{self.kept}" if self.query and self.kept else self.query or self.kept


def given() -> Given:
    """Return what the address of this request holds."""
    found: Given | None = request.environ.get(KEY)
    if found is None:
        guide = state().site.guide
        first, second = split(pairs_of(request.query_string))
        answers, problems = read(guide, first)
        others, other_problems = read(guide, second) if second else (Answers(), [])
        found = Given(
            first,
            answers,
            problems,
            bool(second),
            others,
            other_problems,
            answers.query(),
            others.query(OTHER),
        )
        request.environ[KEY] = found
    return found
