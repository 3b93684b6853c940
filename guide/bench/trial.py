"""What a request to somebody's own model costs, served as the starter project serves it."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from guide.bench.checks import same
from guide.bench.result import Count, Environment, Exact, Name, Positive, Share, Text

QUEUE_FROM = 2000.0  # ms of the model: longer than a person or a proxy likes to wait
LIMIT_FROM = 50.0  # ms of the model: here the model is nearly all of a request
HELPED = 1.3  # times the requests with more threads
LARGE = 1000.0  # MB of a worker, so that each further one is dear


class Rate(Exact):
    """Requests per second of one worker with some threads."""

    threads: Count
    requests_per_second: Positive


class Service(Exact):
    """One framework. Times are the processor’s for one request, in milliseconds."""

    alternative: Name
    name: Text
    request_ms: Positive
    model_ms: Positive
    json_ms: Positive
    framework_ms: Share  # what is left of the request
    memory_mb: Positive  # the most that a process with the model has taken
    rates: Annotated[list[Rate], Field(max_length=10)]

    def thousandths(self, part: float) -> int:
        """Return a part of the request in thousandths."""
        return round(1000 * part / self.request_ms)

    @model_validator(mode="after")
    def _follows(self) -> Self:
        rest = max(0.0, self.request_ms - self.model_ms - self.json_ms)
        if abs(rest - self.framework_ms) > 1e-3 * self.request_ms:
            same("framework_ms", self.framework_ms, rest)
        return self


class Trial(Exact):
    """One model, tried in every framework."""

    kind: Literal["tried"] = "tried"
    version: Literal[1] = 1
    title: Text
    date: date
    file: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    format: Text
    environment: Environment
    services: Annotated[list[Service], Field(min_length=1, max_length=10)]

    @property
    def alternatives(self) -> set[str]:
        """The ids of what is compared."""
        return {each.alternative for each in self.services}

    @property
    def noise(self) -> float:
        """How many times as long the same model took in one service as in another, 1 or above."""
        times = [each.model_ms for each in self.services]
        return max(times) / min(times)


def report(trial: Trial) -> str:
    """Return a trial as plain text that fits one screen."""
    heads = "".join(f"{each.name:>18}" for each in trial.services)
    lines = [
        f"{trial.title} ({trial.format}), SHA-256 {trial.sha256[:16]}…",
        f"{trial.environment.python}, load {trial.environment.load_before:g}",
        "",
        f"{'':<28}{heads}",
        _line("one request, ms", [f"{each.request_ms:.3g}" for each in trial.services]),
    ]
    for label, name in (("model", "model_ms"), ("framework", "framework_ms"), ("JSON", "json_ms")):
        cells = []
        for each in trial.services:
            part = getattr(each, name)
            cells.append(f"{part:.3g} ({each.thousandths(part) / 10:.1f} %)")
        lines.append(_line(f"  {label}", cells))
    lines.append(_line("memory of a worker, MB", [f"{s.memory_mb:.0f}" for s in trial.services]))
    for count in sorted({rate.threads for each in trial.services for rate in each.rates}):
        threads = f"{count} thread{'s' if count > 1 else ''}"
        found = [{r.threads: r.requests_per_second for r in each.rates} for each in trial.services]
        cells = [f"{rates[count]:,.0f}/s" if count in rates else "–" for rates in found]
        lines.append(_line(f"one worker, {threads}", cells))
    lines += ["", *advice(trial), ""]
    lines.append("Processor time of one request, the fastest tenth; shares hold better than rates.")
    if len(trial.services) > 1:
        lines.append(
            f"The same model took {trial.noise:.2f} times as long in one project as in another:"
        )
        lines.append(
            "a smaller difference of the frameworks is noise; try again to believe a larger one."
        )
    return "\n".join(lines) + "\n"


def _line(label: str, cells: list[str]) -> str:
    return f"{label:<28}" + "".join(f"{cell:>18}" for cell in cells)


def advice(trial: Trial) -> list[str]:
    """Say what the figures mean: the framework's part, threads, a queue, a model server."""
    said = [
        "Of this request the framework is "
        + ", ".join(
            f"{each.thousandths(each.framework_ms)} thousandths in {each.name}"
            for each in trial.services
        )
        + "."
    ]
    model = min(each.model_ms for each in trial.services)
    if model >= QUEUE_FROM:
        said.append("A queue pays: take the request, answer 202, and let a worker do it.")
    elif model >= LIMIT_FROM:
        said.append("Answer within the request, and let few predictions run at once.")
    else:
        said.append("Answer within the request: a queue would cost more than the model.")
    said += _threads([service.rates for service in trial.services if service.rates])
    memory = max(each.memory_mb for each in trial.services)
    if memory >= LARGE:
        said.append(
            f"A model server pays: each worker would hold the model again, {memory:,.0f} MB."
        )
    else:
        said.append(f"A model server is not needed for memory: a worker takes {memory:,.0f} MB.")
    return said


def _threads(measured: list[list[Rate]]) -> list[str]:
    """Say whether threads help; nothing where no rates were measured."""
    if not measured:
        return []
    gained, threads = max(
        (rates[-1].requests_per_second / rates[0].requests_per_second, rates[-1].threads)
        for rates in measured
    )
    if gained >= HELPED:
        return [f"Threads help: {threads} give {gained:.1f} times the requests of one."]
    return ["More threads do not help: for more requests take more workers."]
