"""What the commands share: lists as options, environments, where the result goes, what it needs."""

import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import get_args

import click

from guide.bench import interpreters, postgres, runs
from guide.bench.comparisons import RIGHT
from guide.bench.counted import Database
from guide.bench.environment import cores, processor
from guide.bench.interpreters import OURS, Interpreter, InterpreterError
from guide.bench.runs import AnyRun
from guide.demos import twins
from guide.demos.processes import ProcessError

OWN = ("onnxruntime", "skops")  # of a kind of model, and named so themselves: in no extra of ours
DATABASES: tuple[Database, ...] = get_args(Database)


class Choices(click.ParamType[tuple[str, ...] | tuple[int, ...]]):
    """A list such as json,predict or 1,8: each once, in the order given."""

    name = "list"

    def __init__(self, names: tuple[str, ...] = (), most: int = 0) -> None:
        """Take names, or whole numbers from 1 to `most`."""
        self.names, self.most = names, most

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...] | tuple[int, ...]:
        parts = [part.strip() for part in str(value).split(",")]
        expected = ", ".join(self.names) or f"whole numbers from 1 to {self.most}"
        for part in parts:
            known = part in self.names or (part.isdecimal() and 1 <= int(part) <= self.most)
            if not known:
                self.fail(f"'{part}' is not one of: {expected}.", param, ctx)
        if len(set(parts)) < len(parts):
            self.fail("each at most once.", param, ctx)
        return tuple(parts) if self.names else tuple(int(part) for part in parts)


with_option = click.option(
    "--with",
    "named",
    multiple=True,
    metavar="NAMES",
    help=f"An environment by its versions, such as python3.13,{RIGHT.id}6.1: made from pins, and "
    "kept in ~/.cache/decision-guide/environments. With --count it may be repeated.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes of a server.",
)
threads_option = click.option(
    "--threads",
    type=click.IntRange(1, 256),
    default=4,
    show_default=True,
    help="Threads of a process.",
)
database_option = click.option(
    "--database",
    "databases",
    type=Choices(DATABASES),
    help="What complete reads: sqlite, postgresql, or both with a comma. Default: sqlite.",
)
output_option = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file for the result. Default: a new one in content/benchmarks/ of the site.",
)
site_option = click.option(
    "--site",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    default=".",
    show_default="the current folder",
    envvar="GUIDE_SITE",
    show_envvar=True,
    help="The site's folder.",
)


def wanted(named: Sequence[str]) -> list[interpreters.Wanted]:
    """Read the names of environments; refuse one that cannot be had before anything starts."""
    try:
        return [interpreters.read(name) for name in dict.fromkeys(named)]
    except InterpreterError as error:
        raise click.BadParameter(str(error), param_hint="--with") from None


def made(asked: Sequence[interpreters.Wanted], folder: Path) -> tuple[Interpreter, ...]:
    """Return the environments, or our own where none is asked for."""
    found = []
    try:
        for each in asked:
            interpreters.python_of(each.python)
        for each in asked:
            click.echo(f"{each.name}: in {interpreters.cache_folder()}", err=True)
            found.append(interpreters.made(each, folder))
    except InterpreterError as error:
        raise click.ClickException(str(error)) from None
    return tuple(found) or (OURS,)


@contextmanager
def addresses(databases: Sequence[Database]) -> Iterator[dict[Database, str]]:
    """Start what databases need, and yield the address of each; empty for SQLite."""
    if "postgresql" not in databases:
        yield dict.fromkeys(databases, "")
        return
    try:
        with postgres.serving() as address:
            yield {name: address if name == "postgresql" else "" for name in databases}
    except ProcessError as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def progress(length: float, label: str) -> Iterator[Callable[[float, str], None]]:
    """Show how far a run is, on standard error."""
    with click.progressbar(
        length=round(length), label=label, file=sys.stderr, item_show_func=lambda item: item
    ) as bar:
        yield lambda done, what: bar.update(round(done), what)


def target(output: Path | None, site: Path, kind: str = "run") -> Path:
    """Return where to write; refuse before, not after, an hour of measuring."""
    if not output:
        if not (site / runs.FOLDER).is_dir():  # in a guide about other things a run is a mistake
            raise click.UsageError(
                f"{site} shows no runs: it has no {runs.FOLDER}/. "
                "Name a site that does with --site, or a file with --output."
            )
        machine = f"{processor()}-{len(cores())}-cores"
        output = runs.default_output(site, date.today(), machine, kind)
    check_new(output)
    return output


def check_new(file: Path) -> None:
    """Refuse a file that is there, or that cannot be written."""
    try:
        if file.exists():
            raise click.UsageError(f"{file} exists already. Name a new file.")
        if not file.parent.is_dir():
            raise click.UsageError(f"There is no folder {file.parent}.")
        runs.check_writable(file)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}") from None


def write(run: AnyRun, path: Path, told: str) -> None:
    """Write a run and print what is `told` of it: also where it cannot be written, then as all."""
    try:
        runs.write_run(run, path)
    except OSError as error:
        click.echo(told, nl=False)
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
    click.echo(told, nl=False)
    click.echo(f"Written to {path}", err=True)


def require_packages(*servers: str) -> None:
    """Refuse to begin without what the twins and these packages are."""
    require(*twins.needed(twins.TWINS), *servers)


def require(*modules: str) -> None:
    """Refuse to begin without these."""
    absent = [each for each in modules if not importlib.util.find_spec(each)]
    if absent:
        package = absent[0] if absent[0] in OWN else "'.[demos,bench]'"
        raise click.ClickException(
            f"The package that holds '{absent[0]}' is missing. To fix this: pip install {package}"
        )
