"""The commands. Results go to standard output, messages to standard error.

Exit codes: 0 done, 1 the guide or the run failed, 2 the command line was not understood. A command
reads, calls one of the other packages and prints; it computes nothing.
"""

import importlib.metadata

import click

from guide import console
from guide.bench.command import bench
from guide.cli.guides import audit, recommend, schema
from guide.cli.projects import start, try_model
from guide.cli.sites import check, freeze, new, serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(importlib.metadata.version("decision-guide"), message="guide %(version)s")
def main() -> None:
    """Decide between alternatives by a guide that is plain data.

    A site is a folder with criteria.yaml and, if you like, content/ and static/. To begin one:
    guide new DIR.
    """
    console.use_plain()


for command in (audit, bench, check, freeze, new, recommend, schema, serve, start, try_model):
    main.add_command(command)
