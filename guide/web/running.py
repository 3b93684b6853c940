"""A demo is run, now or for an export: what the twins answered, and what failed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from flask import Flask, current_app, request
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from guide.demos import catalogue, inputs, mount, recordings, runner, twins
from guide.demos.catalogue import Demo
from guide.demos.processes import ProcessError
from guide.demos.recordings import Count
from guide.demos.runner import Recording
from guide.web.state import state


class RecordingError(Exception):
    """The demos could not be run; the text says why, and how to go on if that is known."""


class Answered(NamedTuple):
    """What the twins answered to a demo, and to which inputs.

    `ran` tells that the visitor has just run it, `can_run` that one can here. `refused` holds the
    labels of inputs that were not taken as sent. `counts` belong to the demo that counts.
    """

    inputs: Mapping[str, str]
    recordings: tuple[Recording, ...]
    ran: bool
    can_run: bool
    refused: tuple[str, ...]
    counts: tuple[Count, ...]


def answered(demo: Demo) -> Answered:
    """Return what the twins answer now where the form was sent, else what was recorded.

    Ends the request with 503 or 429, which say when to come back, where they cannot run it now.
    """
    installed, fresh = twins.available(), _fresh(current_app)
    values = inputs.read(demo, request.form)
    ran = request.method == "POST" and bool(demo.steps) and installed
    if ran:
        found = _run(demo, values)
    else:
        found = recordings.recorded_now(demo.id) if fresh else recordings.recorded(demo.id)
    return Answered(
        inputs=values,
        recordings=found,
        ran=ran,
        can_run=bool(demo.steps) and installed and not current_app.config["FROZEN"],
        refused=_refused(demo, values) if ran else (),
        counts=(recordings.counted_now if fresh else recordings.counted)() if demo.counted else (),
    )


def _run(demo: Demo, values: Mapping[str, str]) -> tuple[Recording, ...]:
    with in_turn():
        return runner.run_all(current_app.wsgi_app, demo, values, request.remote_addr or "")


@contextmanager
def in_turn() -> Iterator[None]:
    """End the request with 503 or 429 where nothing can be run now: both say when to come back."""
    try:
        yield
    except runner.Refused as refused:
        kind = TooManyRequests if refused.status == 429 else ServiceUnavailable
        raise kind(retry_after=refused.seconds) from refused


def _refused(demo: Demo, values: Mapping[str, str]) -> tuple[str, ...]:
    given = request.form
    return tuple(each.label for each in demo.inputs if values[each.name] != given.get(each.name))


def _fresh(app: Flask) -> bool:
    """Tell whether an export records anew what the twins answer."""
    return bool(app.config["FROZEN"]) and app.config["RECORD"] == "on" and twins.available()


def recording() -> Iterator[str]:
    """Run every demo on the twins for an export that asks for it; yield each title before it runs.

    Raises `RecordingError` where the twins are not installed, a setting names no host for them, or
    a process of theirs fails.
    """
    if not twins.available():
        raise RecordingError(f"the demos cannot run here. To fix this: {twins.INSTALL}")
    try:
        mount.hosts()
    except ValueError as error:
        raise RecordingError(str(error)) from None
    for each in catalogue.demos():
        yield each.title
        try:
            recordings.recorded_now(each.id)
            if each.counted:
                recordings.counted_now()
        except ProcessError as error:
            raise RecordingError(f"the demo “{each.title}” failed: {error}") from error


def failed_recordings(app: Flask) -> list[str]:
    """Return a line for each answer that an export has recorded and that is not as it should be."""
    if not (_fresh(app) and state(app).site.has_demos):
        return []
    return recordings.failures({each: recordings.recorded_now(each) for each in catalogue.ids()})
