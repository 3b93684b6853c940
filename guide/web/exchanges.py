"""The exchanges on a demo's page: what came back, and the lines of source that made it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from guide.demos import answering, inputs, outcomes, rendered, runner
from guide.demos.answering import Span
from guide.demos.catalogue import Demo, Step
from guide.demos.outcomes import Reply
from guide.demos.rendered import Kind
from guide.demos.runner import Exchange, Recording
from guide.demos.twins import SHOWN, Twin
from guide.telling.phrases import Phrases
from guide.web.excerpts import anchor
from guide.web.happened import Told, told

SPOKEN = (  # by the page's script
    *("demo.running", "demo.ran", "demo.failed", "demo.gone", "demo.landed", "demo.look"),
    *("demo.empty", "demo.server", "demo.browser", "demo.both", "demo.page.of", "demo.answer"),
    *("outcome.both", "outcome.each", "outcome.join", "outcome.status", "outcome.detail"),
    *("outcome.stopped", "outcome.meant", "alike.status", "alike.kind", "alike.empty"),
    *("alike.text", "alike.json", "alike.order", "alike.page", "alike.differs", "alike.value"),
    *(
        "alike.json.other",
        "alike.text.other",
        "alike.page.other",
        "alike.page.said",
        "alike.only",
        "alike.none",
    ),
    *("alike.more", "kind.json", "kind.page", "kind.text", "kind.empty", "number.comma"),
)


class Side(NamedTuple):
    """A twin on a page: its hue is that of its alternative, and the sixth where it has none."""

    twin: Twin
    hue: int


class Lines(NamedTuple):
    """A link to lines of a twin's source: where it leads, what it says, and a line alone."""

    href: str
    text: str
    code: str


class Seen(NamedTuple):
    """What came back as a reader sees it: a page in a frame of so many pixels, or text."""

    kind: Kind
    text: str
    frame: str = ""
    height: int = 0


class Answer(NamedTuple):
    """What one twin answered in one step; `exchange` and `seen` are None where nothing is there.

    `made` leads to the lines that answered, `stops` to the one that stops an attack, or is None.
    """

    side: Side
    exchange: Exchange | None
    seen: Seen | None
    made: Lines | None
    stops: Lines | None
    stopped: str


class Asked(NamedTuple):
    """A step of a demo, by its number from 0, what each twin answered, and what that says.

    `attack` tells that it is there to be stopped, `worked` what one would see had it succeeded.
    """

    number: int
    says: str
    attack: bool
    worked: str
    told: Told
    answers: tuple[Answer, ...]


def asked(
    say: Phrases, demo: Demo, sides: Sequence[Side], answered: Sequence[Recording]
) -> tuple[Asked, ...]:
    """Return the steps of a demo with what was answered, where something was."""
    found = {
        (recording.twin, number): exchange
        for recording in answered
        for number, exchange in enumerate(recording.exchanges)
    }
    return tuple(
        _asked(say, step, number, [(side, found.get((side.twin.id, number))) for side in sides])
        for number, step in enumerate(demo.steps)
    )


def _asked(
    say: Phrases, step: Step, number: int, pairs: Sequence[tuple[Side, Exchange | None]]
) -> Asked:
    replies = [_reply(exchange) for _, exchange in pairs if exchange]
    whole = len(replies) == len(pairs)
    heights = (rendered.height(reply.text) for reply in replies if reply.kind == "page")
    height = max(heights, default=0)
    return Asked(
        number=number,
        says=step.says,
        attack=bool(step.stops),
        worked=step.worked,
        told=told(say, step, replies) if whole else Told(),
        answers=tuple(_answer(say, step, side, exchange, height) for side, exchange in pairs),
    )


def _answer(say: Phrases, step: Step, side: Side, exchange: Exchange | None, height: int) -> Answer:
    made, stops = answering.made(side.twin, step), answering.stops(side.twin, step)
    happened = outcomes.outcome(step, _reply(exchange)) if exchange else None
    return Answer(
        side=side,
        exchange=exchange,
        seen=_seen(exchange, height) if exchange else None,
        made=_lines(say, made) if made else None,
        stops=_lines(say, stops) if stops else None,
        stopped=say("outcome.stopped" if happened and happened.stopped else "outcome.meant"),
    )


def _reply(exchange: Exchange) -> Reply:
    text = exchange.page if exchange.kind == "page" else exchange.body
    return Reply(exchange.status, exchange.kind, text)


def _seen(exchange: Exchange, height: int) -> Seen:
    if exchange.kind == "page":
        return Seen("page", "", rendered.framed(exchange.page), height)
    body = exchange.body
    return Seen(exchange.kind, rendered.indented(body) if exchange.kind == "json" else body)


def _lines(say: Phrases, span: Span) -> Lines:
    name = "demo.line" if span.first == span.last else "demo.lines"
    text = say(name, file=span.file, first=span.first, last=span.last)
    return Lines(f"#{anchor(span.twin, span.file, span.first)}", text, span.code)


def script_data(say: Phrases, demo: Demo) -> dict[str, Any]:
    """Return what the page's script sends, what it looks for in the answers, and what it says."""
    return {
        "phrases": {name: say.table[name] for name in SPOKEN},
        "twins": [{"id": each.id, "name": each.name, "base": f"{each.prefix}/"} for each in SHOWN],
        "numbers": inputs.numbers(demo),
        "number": inputs.NUMBER,
        "runner": {
            "headers": [name.lower() for name in runner.HEADERS],
            "token": runner.TOKEN.pattern,
            "body": runner.BODY,
            "look": runner.LOOK,
        },
        "rendered": {
            name.lower(): getattr(rendered, name)
            for name in (
                *("LONGEST", "MAIN", "BODY", "DROPPED", "CONTROL", "EMPTY_LINES", "ROW", "FRAME"),
                *("HEADING", "LEAST", "EACH", "MORE", "MOST", "WORD"),
            )
        },
        "outcomes": {
            name.lower(): getattr(outcomes, name)
            for name in ("LONGEST", "ROWS", "PIECES", "CHARACTERS", "TAG", "SILENT", "SPACE")
        },
        "warm": [_step_data(step) for step in demo.warm],
        "steps": [_step_data(step) for step in demo.steps],
    }


def _step_data(step: Step) -> dict[str, Any]:
    return {
        "method": step.method,
        "path": step.path,
        "elsewhere": step.elsewhere,
        "json": step.data,
        "form": step.form,
        "page": step.page,
        "take": step.take,
        "look": step.look,
        "part": step.part,
        "differs": step.differs,
        "outcomes": [
            {"says": it.says, "status": it.status, "found": it.found, "stopped": it.stopped}
            for it in step.outcomes
        ],
    }
