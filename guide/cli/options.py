"""What the commands share: the options of a site and an address, and how mistakes are told."""

import datetime
import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from guide.loading import CRITERIA, addresses
from guide.loading.mistakes import Invalid

MOST_SHOWN = 500  # mistakes of one run


def site_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --site, and turn a guide's mistakes into lines and exit code 1."""

    @functools.wraps(command)
    def wrapped(site: Path, **values: Any) -> Any:
        if not os.path.lexists(site / CRITERIA) and not _misnamed(site):
            raise click.ClickException(
                f"{site.resolve()} has no {CRITERIA}. To fix this: name a guide's folder with "
                "--site DIR, or begin one with guide new DIR"
            )
        try:
            return command(site, **values)
        except Invalid as invalid:
            fail(invalid.mistakes, err=True)

    option = click.option(
        "--site",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        default=".",
        show_default="the current folder",
        envvar="GUIDE_SITE",
        show_envvar=True,
        help="The folder with criteria.yaml.",
    )
    return option(wrapped)


def spare_site_option(why: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add a --site that is not read, so that every command takes one; `why` says what goes on."""
    says = f"Accepted, but not needed: {why}"
    return click.option("--site", metavar="DIR", expose_value=False, help=says)


def _misnamed(site: Path) -> bool:
    """Tell whether a folder is a guide's with a file named almost so: then the mistakes say it."""
    from guide.loading.unread import not_read  # only here: it brings what reads a whole site

    return any(not_read(site))


def url_option(says: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --url, the absolute address of a site, and refuse what is none."""

    def checked(context: click.Context, parameter: click.Parameter, url: str) -> str:
        if problem := addresses.problem(url):
            raise click.BadParameter(f"got {problem}")
        return url

    return click.option(
        "--url",
        metavar="URL",
        default="",
        envvar="GUIDE_URL",
        show_envvar=True,
        callback=checked,
        help=says,
    )


def fail(mistakes: Sequence[object], *, err: bool) -> NoReturn:
    """Print a line for each of the first mistakes, and end with exit code 1."""
    for mistake in mistakes[:MOST_SHOWN]:
        click.echo(str(mistake), err=err)
    if len(mistakes) > MOST_SHOWN:
        click.echo(f"and {len(mistakes) - MOST_SHOWN:,} more", err=err)
    sys.exit(1)


def today() -> datetime.date:
    """Return the day in UTC."""
    return datetime.datetime.now(datetime.UTC).date()
