"""What links inside a site lead to: whether it is there, the passage and the answers too."""

import dataclasses
import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import unquote

from guide.engine import answers
from guide.engine.model import Guide
from guide.loading.names import hint

ELSEWHERE = re.compile(r"https?://|mailto:")

Ids = Callable[[str], frozenset[str] | None]
Query = Callable[[str, str], str]


def no_ids(_: str) -> None:
    """Know the ids of no page."""
    return


def any_query(_path: str, _query: str) -> str:
    """Find nothing wrong with any query."""
    return ""


@dataclasses.dataclass(frozen=True)
class Targets:
    """What the links of a site may lead to.

    `known` tells whether a path exists, `ids` which ids a page has that is not made of a text
    alone, None where that is not known, and `query` what is wrong with a query for a path, "" if
    nothing is. `texts` are the pages' own texts by path: the file, and the ids in it. `paths` are
    those of pages, of which one may have been meant.
    """

    known: Callable[[str], bool]
    texts: Mapping[str, tuple[str, frozenset[str]]]
    ids: Ids = no_ids
    query: Query = any_query
    paths: Collection[str] = ()

    def problem(self, target: str, here: str = "/") -> str:
        """Return what is wrong with a link on the page `here` and what would be right, or ""."""
        if ELSEWHERE.match(target):
            return ""
        address, _, fragment = target.partition("#")
        path, mark, query = address.partition("?")
        path, fragment = unquote(path), unquote(fragment)
        expected = ""
        if path and not path.startswith("/"):
            expected = "a path from the site's root, such as /compare/, or https://…"
        elif path and not self.known(path):
            expected = "a file of static/" if path.startswith("/static/") else "a page of this site"
        elif mark and (wrong := self.query(path or here, query)):
            return f"link '{target}': {wrong}"
        elif fragment:
            return self._passage(target, path or here, fragment)
        meant = "" if self.known(path) or not path else hint(path, self.paths)
        return f"broken link '{target}' (expected: {expected}){meant}" if expected else ""

    def _passage(self, target: str, path: str, fragment: str) -> str:
        """Return what is wrong with a link to a passage of a page that is there, or ""."""
        file, there = self.texts.get(path, ("", frozenset()))
        whole = None if fragment in there else self.ids(path)
        ids = there if whole is None else whole
        if fragment in ids or (whole is None and not file):
            return ""
        expected = f"a heading of {file}" if whole is None else f"an id of {path}"
        meant = hint(f"#{fragment}", [f"#{each}" for each in ids])
        return f"broken link '{target}' (expected: {expected}){meant}"


def query_problem(guide: Guide, more: Collection[str] | None, query: str) -> str:
    """Return what is wrong with the query of a link to a page that takes answers, or "".

    `more` are names that the page takes beside them; None, if it takes no query at all.
    """
    if more is None:
        return "this page takes no answers (expected: the address without its ?)"
    pairs = [pair for pair in answers.pairs_of(query.encode()) if pair[0] not in more]
    if not pairs and not more:
        return "nothing follows the ? (expected: answers such as criterion=option)"
    problems = [found for part in answers.split(pairs) for found in answers.read(guide, part)[1]]
    if not problems:
        return ""
    name, value, problem, expected = problems[0]
    ids = [criterion.id for criterion in guide.criteria]
    meant = hint(name, ids) if name not in ids else hint(value, expected.split(", "))
    return f"{name}={value}: {problem} (expected: {expected}){meant}"
