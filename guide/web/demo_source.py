"""The source of a demo as its page shows it: file by file, what the demo uses and the rest."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from guide.demos import charged, structure
from guide.demos.catalogue import Demo
from guide.demos.twins import SHOWN, Twin
from guide.web import excerpts
from guide.web.excerpts import Excerpt


class Source(NamedTuple):
    """A file of a demo: what the demo uses of it, and the rest, if there is any.

    Each twin that has it has a column, but for one that is the `same` in all: that has one for all.
    `missing` are the names of the twins without it; `routes` tells that it is a table of routes,
    `beside` that it is shown for a line in it, and not counted.
    """

    name: str
    same: bool
    missing: tuple[str, ...]
    routes: bool
    beside: bool
    used: Excerpt
    rest: Excerpt | None

    @property
    def single(self) -> bool:
        """Whether it has one column."""
        return len(self.used.counts) == 1


class Borrowed(NamedTuple):
    """What a demo uses of a twin's files that are not its own, by their names."""

    twin: Twin
    files: tuple[str, ...]


@cache
def sources(demo: Demo) -> tuple[Source, ...]:
    """Return the files of a demo, from those that are running."""
    if not demo.files:
        return ()
    names = dict.fromkeys(
        path.relative_to(twin.folder).as_posix()
        for twin in SHOWN
        for path in structure.files(twin, demo)
    )
    if any(charged.routes(twin, demo) for twin in SHOWN):
        names |= {charged.ROUTES: None}
    names |= dict.fromkeys(demo.beside)
    return tuple(_source(name, demo) for name in names)


@cache
def borrowed(demo: Demo) -> tuple[Borrowed, ...]:
    """Return what a demo uses in each twin of files that are not its own."""
    found = (Borrowed(twin, tuple(charged.borrowed(_modules(twin, demo), demo))) for twin in SHOWN)
    return tuple(each for each in found if each.files)


def _modules(twin: Twin, demo: Demo) -> list[Path]:
    return [path for path in structure.files(twin, demo) if path.suffix == ".py"]


def _source(name: str, demo: Demo) -> Source:
    having = [twin for twin in SHOWN if (twin.folder / name).exists()]
    same = structure.is_same(having[0], having[0].folder / name)
    columns = [excerpts.column(twin, name, demo) for twin in (having[:1] if same else having)]
    rows = excerpts.rows(["\n".join(column.text) for column in columns], name)
    rest = excerpts.excerpt(columns, rows, [column.full - column.used for column in columns])
    return Source(
        name,
        same,
        tuple(twin.name for twin in SHOWN if twin not in having),
        name == charged.ROUTES,
        name in demo.beside,
        excerpts.excerpt(columns, rows, [column.used for column in columns]),
        rest if rest.rows else None,
    )
