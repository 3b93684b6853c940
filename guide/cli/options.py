"""What the commands share: the options of a site and an address, and how answers are given."""

import datetime
import functools
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from guide.engine.answers import PREFIX, Answers, read
from guide.engine.model import Guide
from guide.loading import criteria, phrases
from guide.loading.mistakes import Invalid
from guide.telling.english import ENGLISH
from guide.telling.phrases import Phrases

MOST_SHOWN = 500  # mistakes of one run


def site_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --site, and turn a guide's mistakes into lines and exit code 1."""

    @functools.wraps(command)
    def wrapped(site: Path, **values: Any) -> Any:
        if not os.path.lexists(site / criteria.FILE):
            raise click.ClickException(
                f"{site.resolve()} has no {criteria.FILE}. To fix this: name a guide's folder with "
                "--site DIR, or begin one with guide new DIR"
            )
        try:
            return command(site, **values)
        except Invalid as invalid:
            fail(invalid.mistakes, err=True)

    option = click.option(
        "--site",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        show_default="the current folder",
        envvar="GUIDE_SITE",
        help="The folder with criteria.yaml.",
    )
    return option(wrapped)


def url_option(says: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --url, the absolute address of a site, and refuse what is none."""

    def checked(context: click.Context, parameter: click.Parameter, url: str) -> str:
        from guide.web import addresses

        if problem := addresses.problem(url):
            raise click.BadParameter(f"got {problem}")
        return url

    return click.option("--url", default="", envvar="GUIDE_URL", callback=checked, help=says)


def fail(mistakes: Sequence[object], *, err: bool) -> NoReturn:
    for mistake in mistakes[:MOST_SHOWN]:
        click.echo(str(mistake), err=err)
    if len(mistakes) > MOST_SHOWN:
        click.echo(f"and {len(mistakes) - MOST_SHOWN:,} more", err=err)
    sys.exit(1)


def given_answers(guide: Guide, answers: Sequence[str], importance: Sequence[str]) -> Answers:
    """Read the answers of a command line; one that is not understood is an error of usage."""
    pairs = [_pair(text) for text in answers]
    pairs += [(PREFIX + name, value) for name, value in map(_pair, importance)]
    found, problems = read(guide, pairs)
    if problems:
        lines = [
            f"{p.name}={p.value}: {p.problem} (expected: {p.expected}"
            f"{': ' + ', '.join(_ids(guide)) if p.problem == 'unknown name' else ''})"
            for p in problems
        ]
        raise click.UsageError("\n".join(lines))
    return found


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"{text!r} is not an answer (expected: criterion=option)")
    return name, value


def _ids(guide: Guide) -> list[str]:
    return [criterion.id for criterion in guide.criteria]


def phrases_of(site: Path) -> Phrases:
    return Phrases(phrases.load(site, ENGLISH))


def today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
