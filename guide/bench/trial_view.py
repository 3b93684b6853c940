"""A trial of a model as the page shows it: for each framework its part of a request."""

from collections.abc import Sequence
from typing import NamedTuple

from guide.bench.trial import Service, Trial
from guide.telling.phrases import Phrases


class Part(NamedTuple):
    """One framework: thousandths of a request, and what a worker needs.

    Rates are not shown: they say something only on a machine that did nothing else.
    """

    alternative: str
    model: str
    framework: str
    json: str
    memory: str


class TrialView(NamedTuple):
    """One model in every framework."""

    title: str
    parts: Sequence[Part]
    note: str


def trial_view(say: Phrases, trial: Trial) -> TrialView:
    """Return what the page shows of a trial."""
    return TrialView(
        title=trial.title,
        parts=[_part(say, service) for service in trial.services],
        note=say(
            "tried.note",
            date=say.day(trial.date),
            python=trial.environment.python,
            processor=trial.environment.processor,
            load=f"{trial.environment.load_before:g}",
            noise=f"{trial.noise:.2f}",
        ),
    )


def _part(say: Phrases, service: Service) -> Part:
    return Part(
        alternative=service.alternative,
        model=say("tried.part", n=service.thousandths(service.model_ms)),
        framework=say("tried.part", n=service.thousandths(service.framework_ms)),
        json=say("tried.part", n=service.thousandths(service.json_ms)),
        memory=say("tried.memory", n=f"{service.memory_mb:.0f}"),
    )
