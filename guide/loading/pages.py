"""The pages: Markdown files with YAML front matter. A file's name is the page's slug.

Links inside the site are written from its root (`/criteria/auth/#in-flask`); whoever renders a
page hands in what such a path becomes.
"""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from guide.engine.model import CONTROL
from guide.loading import folders, yamlfile
from guide.loading.yamlfile import Invalid, Mistake

FOLDER = "content"
KEYS = ("title", "summary")
OTHERS = "starter"  # the folder of what is no page, but text of a project
LIKE_PAGES = (".md", ".markdown", ".mdown", ".mkd")  # in any case
MAX_PAGES = 2000
MAX_LINE = 4000  # characters; Markdown takes very long over some lines that are longer
RESERVED = ("api", "demo", "healthz", "readyz", "static")  # other addresses of the site
SLOTS = {
    "benchmarks": (
        "counted",
        "measured-answer",
        "measured-runs",
        "tried",
        "measured-summary",
        "article-table",
        "upstream-table",
    ),
    "method": ("audit",),
}

Link = Callable[[str], str]
_EXTENSIONS = ["tables", "fenced_code", "def_list", "toc", "codehilite", "sane_lists"]
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
            message = f"too many pages (expected: at most {MAX_PAGES})"
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
        elif not isinstance(value, str) or not value.strip():
            yield document.mistake((key,), f"got {value!r} (expected: text)")
        elif re.search(CONTROL, value):
            message = f"got {value!a} (expected: text without control characters)"
            yield document.mistake((key,), message)
    for key in document.data:
        if key not in KEYS:
            message = f"unknown key '{key}' (expected: {', '.join(sorted(KEYS))})"
            yield document.mistake((), message, key=key)


class _Links(Treeprocessor):
    """Notes every link and image, hands those inside the site to `link`, closes tables in."""

    def __init__(self, md: markdown.Markdown, link: Link) -> None:
        super().__init__(md)
        self.link = link
        self.found: list[str] = []

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is not None:
                    self.found.append(target)
                    if target.startswith("/"):
                        element.set(attribute, self.link(target))
            for index, child in enumerate(list(element)):
                if child.tag == "table":  # a wide table scrolls in its own box, also by keyboard
                    box = Element("div", {"class": "scroll", "tabindex": "0", "role": "group"})
                    box.set("aria-label", "Table")
                    box.append(child)
                    box.tail, child.tail = child.tail, None
                    element[index] = box


class _LinksExtension(Extension):
    def __init__(self, link: Link) -> None:
        super().__init__()
        self.link = link
        self.processor: _Links | None = None

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's name
        self.processor = _Links(md, self.link)
        md.treeprocessors.register(self.processor, "guide-links", 0)


def render(page: Page, link: Link = str) -> Rendered:
    """Render a page; `link` gets each path inside the site and returns the address to write."""
    links = _LinksExtension(link)
    configs: dict[str, dict[str, Any]] = {"codehilite": {"guess_lang": False}}
    md = markdown.Markdown(extensions=[*_EXTENSIONS, links], extension_configs=configs)
    html = md.convert(page.body)
    anchors = frozenset(re.findall(r'<h[1-6] id="([^"]+)"', html))
    found = tuple(links.processor.found) if links.processor else ()
    # code that scrolls can be reached by keyboard
    html = html.replace(
        '<div class="codehilite"><pre>', '<div class="codehilite"><pre tabindex="0">'
    )
    return Rendered(tuple(_SLOT.split(html)), anchors, found)


def _rendered(page: Page) -> Rendered | Mistake:
    try:
        return render(page)
    except RecursionError:
        return Mistake(page.file, page.first_line, 1, "", "nested too deeply")


def check(pages: dict[str, Page], known: Callable[[str], bool]) -> Iterator[Mistake]:
    """Yield the broken links of all pages; `known` says whether a path of the site exists.

    A fragment is looked for among the headings of the page that it names.
    """
    made = {name: _rendered(page) for name, page in pages.items()}
    yield from (found for found in made.values() if isinstance(found, Mistake))
    rendered = {name: found for name, found in made.items() if isinstance(found, Rendered)}
    pages = {name: pages[name] for name in rendered}
    by_path = {f"/{name}/": name for name in pages} | {"/": "home"}
    for name, page in pages.items():
        yield from _slots(page, rendered[name])
        seen: Counter[str] = Counter()
        for target in rendered[name].links:
            path, _, fragment = target.partition("#")
            path, expected = path.partition("?")[0], None
            seen[target] += 1
            if re.match(r"(https?://|mailto:)", target):
                continue
            if path and not path.startswith("/"):
                expected = "a path from the site's root, such as /compare/, or https://…"
            elif path and not known(path):
                static = path.startswith("/static/")
                expected = "a file of static/" if static else "a page of this site"
            else:
                at = by_path.get(path) if path else name
                if fragment and at in rendered and fragment not in rendered[at].anchors:
                    expected = f"a heading of {pages[at].file}"
            if expected:
                message = f"broken link '{target}' (expected: {expected})"
                yield _mistake(page, target, message, seen[target] - 1)


def places(page: Page) -> Iterator[tuple[str, Mistake]]:
    """Yield each link of a page with a mistake, still without words, at its place."""
    rendered, seen = _rendered(page), Counter[str]()
    if isinstance(rendered, Mistake):
        return
    for target in rendered.links:
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
    """Return a mistake at the `nth` place where the page links to `target`."""
    written = rf"(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?)({re.escape(target)})(?=[\s)>\"']|$)"
    places = [found.start(1) for found in re.finditer(written, page.body, re.MULTILINE)]
    offset = places[min(nth, len(places) - 1)] if places else 0
    before = page.body[:offset]
    line = page.first_line + before.count("\n")
    return Mistake(page.file, line, offset - before.rfind("\n"), "", message)
