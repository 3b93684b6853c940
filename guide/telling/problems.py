"""What a link or a request said that was not understood, in sentences."""

from collections.abc import Sequence

from guide.engine.answers import Problem
from guide.telling.phrases import Phrases

MOST = 20  # that are told


def told_problems(say: Phrases, problems: Sequence[Problem]) -> list[str]:
    """Say what was not understood, part by part, as far as there is room."""
    said = []
    for it in problems[:MOST]:
        told = say(f"problem.{it.problem.replace(' ', '-')}", expected=it.expected)
        said.append(f"{it.name}={it.value}: {told}" if it.name or it.value else told)
    return said
