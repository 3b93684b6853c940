"""The pages: Markdown files with YAML front matter. A file's name is the page's slug."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guide.engine.values import CONTROL
from guide.loading import explaining, folders, textfile, yamlfile
from guide.loading.grammar import CONFLICT, conflicts
from guide.loading.mistakes import Invalid, Mistake
from guide.loading.names import unknown

FOLDER = "content"
KEYS = ("title", "summary")
OTHERS = "starter"  # the folder of what is no page, but text of a project
LIKE_PAGES = (".md", ".markdown", ".mdown", ".mkd", ".md.txt")  # in any case
MAX_PAGES = 2000
MAX_LINE = 4000  # characters; Markdown takes very long over some lines that are longer
RESERVED = ("api", "demo", "healthz", "readyz", "static")  # other addresses of the site
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*")


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


def read(site: Path | str = ".") -> tuple[dict[str, Page], list[Mistake]]:
    """Return the pages of a site whose text can be read, by name, and what is wrong with them."""
    folder = Path(site) / FOLDER
    pages: dict[str, Page] = {}
    mistakes: list[Mistake] = []
    for count, path in enumerate(sorted(_files(Path(site), mistakes))):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if count == MAX_PAGES:
            message = f"more than {MAX_PAGES:,} pages (expected: at most so many)"
            mistakes.append(Mistake.at(FOLDER, message))
            break
        if name.partition("/")[0] in RESERVED:
            message = f"this address is the site's own (expected: not {', '.join(RESERVED)})"
            mistakes.append(Mistake.at(f"{FOLDER}/{name}.md", message))
            continue
        if not _NAME.fullmatch(name):
            message = "the name is not a slug (expected: lower-case letters, digits and hyphens)"
            mistakes.append(Mistake.at(f"{FOLDER}/{name}.md", message))
            continue
        try:
            page, wrong = _scan(textfile.read(path, f"{FOLDER}/{name}.md"), name)
        except Invalid as invalid:
            page, wrong = None, [*invalid.mistakes]
        mistakes += wrong
        if page:
            pages[name] = page
    return pages, mistakes


def _files(site: Path, mistakes: list[Mistake]) -> Iterator[Path]:
    """Yield the files of pages; one that only looks like one is a mistake."""
    for path in folders.files(site, FOLDER, mistakes):
        shown = path.relative_to(site)
        if shown.parts[1] == OTHERS and len(shown.parts) > 2:
            continue
        if path.suffix == ".md":
            yield path
        elif path.name.lower().endswith(LIKE_PAGES):
            message = f"this is no page: its name ends with {path.suffix} (expected: .md)"
            mistakes.append(Mistake.at(shown.as_posix(), message))


def parse(text: str, name: str) -> Page:
    """Make a page of a file's text; raise `Invalid` with every mistake of it."""
    page, mistakes = _scan(text, name)
    if mistakes or page is None:
        raise Invalid(mistakes)
    return page


def _scan(text: str, name: str) -> tuple[Page | None, list[Mistake]]:
    """Return the page of a file's text, and what is wrong with it.

    It is there with its links where only the front matter is wrong, and None where its text is.
    """
    file = f"{FOLDER}/{name}.md"
    if left := [Mistake.at(file, CONFLICT, number) for number in conflicts(text)]:
        return None, left
    lines = text.split("\n")
    end, head, mistakes = _head(lines, file)
    if wrong := list(_unfit(lines, file)):
        return None, mistakes + wrong
    title, summary = (head.get(key) for key in KEYS)
    body = "\n".join(lines[end + 1 :])
    return Page(name, str(title or ""), str(summary or ""), body, end + 2), mistakes


def _head(lines: list[str], file: str) -> tuple[int, dict[str, Any], list[Mistake]]:
    """Return the last line of the front matter, -1 without one, what it says and what is wrong."""
    if lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
        message = "no front matter (expected: title and summary between two lines of ---"
        return -1, {}, [Mistake.at(file, f"{message}{_lacking(lines)})")]
    end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == "---")
    try:
        # an empty first line keeps the line numbers those of the file
        document = yamlfile.parse("\n" + "\n".join(lines[1:end]), file)
    except Invalid as invalid:
        empty = [m for m in invalid.mistakes if "the file is empty" in m.message]
        message = "the front matter is empty (expected: title and summary)"
        return end, {}, [Mistake.at(file, message)] if empty else [*invalid.mistakes]
    mistakes = document.mistakes + list(_front_matter(document))
    return end, document.data if isinstance(document.data, dict) else {}, mistakes


def _lacking(lines: list[str]) -> str:
    """Say which of the two lines is not where it has to be, where there is one of them."""
    if lines[0].rstrip() == "---":
        return "; the second is missing"
    begun = next((line.strip() for line in lines if line.strip()), "")
    return "; the first has to be the first of the file" if begun == "---" else ""


def _unfit(lines: list[str], file: str) -> Iterator[Mistake]:
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            message = f"a line of {len(line):,} characters (expected: at most {MAX_LINE:,})"
            yield Mistake.at(file, message, number)
        if found := re.search(CONTROL, line):
            message = f"the character {found.group()!a} is not allowed (expected: text)"
            yield Mistake.at(file, message, number, found.start() + 1)


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
            message = unknown("key", key, KEYS)
            yield document.mistake((), message, key=key)
