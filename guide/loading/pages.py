"""The pages: Markdown files with YAML front matter. A file's name is the page's slug.

Links inside the site are written from its root (`/criteria/auth/#in-flask`); whoever renders a
page hands in what such a path becomes.
"""

import dataclasses
import html
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from guide.engine.values import CONTROL
from guide.loading import explaining, folders, remembered, rendering, yamlfile
from guide.loading.mistakes import Invalid, Mistake
from guide.loading.targets import Ids, Query, Targets, any_query, no_ids

FOLDER = "content"
KEYS = ("title", "summary")
OTHERS = "starter"  # the folder of what is no page, but text of a project
LIKE_PAGES = (".md", ".markdown", ".mdown", ".mkd")  # in any case
MAX_PAGES = 2000
TOO_DEEP = "nested too deeply (expected: lists and quotes within a few others)"
MAX_LINE = 4000  # characters; Markdown takes very long over some lines that are longer
RESERVED = ("api", "demo", "healthz", "readyz", "static")  # other addresses of the site
SLOTS = {
    "benchmarks": (
        "counted",
        "speed-answer",
        "measured-answer",
        "measured-runs",
        "served",
        "tried",
        "measured-summary",
        "article-table",
        "upstream-table",
    ),
    "method": ("audit",),
}

ENGINES = ("benchmarks", "compare", "criteria", "demos", "home", "method")  # pages with its parts

Link = Callable[[str], str]
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")
_SLOT = re.compile(r"<p>\[\[([a-z-]+)\]\]</p>")


@dataclasses.dataclass(frozen=True)
class Page:
    """A page. `name` is its path under `content/` without the ending, `body` its Markdown."""

    name: str
    title: str
    summary: str
    body: str
    first_line: int

    @property
    def path(self) -> str:
        """Where it is in the site."""
        return "/" if self.name == "home" else f"/{self.name}/"

    @property
    def file(self) -> str:
        """The file, as mistakes name it."""
        return f"{FOLDER}/{self.name}.md"


@dataclasses.dataclass(frozen=True)
class Rendered:
    """A page as HTML. `parts` alternate: HTML, the name of a slot, HTML, … and end with HTML."""

    parts: tuple[str, ...]
    anchors: frozenset[str]
    links: tuple[str, ...]


def read(site: Path | str = ".") -> tuple[dict[str, Page], list[Mistake]]:
    """Return the pages of a site that can be read, by name, and what is wrong with the others."""
    folder = Path(site) / FOLDER
    pages: dict[str, Page] = {}
    mistakes: list[Mistake] = []
    for count, path in enumerate(sorted(_files(Path(site), mistakes))):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if count == MAX_PAGES:
            message = f"more than {MAX_PAGES:,} pages (expected: at most so many)"
            mistakes.append(Mistake(FOLDER, 1, 1, "", message))
            break
        if name.partition("/")[0] in RESERVED:
            message = f"this address is the site's own (expected: not {', '.join(RESERVED)})"
            mistakes.append(Mistake(f"{FOLDER}/{name}.md", 1, 1, "", message))
            continue
        if not _NAME.fullmatch(name):
            message = "the name is not a slug (expected: lower-case letters, digits and hyphens)"
            mistakes.append(Mistake(f"{FOLDER}/{name}.md", 1, 1, "", message))
            continue
        try:
            pages[name] = parse(yamlfile.read_text(path, f"{FOLDER}/{name}.md"), name)
        except Invalid as invalid:
            mistakes += invalid.mistakes
    return pages, mistakes


def _files(site: Path, mistakes: list[Mistake]) -> Iterator[Path]:
    """Yield the files of pages; one that only looks like one is a mistake."""
    for path in folders.files(site, FOLDER, mistakes):
        shown = path.relative_to(site)
        if shown.parts[1] == OTHERS and len(shown.parts) > 2:
            continue
        if path.suffix == ".md":
            yield path
        elif path.suffix.lower() in LIKE_PAGES:
            message = f"this is no page: its name ends with {path.suffix} (expected: .md)"
            mistakes.append(Mistake(shown.as_posix(), 1, 1, "", message))


def parse(text: str, name: str) -> Page:
    """Make a page of a file's text; raise `Invalid` with every mistake of its front matter."""
    file = f"{FOLDER}/{name}.md"
    lines = text.split("\n")
    if lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
        message = "no front matter (expected: title and summary between two lines of ---)"
        raise Invalid([Mistake(file, 1, 1, "", message)])
    end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    try:
        # an empty first line keeps the line numbers those of the file
        document = yamlfile.parse("\n" + "\n".join(lines[1:end]), file)
    except Invalid as invalid:
        empty = [m for m in invalid.mistakes if "the file is empty" in m.message]
        message = "the front matter is empty (expected: title and summary)"
        raise (Invalid([Mistake(file, 1, 1, "", message)]) if empty else invalid) from None
    mistakes = document.mistakes + list(_front_matter(document))
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            message = f"a line of {len(line):,} characters (expected: at most {MAX_LINE:,})"
            mistakes.append(Mistake(file, number, 1, "", message))
        if found := re.search(CONTROL, line):
            message = f"the character {found.group()!a} is not allowed (expected: text)"
            mistakes.append(Mistake(file, number, found.start() + 1, "", message))
    if mistakes:
        raise Invalid(mistakes)
    body = "\n".join(lines[end + 1 :])
    return Page(name, document.data["title"], document.data["summary"], body, end + 2)


def _front_matter(document: yamlfile.Document) -> Iterator[Mistake]:
    if not isinstance(document.data, dict):
        yield document.mistake((), f"expected: a mapping with {' and '.join(KEYS)}")
        return
    for key in KEYS:
        value = document.data.get(key)
        if key not in document.data:
            yield document.mistake((), f"missing key '{key}'")
        elif not isinstance(value, str):
            yield document.mistake((key,), explaining.no_text(value))
        elif not value.strip():
            yield document.mistake((key,), f"got {value!r} (expected: text that is not blank)")
        elif re.search(CONTROL, value):
            message = f"got {value!a} (expected: text without control characters)"
            yield document.mistake((key,), message)
    for key in document.data:
        if key not in KEYS:
            message = f"unknown key '{key}' (expected: {', '.join(sorted(KEYS))})"
            yield document.mistake((), message, key=key)


def render(page: Page, link: Link = str) -> Rendered:
    """Render a page; `link` gets each path inside the site and returns the address to write."""
    made = remembered.converted(*_text(page))
    pieces = list(made.pieces)
    pieces[1::2] = [html.escape(link(target)) for target in pieces[1::2]]
    return Rendered(tuple(_SLOT.split("".join(pieces))), frozenset(made.ids), made.links)


def _text(page: Page) -> tuple[str, tuple[str, ...]]:
    """Return a page's text, and the ids of what stands around it."""
    ours = page.name in ENGINES or page.name.startswith("criteria/")
    return page.body, rendering.BESIDE if ours else rendering.AROUND


def keep(site: Path, pages: Iterable[Page]) -> None:
    """Keep what was made of the pages of a site for the next run."""
    remembered.keep(site, map(_text, pages))


def _anchors(page: Page) -> frozenset[str] | None:
    """Return the ids in a page's text, None where it cannot be rendered."""
    try:
        return render(page).anchors
    except RecursionError:
        return None


def targets(
    pages: dict[str, Page],
    known: Callable[[str], bool],
    ids: Ids = no_ids,
    query: Query = any_query,
    paths: Collection[str] = (),
) -> Targets:
    """Return what links may lead to in a site with these pages; the rest is as in `Targets`."""
    remembered.make(map(_text, pages.values()))
    made = {page.path: (page.file, _anchors(page)) for page in pages.values()}
    texts = {path: (file, there) for path, (file, there) in made.items() if there is not None}
    return Targets(known, texts, ids, query, paths)


def check(pages: dict[str, Page], there: Targets) -> Iterator[Mistake]:
    """Yield the broken links of all pages, and the HTML in them that may not be there."""
    for page in pages.values():
        if page.path not in there.texts:
            yield Mistake(page.file, page.first_line, 1, "", TOO_DEEP)
            continue
        rendered = render(page)
        yield from _slots(page, rendered)
        for written, message in remembered.converted(*_text(page)).refused:
            yield _mistake(page, written, message)
        seen: Counter[str] = Counter()
        for target in rendered.links:
            if message := there.problem(target, page.path):
                yield _mistake(page, target, message, seen[target])
            seen[target] += 1


def places(page: Page) -> Iterator[tuple[str, Mistake]]:
    """Yield each link of a page with a mistake, still without words, at its place."""
    seen = Counter[str]()
    try:
        links = render(page).links
    except RecursionError:
        return
    for target in links:
        yield target, _mistake(page, target, "", seen[target])
        seen[target] += 1


def _slots(page: Page, rendered: Rendered) -> Iterator[Mistake]:
    for slot in rendered.parts[1::2]:
        known = SLOTS.get(page.name, ())
        if slot not in known:
            expected = ", ".join(known) or "none on this page"
            at = page.first_line + page.body[: page.body.index(f"[[{slot}]]")].count("\n")
            yield Mistake(page.file, at, 1, "", f"unknown slot '{slot}' (expected: {expected})")


def _mistake(page: Page, target: str, message: str, nth: int = 0) -> Mistake:
    """Return a mistake at the `nth` place where the page has `target`, most often in a link."""
    written = rf"(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?|=\s*[\"']?)({re.escape(target)})(?=[\s)>\"']|$)"
    places = [found.start(1) for found in re.finditer(written, page.body, re.MULTILINE)]
    places = places or [max(page.body.find(target), 0)]
    offset = places[min(nth, len(places) - 1)]
    before = page.body[:offset]
    line = page.first_line + before.count("\n")
    return Mistake(page.file, line, offset - before.rfind("\n"), "", message)
