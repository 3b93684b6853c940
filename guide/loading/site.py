"""A whole site: the folder with `criteria.yaml`, `content/` and `static/`, loaded and checked."""

import dataclasses
from collections.abc import Collection, Iterator
from pathlib import Path

from guide import demos
from guide.bench import runs
from guide.bench.runs import StoredRun
from guide.engine.model import Claim, Guide
from guide.loading import cases, criteria, figures, pages, phrases
from guide.loading.figures import Figures
from guide.loading.pages import Page
from guide.loading.yamlfile import Document, Invalid, Mistake
from guide.telling.phrases import Phrases

ENGINE_STATIC = next(
    folder
    for folder in (Path(__file__).parents[1] / "static", Path(__file__).parents[2] / "static")
    if folder.is_dir()
)
ENGINE_PAGES = ("home", "questions", "result", "criteria", "compare", "method")
OPTIONAL_PAGES = ("benchmarks", "demos")


@dataclasses.dataclass(frozen=True)
class Site:
    """What a folder holds."""

    folder: Path
    guide: Guide
    document: Document  # criteria.yaml with its places
    pages: dict[str, Page]
    figures: tuple[Figures, ...]
    runs: tuple[StoredRun, ...] = ()
    phrases: Phrases = Phrases()  # noqa: RUF009 - frozen

    def page(self, name: str) -> Page | None:
        """Return the page of that name, if there is one."""
        return self.pages.get(name)

    def criterion_page(self, criterion_id: str) -> Page | None:
        """Return a criterion's page: `content/criteria/<id>.md` or `content/<id>.md`."""
        if criterion_id in (*ENGINE_PAGES, *OPTIONAL_PAGES):
            return self.pages.get(f"criteria/{criterion_id}")
        return self.pages.get(f"criteria/{criterion_id}") or self.pages.get(criterion_id)

    @property
    def has_demos(self) -> bool:
        """Whether any claim is shown by a live demo."""
        return any(claim.demo for claim, _ in claims(self.guide))

    @property
    def has_benchmarks(self) -> bool:
        """Whether there is a page about benchmarks, or figures for one."""
        return "benchmarks" in self.pages or bool(self.figures) or bool(self.runs)

    def own_pages(self) -> list[Page]:
        """Return the pages that have an address of their own, `/<name>/`."""
        ids = {criterion.id for criterion in self.guide.criteria}
        return [
            page
            for name, page in self.pages.items()
            if name not in (*ENGINE_PAGES, *OPTIONAL_PAGES)
            and name not in ids
            and not name.startswith("criteria/")
        ]

    def static_files(self) -> dict[str, Path]:
        """Return the static files by name; the site's own win over the engine's."""
        return {
            path.relative_to(folder).as_posix(): path
            for folder in (ENGINE_STATIC, self.folder / "static")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        }

    def paths(self) -> list[str]:
        """Return the path of every page of the site."""
        return [
            "/",
            *(f"/{name}/" for name in ENGINE_PAGES if name != "home"),
            *(f"/criteria/{criterion.id}/" for criterion in self.guide.criteria),
            *(["/benchmarks/"] if self.has_benchmarks else []),
            *(["/demos/"] if self.has_demos else []),
            *(f"/demos/{demo}/" for demo in demos.IDS if self.has_demos),
            *(f"/{page.name}/" for page in self.own_pages()),
        ]


def claims(guide: Guide) -> Iterator[tuple[Claim, tuple[str | int, ...]]]:
    """Yield every claim of a guide with its place in the data."""
    for index, claim in enumerate(guide.claims):
        yield claim, ("claims", index)
    for number, criterion in enumerate(guide.criteria):
        for index, claim in enumerate(criterion.claims):
            yield claim, ("criteria", number, "claims", index)


def load(folder: Path | str = ".") -> Site:
    """Load a site; raise `Invalid` with the mistakes of all its files."""
    site, mistakes = _read(folder)
    if mistakes or site is None:
        raise Invalid(mistakes)
    return site


def examine(folder: Path | str = ".") -> tuple[Site | None, list[Mistake]]:
    """Return what could be read of a site and all that is wrong with it, sorted by place.

    What is wrong between its parts is looked for in those that could be read, which takes a guide.
    """
    site, mistakes = _read(folder)
    if site is not None:
        unread = {m.file.removeprefix(f"{pages.FOLDER}/").removesuffix(".md") for m in mistakes}
        mistakes += check(site, unread)
    return site, sorted(set(mistakes))


def _read(folder: Path | str) -> tuple[Site | None, list[Mistake]]:
    folder = Path(folder).resolve()
    mistakes: list[Mistake] = []
    guide, document, quoted, wording = None, None, list[Figures](), Phrases()
    try:
        guide, document = criteria.read(folder)
    except Invalid as invalid:
        mistakes += invalid.mistakes
    try:
        wording = phrases.load(folder)
    except Invalid as invalid:
        mistakes += invalid.mistakes
    found, unreadable = pages.read(folder)
    mistakes += unreadable
    names = [a.id for a in guide.alternatives] if guide else []
    try:
        quoted = figures.load(folder, names)
    except Invalid as invalid:
        mistakes += invalid.mistakes
    measured, refused = runs.read_runs(folder / figures.FOLDER, names)
    mistakes += [Mistake(f"{figures.FOLDER}/{r.file}", 1, 1, r.path, r.message) for r in refused]
    if guide is None or document is None:
        return None, mistakes
    return Site(folder, guide, document, found, tuple(quoted), tuple(measured), wording), mistakes


def check(site: Site, unread: Collection[str] = ()) -> Iterator[Mistake]:
    """Yield what is wrong between the parts of a site: links, missing pages, unknown demos.

    `unread` are the names of pages that are there and could not be read. A site without
    `content/` is a site: its pages are made from the guide alone.
    """
    paths, static = set(site.paths()), site.static_files()

    def known(path: str) -> bool:
        if path.startswith("/static/"):
            return path.removeprefix("/static/") in static
        return path in paths or path.strip("/") in unread

    yield from pages.check(site.pages, known)
    if site.pages:
        for criterion in site.guide.criteria:
            if site.criterion_page(criterion.id) is None and not {
                criterion.id,
                f"criteria/{criterion.id}",
            }.intersection(unread):
                file = f"{pages.FOLDER}/criteria/{criterion.id}.md"
                message = f"no page for the criterion '{criterion.id}' (expected: this file)"
                yield Mistake(file, 1, 1, "", message)
    yield from cases.check(site.guide, site.folder)
    ids = {criterion.id for criterion in site.guide.criteria}
    for name, page in site.pages.items():
        folder, _, slug = name.rpartition("/")
        if folder == "criteria" and slug not in ids:
            message = f"no criterion '{slug}' (expected: {', '.join(sorted(ids))})"
            yield Mistake(page.file, 1, 1, "", message)
    for claim, where in claims(site.guide):
        if claim.demo and claim.demo not in demos.IDS:
            expected = ", ".join(demos.IDS)
            message = f"unknown demo '{claim.demo}' (expected: {expected})"
            yield site.document.mistake((*where, "demo"), message)
