"""How answers are given on a command line, and what the commands say of them."""

from collections.abc import Sequence
from pathlib import Path

import click

from guide.engine.answers import PREFIX, Answers, read
from guide.engine.model import Guide
from guide.loading import phrases
from guide.telling.english import ENGLISH
from guide.telling.phrases import Phrases


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
