"""What `guide bench --count` does."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from guide.bench.callgrind import CountError, version
from guide.bench.comparisons import COUNTED
from guide.bench.counted import Database
from guide.bench.counting import Counting, report
from guide.bench.options import addresses, made, progress, require_packages, target, wanted, write
from guide.bench.result import TestName
from guide.bench.stopping import stopped_once

TIMED = ("server", "workers", "threads", "connections", "blocks", "seconds", "quick")


def count(
    context: click.Context,
    tests: tuple[TestName, ...],
    named: Sequence[str],
    databases: tuple[Database, ...],
    output: Path | None,
    site: Path,
) -> None:
    """Count instead of timing: what says how to time has no meaning then."""
    for name in TIMED:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name} is for timed runs, and --count counts.")
    if unknown := set(tests) - set(COUNTED):
        raise click.UsageError(
            f"'{min(unknown)}' cannot be counted (expected: {', '.join(COUNTED)})."
        )
    asked = wanted(named)
    require_packages()
    try:
        version()
    except CountError as error:
        raise click.ClickException(f"{error}.") from None
    path = target(output, site, "counts")
    command = ["guide bench --count --tests", ",".join(tests)]
    command += [f"--with {name}" for name in named]
    if databases != ("sqlite",):
        command.append(f"--database {','.join(databases)}")
    with stopped_once() as stop_no_more:
        with (
            tempfile.TemporaryDirectory(prefix="guide-bench-") as folder,
            addresses(databases) as places,
        ):
            counting = Counting(
                tests,
                interpreters=made(asked, Path(folder)),
                databases=places,
                command=" ".join(command),
            )
            with progress(counting.counts, "Counting") as bar:
                counting.run(Path(folder), lambda what: bar(1, what))
            stop_no_more()
            run = counting.result(date.today())
        if run.rows:
            write(run, path, report(run))
    if run.incomplete:
        raise click.ClickException(run.incomplete)
