"""What a page becomes: HTML with addresses and slots in it, and whether its links lead anywhere.

Links inside the site are written from its root (`/criteria/auth/#in-flask`); whoever renders a
page hands in what such a path becomes.
"""

import dataclasses
import html
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from guide.loading import remembered
from guide.loading.mistakes import Mistake, place_of
from guide.loading.pages import Page
from guide.loading.tags import AROUND, BESIDE
from guide.loading.targets import Ids, Query, Targets, any_query, no_ids

TOO_DEEP = "nested too deeply (expected: lists and quotes within a few others)"
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

# pages with its parts
ENGINES = ("benchmarks", "compare", "criteria", "demos", "home", "method", "start")

Link = Callable[[str], str]
_H1 = re.compile(r"(</?)h1\b")  # the page's own title, which stands above its text
_RAW = re.compile(r"</|<[a-zA-Z][a-zA-Z0-9-]*[\s/>]")  # a tag that a text may have itself
_SLOT = re.compile(r"<p>\[\[([a-z-]+)\]\]</p>")
# what is meant to begin or to end a block of code
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*$")
# what does begin one: https://python-markdown.github.io/extensions/fenced_code_blocks/
_OPENS = re.compile(r"(`{3,}|~{3,}) *(?:\{.*\}|\.?[\w#.+-]* *(?:hl_lines=(?:\".*\"|'.*') *)?)$")
FENCE = (
    "this begins or ends no block of code (expected: ``` at the start of a line, alone or with the "
    "name of a language, and the same alone after the code)"
)
# what is meant to be a link, and stays text: its halves stand apart, or each in the other's place
_SLIP = re.compile(r"\[[^\[\]\n]+(\] +\(/[^()\s]*\))|\([^()\n]+(\)\[(?:/|https?://)[^\[\]\s]*\])")
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
NO_LINK = "this is no link (expected: [text](/address/), with nothing between the two)"


@dataclasses.dataclass(frozen=True)
class Rendered:
    """A page as HTML. `parts` alternate: HTML, the name of a slot, HTML, … and end with HTML."""

    parts: tuple[str, ...]
    anchors: frozenset[str]
    links: tuple[str, ...]


def render(page: Page, link: Link = str) -> Rendered:
    """Render a page; `link` gets each path inside the site and returns the address to write."""
    made = remembered.converted(*_text(page))
    pieces = list(made.pieces)
    pieces[1::2] = [html.escape(link(target)) for target in pieces[1::2]]
    text = _H1.sub(r"\1h2", "".join(pieces))
    return Rendered(tuple(_SLOT.split(text)), frozenset(made.ids), made.links)


def _text(page: Page) -> tuple[str, tuple[str, ...]]:
    """Return a page's text, and the ids of what stands around it."""
    ours = page.name in ENGINES or page.name.startswith("criteria/")
    return page.body, BESIDE if ours else AROUND


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
    """Yield the links of all pages that are broken or none, and the HTML that is out of place."""
    for page in pages.values():
        if page.path not in there.texts:
            yield Mistake.at(page.file, TOO_DEEP, page.first_line)
            continue
        rendered = render(page)
        yield from _slots(page, rendered)
        yield from _fences(page)
        for written, message in remembered.converted(*_text(page)).refused:
            yield _mistake(page, written, message)
        yield from _unbalanced(page, rendered)
        seen: Counter[str] = Counter()
        for first, second in _SLIP.findall(_CODE.sub("", "".join(rendered.parts))):
            slip = html.unescape(first or second)
            yield _mistake(page, slip, NO_LINK, seen[slip])
            seen[slip] += 1
        for target in rendered.links:
            if message := there.problem(target, page.path):
                yield _mistake(page, target, message, seen[target])
            seen[target] += 1


def _fences(page: Page) -> Iterator[Mistake]:
    """Yield the first line that is meant to begin or to end a block of code, and does not."""
    opened, at = "", 0
    for number, line in enumerate(page.body.split("\n"), page.first_line):
        if opened:
            opened = "" if line.rstrip(" ") == opened else opened
        elif begins := _OPENS.match(line):
            opened, at = begins[1], number
        elif _FENCE.match(line):
            opened, at = line, number
            break
    if opened:
        yield Mistake.at(page.file, FENCE, at)


def _unbalanced(page: Page, rendered: Rendered) -> Iterator[Mistake]:
    if not _RAW.search(page.body):
        return
    from guide.loading import structure  # only here: few pages have tags, and it brings a parser

    for written, nth, message in structure.faults("".join(rendered.parts)):
        shown = written if written in page.body else written.partition(" ")[0]  # other quotes
        yield _mistake(page, shown, message, nth)


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
            line, _ = place_of(page.body, page.body.index(f"[[{slot}]]"))
            message = f"unknown slot '{slot}' (expected: {expected})"
            yield Mistake.at(page.file, message, page.first_line + line - 1)


def _mistake(page: Page, target: str, message: str, nth: int = 0) -> Mistake:
    """Return a mistake at the `nth` place where the page has `target`, most often in a link."""
    written = rf"(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?|=\s*[\"']?)({re.escape(target)})(?=[\s)>\"']|$)"
    places = [found.start(1) for found in re.finditer(written, page.body, re.MULTILINE)]
    places = places or [each.start() for each in re.finditer(re.escape(target), page.body)] or [0]
    line, column = place_of(page.body, places[min(nth, len(places) - 1)])
    return Mistake.at(page.file, message, page.first_line + line - 1, column)
