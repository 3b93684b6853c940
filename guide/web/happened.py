"""What a demo's page says of a request: what happened, in a sentence, and who answered the same.

`static/outcomes.js` says the same in the browser.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from guide.demos import outcomes
from guide.demos.catalogue import Outcome, Step
from guide.demos.outcomes import Alike, Reply, Row
from guide.demos.twins import SHOWN
from guide.telling.phrases import Phrases

# a piece of a sentence: text of ours, or what a twin has sent
Piece = tuple[Literal["text", "code"], str]


class Told(NamedTuple):
    """What is said of a step: what happened, whether both answered the same, and what differs."""

    outcome: str = ""
    alike: str = ""
    same: bool = True
    rows: tuple[tuple[Piece, ...], ...] = ()


def told(say: Phrases, step: Step, replies: Sequence[Reply]) -> Told:
    """Say what happened in a step, by the answers of all twins in their order."""
    did = [_did(say, outcomes.outcome(step, reply), reply) for reply in replies]
    each = [
        say("outcome.each", name=twin.name, did=words)
        for twin, words in zip(SHOWN, did, strict=True)
    ]
    together = say("outcome.join").join(each)
    same = len(set(did)) == 1
    outcome = say("outcome.both", did=did[0]) if same else f"{together}."
    found = outcomes.alike(replies, outcome)
    why = "" if found.same or "page" not in found.name else step.differs
    return Told(
        outcome=outcome,
        alike=say("alike.differs", why=why) if why else _alike(say, found, replies),
        same=found.same,
        rows=() if why else _rows(say, found),
    )


def _did(say: Phrases, found: Outcome | None, reply: Reply) -> str:
    if found:
        return outcomes.words(found, reply)
    detail = outcomes.values_of(reply).get("detail")
    if detail is None:
        return say("outcome.status", status=reply.status)
    return say("outcome.detail", status=reply.status, detail=detail.removesuffix("."))


def _alike(say: Phrases, found: Alike, replies: Sequence[Reply]) -> str:
    match found.name:
        case "status":
            each = [str(reply.status) for reply in replies]
        case "kind":
            each = [say(f"kind.{reply.kind}") for reply in replies]
        case _:
            return say(f"alike.{found.name}")
    values = (
        say("alike.value", name=twin.name, value=value)
        for twin, value in zip(SHOWN, each, strict=True)
    )
    return say(f"alike.{found.name}", values=say("number.comma").join(values))


def _rows(say: Phrases, found: Alike) -> tuple[tuple[Piece, ...], ...]:
    rows = tuple(tuple(_row(say, row)) for row in found.rows)
    if found.more:
        rows += ((("text", say("alike.more", n=found.more)),),)
    return rows


def _row(say: Phrases, row: Row) -> list[Piece]:
    """Return the pieces of a difference."""
    comma = say("number.comma")
    if not row.label:
        name = SHOWN[row.values[0][0]].name
        pieces: list[Piece] = [("text", say("alike.only", name=name))]
        for place, (_, value) in enumerate(row.values):
            pieces += [("text", comma if place else " "), ("code", value or "")]
        return pieces
    pieces = [("code", row.label)]
    for place, (at, value) in enumerate(row.values):
        name = SHOWN[at].name
        pieces += [("text", f"{comma if place else ': '}{name} ")]
        pieces += [("text", say("alike.none")) if value is None else ("code", value)]
    return pieces
