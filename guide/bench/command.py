"""The command `guide bench`."""

import random
import tempfile
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from guide.bench import count_command as counts
from guide.bench.compare_command import compare
from guide.bench.comparisons import COUNTED, TIMED, Settings
from guide.bench.counted import Database
from guide.bench.options import (
    DATABASES,
    Choices,
    database_option,
    made,
    output_option,
    progress,
    require_packages,
    site_option,
    target,
    threads_option,
    wanted,
    with_option,
    workers_option,
    write,
)
from guide.bench.report import report
from guide.bench.result import Run, ServerName, TestName
from guide.bench.seconds import Seconds
from guide.bench.servers import PACKAGES
from guide.bench.serving_command import serving
from guide.bench.session import Session
from guide.bench.stopping import stopped_once

EPILOG = """\b
How to get a figure that you can trust:
  1. Use a machine that does nothing else, a real one rather than a virtual
     one, on mains power, with the processor's governor set to "performance".
  2. Let it have four cores or more: the load and the servers then get cores
     of their own.
  3. Take the defaults (about two hours), or more blocks. A run with --quick
     only shows that everything works.
  4. Read the noise first: no difference below it means anything. Then run it
     again: a result that you cannot repeat is no result.
  5. Compare ratios. Requests per second from two machines say nothing about
     two frameworks.

Nothing here says how fast your own service will be. The test `predict` spends its time in
a model, as yours does; see how much of the difference is left.
"""


@click.group(
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"max_content_width": 100, "help_option_names": ["-h", "--help"]},
)
@click.option(
    "--tests",
    type=Choices(tuple(dict.fromkeys(TIMED + COUNTED))),
    help=f"Which tests. Default: {','.join(TIMED)}.",
)
@click.option(
    "--server",
    type=click.Choice(["gunicorn", "gevent", "granian"]),
    default="gunicorn",
    show_default=True,
    help="What serves both: gunicorn with its gthread worker, which keeps connections open, "
    "gunicorn with its gevent worker, or granian.",
)
@workers_option
@threads_option
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
    type=Seconds(0.1, 3600),
    help="Length of a block. Default: 5 (with --quick: 0.3).",
)
@click.option(
    "--count",
    is_flag=True,
    help="Count instructions per request instead of timing: exact on a busy machine, too. Needs "
    f"valgrind, and takes some minutes for each environment. Tests: {','.join(COUNTED)}.",
)
@click.option("--quick", is_flag=True, help="About a minute, and rough: to see that it works.")
@with_option
@database_option
@output_option
@site_option
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
    named: tuple[str, ...],
    databases: tuple[Database, ...] | None,
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
        _none_before(context, context.invoked_subcommand)
        return
    if count:
        chosen = databases or DATABASES[:1]
        counts.count(context, tests or COUNTED, named, chosen, output, site)
        return
    if databases:
        raise click.UsageError("--database is for --count and for guide bench serving.")
    if len(named) > 1:
        raise click.UsageError("--with names one environment in timed runs, several with --count.")
    if untimed := set(tests or ()) - set(TIMED):
        raise click.UsageError(f"'{min(untimed)}' is only counted: use --count.")
    asked = wanted(named)
    settings = Settings(
        tests=tests or TIMED,
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
    require_packages(*PACKAGES[server])
    path = target(output, site)
    with stopped_once() as stop_no_more:
        with tempfile.TemporaryDirectory(prefix="guide-bench-") as folder:
            (interpreter,) = made(asked, Path(folder))
            session = Session(settings, interpreter)
            with progress(session.seconds, "Measuring") as bar:
                session.run(Path(folder), bar)
                stop_no_more()
        _finish(session.result(date.today()), path, session)


def _none_before(context: click.Context, command: str) -> None:
    """Refuse options before a command, which has its own and would not see them."""
    for param in context.command.params:
        if context.get_parameter_source(str(param.name)) is ParameterSource.COMMANDLINE:
            raise click.UsageError(
                f"{param.opts[0]} stands before {command}, which has options of its own: "
                f"see guide bench {command} --help."
            )


def _finish(run: Run, path: Path, session: Session) -> None:
    if session.said:
        click.echo(session.said, err=True)
    reason = run.invalid or run.incomplete
    if not (run.rows or run.noise):
        raise click.ClickException(f"{reason}. Nothing was finished, so nothing was written.")
    write(run, path, report(run))
    if reason:
        raise click.ClickException(reason)


for command in (compare, serving):
    bench.add_command(command)
