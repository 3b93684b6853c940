"""The commands: results go to standard output, messages to standard error.

Exit codes: 0 done, 1 the guide or the run failed, 2 the command line was not understood. A command
reads, calls one of the other packages and prints; it computes nothing.
"""

import errno
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from guide import console


def _asked() -> dict[str, click.Command]:
    from guide.cli.guides import audit, recommend, schema, untold

    return {"audit": audit, "phrases": untold, "recommend": recommend, "schema": schema}


def _made() -> dict[str, click.Command]:
    from guide.cli.projects import start, try_model

    return {"start": start, "try": try_model}


def _of_sites() -> dict[str, click.Command]:
    from guide.cli.sites import check, new, serve

    return {"check": check, "new": new, "serve": serve}


def _written() -> dict[str, click.Command]:
    from guide.cli.freezing import freeze

    return {"freeze": freeze}


def _measured() -> dict[str, click.Command]:
    from guide.bench.command import bench

    return {"bench": bench}


COMMANDS: dict[str, Callable[[], dict[str, click.Command]]] = {
    **dict.fromkeys(("audit", "phrases", "recommend", "schema"), _asked),
    "bench": _measured,
    **dict.fromkeys(("check", "new", "serve"), _of_sites),
    "freeze": _written,
    **dict.fromkeys(("start", "try"), _made),
}


gc.set_threshold(1_000_000)  # a command imports and reads, and nearly all of that stays
# it looks for them in every package that is installed, and a start waits for that
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

UNWRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # what a full disk says


class _Group(click.Group):
    """Imports a command when it is asked for: none waits for what only another one needs."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if _is_gone():
                raise click.ClickException(
                    "the current folder is gone. To fix this: cd to one that is there"
                ) from None
            if error.errno not in UNWRITTEN:
                raise
            place = error.filename or "what is printed"
            console.print_no_more(sys.stdout)
            raise click.ClickException(f"{place} cannot be written: {error.strerror}") from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return COMMANDS[cmd_name]()[cmd_name] if cmd_name in COMMANDS else None


def _is_gone() -> bool:
    """Tell whether the current folder has been removed; then it has no path."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="decision-guide", message="guide %(version)s")
def main() -> None:
    """Decide between alternatives by a guide that is plain data.

    A site is a folder with criteria.yaml and, if you like, content/ and static/. To begin one:
    guide new DIR.
    """
    console.use_plain()


def commands() -> dict[str, click.Command]:
    """Return all commands by name."""
    return {name: load()[name] for name, load in sorted(COMMANDS.items())}
