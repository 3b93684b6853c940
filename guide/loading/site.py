"""A whole site: the folder with `criteria.yaml`, `content/` and `static/`, loaded and checked."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from guide.engine.claims import Claim
from guide.engine.features import Starter
from guide.engine.model import Guide
from guide.loading import (
    cases,
    criteria,
    figures,
    page_html,
    pages,
    phrases,
    starter,
    statics,
    styles,
)
from guide.loading.figures import Figures
from guide.loading.mistakes import Invalid, Mistake, Where
from guide.loading.names import hint, listed
from guide.loading.pages import Page
from guide.loading.targets import Ids, Query, any_query, no_ids
from guide.loading.unread import not_read
from guide.loading.yamlfile import Document

NO_DEMOS = "this guide has no demos"


@dataclasses.dataclass(frozen=True)
class Site:
    """What a folder holds.

    `taken` are the names of pages that whoever serves it makes itself; `wording` is what it says
    otherwise than in the engine's English, by the name of the phrase.
    """

    folder: Path
    guide: Guide
    document: Document  # criteria.yaml with its places
    pages: dict[str, Page]
    figures: tuple[Figures, ...]
    taken: frozenset[str] = frozenset()
    wording: Mapping[str, str] = dataclasses.field(default_factory=dict)
    starter: Starter | None = None

    def page(self, name: str) -> Page | None:
        """Return the page of that name, if there is one."""
        return self.pages.get(name)

    def criterion_page(self, criterion_id: str) -> Page | None:
        """Return a criterion's page: `content/criteria/<id>.md` or `content/<id>.md`."""
        if criterion_id in self.taken:
            return self.pages.get(f"criteria/{criterion_id}")
        return self.pages.get(f"criteria/{criterion_id}") or self.pages.get(criterion_id)

    @property
    def has_demos(self) -> bool:
        """Whether the site has the live demos."""
        return self.guide.demos

    @property
    def has_benchmarks(self) -> bool:
        """Whether there is a page about benchmarks, or figures for one."""
        return "benchmarks" in self.pages or bool(self.figures)

    def own_pages(self) -> list[Page]:
        """Return the pages that have an address of their own, `/<name>/`."""
        ids = {criterion.id for criterion in self.guide.criteria}
        return [
            page
            for name, page in self.pages.items()
            if name not in ids and name.partition("/")[0] not in self.taken
        ]

    def static_files(self) -> dict[str, Path]:
        """Return the static files by name; the site's own win over the engine's."""
        return statics.files(self.folder)

    def root_files(self) -> dict[str, Path]:
        """Return the files of `static/root/` by name: each is at the root of the site."""
        return statics.root_files(self.folder)


def claims(guide: Guide) -> Iterator[tuple[Claim, tuple[str | int, ...]]]:
    """Yield every claim of a guide with its place in the data."""
    for index, claim in enumerate(guide.claims):
        yield claim, ("claims", index)
    for number, criterion in enumerate(guide.criteria):
        for index, claim in enumerate(criterion.claims):
            yield claim, ("criteria", number, "claims", index)


def _not_shown(site: Site) -> Iterator[Mistake]:
    """Yield the pages that would be dropped in silence, or would stand over one of the engine's."""
    ids = {criterion.id for criterion in site.guide.criteria}
    for name, page in site.pages.items():
        folder, _, slug = name.rpartition("/")
        if folder == "criteria" and slug not in ids:
            message = f"no criterion '{slug}' (expected: {listed(ids)}){hint(slug, ids)}"
        elif name == "demos" and not site.has_demos:
            message = f"{NO_DEMOS} (expected: demos: true in criteria.yaml)"
        elif name == "start" and site.starter is None:
            message = "this guide has no projects (expected: content/starter/starter.yaml)"
        elif folder == "criteria" or name in page_html.ENGINES:
            continue
        elif slug in ids and f"criteria/{slug}" not in site.pages and hint(folder, ["criteria"]):
            message = f"no page of a criterion is read here (expected: content/criteria/{slug}.md)"
        elif name in ids and name not in site.taken:
            if f"criteria/{name}" not in site.pages:
                continue
            message = f"content/criteria/{name}.md is shown instead (expected: one of the two)"
        elif slug == "index" and (meant := folder or "home") not in site.pages:
            message = (
                f"its address would be /{name}/ (expected: the name {pages.FOLDER}/{meant}.md)"
            )
        elif name.partition("/")[0] in site.taken:
            texts = ", ".join(page_html.ENGINES)
            message = (
                "no page shows this text: the address is one of the engine's own "
                f"(expected: another name, or one of {texts}, criteria/<id>)"
            )
        else:
            continue
        yield Mistake.at(page.file, message)


def load(folder: Path | str = ".") -> Site:
    """Load a site; raise `Invalid` with the mistakes of each of its files."""
    site, mistakes = read(folder)
    if mistakes or site is None:
        raise Invalid(mistakes)
    return site


def read(
    folder: Path | str, taken: Collection[str] = (), english: Mapping[str, str] | None = None
) -> tuple[Site | None, list[Mistake]]:
    """Return what could be read of a site, None without a guide, and the mistakes of its files.

    `taken` are the names of pages that whoever serves the site makes itself, `english` the phrases
    that it may say otherwise; without these, its wording is not read.
    """
    folder = Path(folder).resolve()
    mistakes: list[Mistake] = []
    guide, document, quoted, wording = None, None, list[Figures](), dict[str, str]()
    try:
        guide, document = criteria.read(folder)
    except Invalid as invalid:
        mistakes += invalid.mistakes
    try:
        wording = {} if english is None else phrases.load(folder, english)
    except Invalid as invalid:
        mistakes += invalid.mistakes
    mistakes += not_read(folder)
    found, unreadable = pages.read(folder)
    mistakes += unreadable
    mistakes += statics.unreadable(folder)
    names = [a.id for a in guide.alternatives] if guide else []
    try:
        quoted = figures.load(folder, names)
    except Invalid as invalid:
        mistakes += invalid.mistakes
    if guide is None or document is None:
        return None, mistakes + cases.unreadable(folder)
    offered = None
    try:
        offered = starter.load(folder, guide)
    except Invalid as invalid:
        mistakes += invalid.mistakes
    site = Site(folder, guide, document, found, tuple(quoted), frozenset(taken), wording, offered)
    return site, mistakes


def unread(mistakes: Iterable[Mistake]) -> set[str]:
    """Return the names of the pages that have mistakes, and so could not be read."""
    folder = f"{pages.FOLDER}/"
    return {m.file.removeprefix(folder).removesuffix(".md") for m in mistakes}


def check(
    site: Site,
    paths: Collection[str],
    demos: Collection[str],
    unread: Collection[str] = (),
    ids: Ids = no_ids,
    query: Query = any_query,
) -> Iterator[Mistake]:
    """Yield what is wrong between the parts of a site: links, missing pages, unknown demos.

    `paths` are the addresses of its pages, `demos` the ids of those that there are, and `unread`
    the names of pages that are there and could not be read; `ids` and `query` are as in `Targets`.
    A site without `content/` is a site: its pages are made from the guide alone. Once a criterion
    has a page, each of them needs one.
    """
    static, root = site.static_files(), site.root_files()

    def known(path: str) -> bool:
        if path.startswith("/static/"):
            return path.removeprefix("/static/") in static
        return path in paths or path.strip("/") in unread or path.removeprefix("/") in root

    there = page_html.targets(site.pages, known, ids, query, paths)
    yield from page_html.check(site.pages, there)
    for where, link in _links(site.guide):
        if message := there.problem(link):
            yield site.document.mistake(where, message)
    yield from _without_page(site, unread)
    yield from cases.check(site.guide, site.folder)
    yield from _not_shown(site)
    yield from statics.check(site.folder, paths)
    yield from styles.check(static)
    yield from _demos(site, demos)


def _links(guide: Guide) -> Iterator[tuple[Where, str]]:
    for index, destination in enumerate(guide.elsewhere):
        yield ("elsewhere", index, "link"), destination.link
    if guide.trials:
        yield ("trials", "link"), guide.trials.link


def _without_page(site: Site, unread: Collection[str]) -> Iterator[Mistake]:
    """Yield the criteria that have no page, where others have one."""
    written = {c.id: {c.id, f"criteria/{c.id}"} & set(unread) for c in site.guide.criteria}
    missing = [
        criterion
        for criterion in site.guide.criteria
        if site.criterion_page(criterion.id) is None and not written[criterion.id]
    ]
    if len(missing) < len(written):
        for criterion in missing:
            file = f"{pages.FOLDER}/criteria/{criterion.id}.md"
            message = f"no page for the criterion '{criterion.id}' (expected: this file)"
            yield Mistake.at(file, message)


def _demos(site: Site, demos: Collection[str]) -> Iterator[Mistake]:
    """Yield the demos that claims name and that there are not."""
    for claim, where in claims(site.guide):
        if claim.demo and claim.demo not in demos:
            expected = ", ".join(demos)
            message = f"unknown demo '{claim.demo}' (expected: {expected})"
            yield site.document.mistake((*where, "demo"), message)
        elif claim.demo and not site.has_demos:
            message = f"{NO_DEMOS} (expected: demos: true, or no demo here)"
            yield site.document.mistake((*where, "demo"), message)
