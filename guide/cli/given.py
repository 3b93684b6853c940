"""How answers are given on a command line, and what the commands say of them."""

from collections.abc import Sequence
from pathlib import Path

import click

from guide.engine.answers import PREFIX, UNKNOWN, Answers, read
from guide.engine.model import Guide
from guide.loading import phrases
from guide.telling.english import ENGLISH
from guide.telling.phrases import Phrases
from guide.telling.problems import told_problems


def given_answers(
    say: Phrases, guide: Guide, answers: Sequence[str], importance: Sequence[str]
) -> Answers:
    """Read the answers of a command line; one that is not understood is an error of usage.

    Where a name is unknown, a last line has those that are known.
    """
    pairs = [_pair(text, "an answer", "option") for text in answers]
    weighed = [_pair(text, "an importance", "N") for text in importance]
    pairs += [(PREFIX + name, value) for name, value in weighed]
    found, problems = read(guide, pairs)
    if problems:
        lines = told_problems(say, problems)
        if any(each.problem == UNKNOWN for each in problems):
            lines.append(", ".join(criterion.id for criterion in guide.criteria))
        raise click.UsageError("\n".join(lines))
    return found


def _pair(text: str, what: str, value_of: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"{text!r} is not {what} (expected: criterion={value_of})")
    return name, value


def phrases_of(site: Path) -> Phrases:
    """Return what a site says; raise `Invalid` with all that is wrong with its own wording."""
    return Phrases(phrases.load(site, ENGLISH))
