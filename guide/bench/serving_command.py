"""The command `guide bench serving`."""

import random
import tempfile
from datetime import date
from pathlib import Path
from typing import get_args

import click
from click.core import ParameterSource

from guide.bench.comparisons import TIMED
from guide.bench.counted import Database
from guide.bench.options import (
    Choices,
    addresses,
    database_option,
    made,
    output_option,
    progress,
    require_packages,
    site_option,
    target,
    threads_option,
    wanted,
    workers_option,
    write,
)
from guide.bench.result import ServerName, TestName
from guide.bench.seconds import Seconds
from guide.bench.servers import PACKAGES
from guide.bench.serving import Serving, report
from guide.bench.stopping import stopped_once

SERVERS: tuple[ServerName, ...] = get_args(ServerName)
HOW = ("workers", "threads", "connections", "rounds", "seconds")


@click.command()
@click.option("--tests", type=Choices(TIMED), help="Which tests. Default: remote.")
@click.option("--server", "servers", type=Choices(SERVERS), help="Which servers. Default: all.")
@database_option
@click.option("--with", "named", metavar="NAMES", help="One environment, as in guide bench.")
@workers_option
@threads_option
@click.option(
    "--connections",
    type=click.IntRange(1, 512),
    default=64,
    show_default=True,
    help="How many clients ask at the same time.",
)
@click.option(
    "--rounds",
    type=click.IntRange(2, 1000),
    default=4,
    show_default=True,
    help="Blocks of each way.",
)
@click.option(
    "--seconds",
    type=Seconds(0.1, 3600),
    default=4.0,
    show_default=True,
    help="Length of a block.",
)
@output_option
@site_option
@click.pass_context
def serving(
    context: click.Context,
    tests: tuple[TestName, ...] | None,
    servers: tuple[ServerName, ...] | None,
    databases: tuple[Database, ...] | None,
    named: str | None,
    workers: int,
    threads: int,
    connections: int,
    rounds: int,
    seconds: float,
    output: Path | None,
    site: Path,
) -> None:
    """Measure ways to serve: threads, greenlets and ASGI.

    Also the ceiling that each sets. By default the test that waits for another server, in about
    six minutes. Each way has a new server for every block, and one block in each round.
    """
    asked = wanted([named] if named else [])
    tests, servers = tests or ("remote",), servers or SERVERS
    databases = databases or ("sqlite",)
    pool = ["psycopg_pool"] if "postgresql" in databases else []
    require_packages(*(name for server in servers for name in PACKAGES[server]), *pool)
    path = target(output, site, "serving")
    command = f"guide bench serving --tests {','.join(tests)} --server {','.join(servers)}"
    if databases != ("sqlite",):
        command += f" --database {','.join(databases)}"
    if named:
        command += f" --with {named}"
    for name in HOW:
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            command += f" --{name} {context.params[name]:g}"
    with stopped_once() as stop_no_more:
        with (
            tempfile.TemporaryDirectory(prefix="guide-bench-") as folder,
            addresses(databases) as places,
        ):
            (interpreter,) = made(asked, Path(folder))
            session = Serving(
                tests,
                servers,
                places,
                interpreter,
                workers=workers,
                threads=threads,
                connections=connections,
                rounds=rounds,
                seconds=seconds,
                warm_up=min(1.0, seconds),
                seed=random.SystemRandom().randrange(2**31),
                command=command,
            )
            with progress(session.total, "Measuring") as bar:
                session.run(Path(folder), lambda what: bar(1, what))
            stop_no_more()
            run = session.result(date.today())
        if run.ways:
            write(run, path, report(run))
    if run.incomplete:
        raise click.ClickException(run.incomplete)
