"""Whether a site is right, told once for `guide check`, `guide serve` and `guide freeze`."""

import dataclasses
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from guide.bench import runs
from guide.demos import catalogue
from guide.loading import figures, folders, page_html, remembered, statics
from guide.loading import pages as sources
from guide.loading import site as sites
from guide.loading import starter as starters
from guide.loading.mistakes import Invalid, Mistake
from guide.loading.targets import Query, query_problem
from guide.telling.english import ENGLISH
from guide.web.application import PLACES, configured, with_site
from guide.web.served import Served

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ID = re.compile(r'\sid="([^"]*)"')
# the names under which content/ holds what these pages say
TAKEN = frozenset(place.rule.strip("/").partition("/")[0] or "home" for place in PLACES)


def load(folder: Path | str = ".") -> Served:
    """Load a site that is right; raise `Invalid` with all the mistakes of one that is not."""
    served, mistakes = examine(folder)
    if served is None or mistakes:
        raise Invalid(mistakes)
    return served


def examine(folder: Path | str = ".") -> tuple[Served | None, list[Mistake]]:
    """Return what could be read of a site and all that is wrong with it, sorted by place.

    What is wrong between its parts is looked for in those that could be read, which takes a guide.
    """
    if closed := folders.closed(Path(folder), (sources.FOLDER, statics.FOLDER)):
        return None, sorted(closed)
    remembered.recall(Path(folder))
    site, mistakes = sites.read(folder, TAKEN, ENGLISH)
    names = [a.id for a in site.guide.alternatives] if site else []
    found = runs.read_all(Path(folder) / figures.FOLDER, names)
    mistakes += [
        Mistake(f"{figures.FOLDER}/{r.file}", 1, 1, r.path, r.message) for r in found.refused
    ]
    if site is None:
        return None, sorted(set(mistakes))
    served = Served(
        site,
        found.runs,
        counts=found.counts,
        trials=found.trials,
        servings=found.servings,
    )
    served = dataclasses.replace(served, paths=tuple(_paths(served)))
    unread = sites.unread(mistakes)
    for page, source in (("start", starters.FOLDER), ("benchmarks", figures.FOLDER)):
        if any(mistake.file.startswith(f"{source}/") for mistake in mistakes):
            unread.add(page)  # its files alone keep it away: a link to it is no mistake
    ids = Shown(served) if not mistakes else lambda path: None
    mistakes += sites.check(site, served.paths, catalogue.ids(), unread, ids, _query(served))
    page_html.keep(site.folder, site.pages.values())
    return served, sorted(set(mistakes))


class Shown:
    """Says which ids a page has that the engine makes, by looking at it as a visitor would get it.

    It is made for the first link that names a place there.
    """

    def __init__(self, served: Served) -> None:
        self._served = served
        self._client: FlaskClient | None = None
        self._ids: dict[str, frozenset[str] | None] = {}

    def __call__(self, path: str) -> frozenset[str] | None:
        if path not in self._ids:
            self._ids[path] = self._look(path)
        return self._ids[path]

    def _look(self, path: str) -> frozenset[str] | None:
        if self._client is None:
            config = {"FROZEN": True, "SITE_URL": "", "PROXIES": "0", "RECORD": "off"}
            self._client = with_site(configured(config), self._served).test_client()
        response = self._client.get(path)
        if response.status_code != 200 or response.mimetype != "text/html":
            return None
        return frozenset(map(html.unescape, ID.findall(response.text)))


def _query(served: Served) -> Query:
    """Return what tells what is wrong with a query for a page, or with one for a page without."""
    taken = {path: place.query for place in PLACES for path in place.paths(served)}
    pages = dict.fromkeys(page.path for page in served.site.own_pages()) | taken

    def problem(path: str, query: str) -> str:
        if path not in pages:  # a file
            return ""
        return query_problem(served.site.guide, pages[path], query)

    return problem


def _paths(served: Served) -> Iterator[str]:
    for place in PLACES:
        yield from place.paths(served)
    yield from (page.path for page in served.site.own_pages())
