"""The site's own pages that an export need not make again, for nothing that they show has changed.

An export notes in its marker what each of these pages was made from, and what came out. Where the
next one would be made from the same, the file is taken over; one that somebody edited is not.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from guide.export import former
from guide.export.place import MARKER
from guide.web.reading import GLOSSARY
from guide.web.state import State


def sources(state: State, url: str) -> dict[str, str]:
    """Return, by the file of each own page, what changes with anything that the page shows.

    `url` is the address of the export. Every page shows the guide, the frame with the names of all
    own pages, the terms of the glossary and the versions of what it loads; so it is made from all
    files of the site, but of other own pages from their names and titles only.
    """
    own = state.site.own_pages()
    common = hashlib.sha256(former.engine())
    for part in _site(state, {page.file for page in own if page.name != GLOSSARY}):
        common.update(part + b"\0")
    for text in (
        url,
        *state.served.paths,
        *(text for page in own for text in (page.name, page.title)),
    ):
        common.update(_bytes(text))
    found = {}
    for page in own:
        alone = common.copy()
        for text in (page.name, page.summary, page.body):
            alone.update(_bytes(text))
        found[f"{page.name}/index.html"] = alone.hexdigest()
    return found


def take_over(before: Path, made: Path, wanted: Mapping[str, str]) -> None:
    """Copy the files of a former export that are made from what is `wanted`."""
    try:
        noted = (before / MARKER).read_text(encoding="utf-8").splitlines()[1:]
    except (OSError, UnicodeDecodeError):
        return
    for line in noted:
        source, _, rest = line.partition(" ")
        digest, _, name = rest.partition(" ")
        if wanted.get(name) != source:
            continue
        try:
            data = (before / name).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == digest:
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(data)


def note(made: Path, sources: Mapping[str, str]) -> None:
    """Note in the marker of an export what its own pages were made from, and what came out."""
    marker = made / MARKER
    lines = [marker.read_text(encoding="utf-8").splitlines()[0]]
    for name, source in sources.items():
        digest = hashlib.sha256((made / name).read_bytes()).hexdigest()
        lines.append(f"{source} {digest} {name}")
    marker.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _site(state: State, own: set[str]) -> Iterator[bytes]:
    """Yield what is in each file of a site but its own pages: of static files, the version."""
    folder = state.site.folder
    for path in sorted([*folder.glob("*.yaml"), *(folder / "content").rglob("*")]):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in own and former.by_hand(path):
            yield _bytes(name) + path.read_bytes()
    for name in state.static_files.current():
        yield _bytes(name) + _bytes(state.static_files.version(name) or "")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass") + b"\0"
