"""What the twins take, as a page shows it: rounded, and put beside each other."""

from collections.abc import Sequence
from typing import NamedTuple

from guide.demos import catalogue, structure
from guide.demos.catalogue import Demo
from guide.demos.recordings import Count
from guide.demos.structure import Package, Size
from guide.demos.twins import SHOWN, twin

ACCOUNTS = "auth"  # the demo whose share of the whole is shown


class Lines(NamedTuple):
    """The lines of code of one twin, by its name."""

    name: str
    lines: int

    @property
    def text(self) -> str:
        """The lines, with commas between thousands."""
        return f"{self.lines:,}"


class Sized(NamedTuple):
    """The size of a demo in each twin."""

    demo: Demo
    sizes: tuple[Size, ...]


class Sizes(NamedTuple):
    """The size of everything in each twin, and who wrote how many lines of it by a command.

    `totals` are the lines of the whole service, `accounts` those that accounts take of them.
    """

    demos: tuple[Sized, ...]
    in_all: tuple[Size, ...]
    totals: tuple[Lines, ...]
    accounts: tuple[Lines, ...]
    generated: tuple[Lines, ...]


class Listed(NamedTuple):
    """A package with its version, and its size in MB."""

    name: str
    megabytes: float


class Taken(NamedTuple):
    """What one twin takes: packages, sizes in MB, and speed kept in percent.

    The times, in ms, have commas between thousands.
    """

    name: str
    packages: int
    megabytes: int
    only_here: int
    only_here_megabytes: int
    imported: str
    answered: str
    memory: int
    mounted: int
    listed: tuple[Listed, ...]


class TakenByDemo(NamedTuple):
    """What one demo takes in one twin; the time, in ms, has commas between thousands."""

    packages: int
    megabytes: int
    imported: str


class DemoNeeds(NamedTuple):
    """What one demo takes in each twin."""

    title: str
    needs: tuple[TakenByDemo, ...]


class Needs(NamedTuple):
    """What each twin takes, in all and by demo, and when that was counted."""

    date: str
    in_all: tuple[Taken, ...]
    demos: tuple[DemoNeeds, ...]


def lines(demo: Demo | None = None) -> tuple[Lines, ...]:
    """Return the lines of code that a demo, or the whole service, has in each twin."""
    return tuple(Lines(each.name, structure.size(each, demo).lines) for each in SHOWN)


def sizes() -> Sizes:
    """Return the sizes of all demos with files."""
    generated = (Lines(each.name, structure.size(each).generated) for each in SHOWN)
    return Sizes(
        demos=tuple(
            Sized(demo, tuple(structure.size(each, demo) for each in SHOWN))
            for demo in catalogue.demos()
            if demo.files
        ),
        in_all=tuple(structure.size(each) for each in SHOWN),
        totals=lines(),
        accounts=lines(catalogue.demo(ACCOUNTS)),
        generated=tuple(each for each in generated if each.lines),
    )


def needs(counts: Sequence[Count]) -> Needs | None:
    """Return what the twins take, as it was counted; None where nothing was."""
    if not counts:
        return None
    return Needs(
        date=counts[0].date,
        in_all=tuple(_taken(count, counts) for count in counts),
        demos=tuple(_by_demo(demo, counts) for demo in catalogue.demos() if demo.files),
    )


def _taken(count: Count, counts: Sequence[Count]) -> Taken:
    theirs = {each.name for other in counts if other != count for each in other.packages}
    own = [package for package in count.packages if package.name not in theirs]
    return Taken(
        name=twin(count.twin).name,
        packages=len(count.packages),
        megabytes=_megabytes(count.packages),
        only_here=len(own),
        only_here_megabytes=_megabytes(own),
        imported=f"{count.start_up.imported:,.0f}",
        answered=f"{count.start_up.answered:,.0f}",
        memory=round(count.start_up.megabytes),
        mounted=round(count.mounting * 100),
        listed=tuple(
            Listed(f"{each.name} {each.version}", round(each.bytes / 1e6, 1))
            for each in count.packages
        ),
    )


def _megabytes(packages: Sequence[Package]) -> int:
    return round(sum(package.bytes for package in packages) / 1e6)


def _by_demo(demo: Demo, counts: Sequence[Count]) -> DemoNeeds:
    found = [need for count in counts for need in count.demos if need.id == demo.id]
    return DemoNeeds(
        demo.title,
        tuple(
            TakenByDemo(need.packages, round(need.bytes / 1e6), f"{need.imported:,.0f}")
            for need in found
        ),
    )
