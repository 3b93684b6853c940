"""What the project gets: the parts that the answers ask for, each with the reason it is there."""

import dataclasses
from collections.abc import Mapping

from guide.engine.answers import answered
from guide.engine.decision import Decision
from guide.engine.features import Feature, Format, Starter
from guide.engine.values import Conditions


@dataclasses.dataclass(frozen=True)
class Chosen:
    """A part of the project: the answers that brought it, or the other parts that did."""

    feature: Feature
    answers: tuple[tuple[str, str], ...]
    brought_by: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Plan:
    """What the project is made of."""

    framework: str
    format: Format
    parts: tuple[Chosen, ...]

    @property
    def on(self) -> frozenset[str]:
        """The names that hold in the marks."""
        return frozenset(
            [self.framework, self.format.id, *(part.feature.id for part in self.parts)]
        )


def plan(
    starter: Starter, decision: Decision, framework: str | None = None, kind: str | None = None
) -> Plan:
    """Plan the project for a decision.

    `framework` and `kind`, a format, are the visitor's choice; `KeyError` if there is no such one.
    Without it the framework is the best that there is a project for.
    """
    given = decision.counted
    asked_for = {
        feature.id: found
        for feature in starter.features
        if (found := _answers(feature.when, given))
        and not any(given.get(name) in options for name, options in feature.unless.items())
    }
    on = list(asked_for)
    for feature_id in on:  # grows while it is walked
        on += [each for each in starter.feature(feature_id).brings if each not in on]
    parts = tuple(
        Chosen(
            feature,
            asked_for.get(feature.id, ()),
            tuple(f.id for f in starter.features if f.id in on and feature.id in f.brings),
        )
        for feature in starter.features
        if feature.id in on
    )
    if framework is None:
        ranked = [standing.id for standing in decision.alternatives]
        framework = min(starter.frameworks, key=ranked.index)
    elif framework not in starter.frameworks:
        raise KeyError(framework)
    default = next((f for f in starter.formats if _answers(f.when, given)), starter.formats[0])
    return Plan(framework, starter.format(kind) if kind else default, parts)


def _answers(
    conditions: tuple[Conditions, ...], given: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return the answers that make the first condition hold that does."""
    for condition in conditions:
        if answered(given, condition):
            return tuple((criterion, given[criterion]) for criterion in condition)
    return ()
