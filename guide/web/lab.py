"""The page of the attack lab: each attack, the line that stops it, and what comes without it."""

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from flask import abort, current_app, request
from markupsafe import Markup

from guide.demos import catalogue, lab_recordings, twins
from guide.demos import lab as laboratory
from guide.demos.lab import Attack, Line, Request, Trial
from guide.demos.rendered import framed
from guide.telling.phrases import Phrases
from guide.web.excerpts import highlighted
from guide.web.links import Link, link
from guide.web.places import Pages
from guide.web.render import render
from guide.web.running import in_turn
from guide.web.served import Served
from guide.web.state import state

blueprint = Pages("lab", __name__)

AROUND = 1  # lines of a file that are shown before and after the one that stops an attack


class Row(NamedTuple):
    """A line of source: its number ("" for one that only the copy has) and what became of it."""

    number: str
    kind: str  # "", "guard", "gone" or "new"
    code: Markup


class Result(NamedTuple):
    """What came of an attack on one twin's copy: in words, as source, and as the page it gave."""

    name: str
    hue: int
    succeeded: bool
    outcome: str
    detail: str
    line: str
    file: str
    rows: tuple[Row, ...]
    note: str
    answers: str
    frame: str
    raw: str


class Protection(NamedTuple):
    """What came of an attack on both copies while the line was there, or was not."""

    there: bool
    title: str
    results: tuple[Result, ...]


class Card(NamedTuple):
    """An attack on the page: what is sent, what the form holds, and what came of it."""

    attack: Attack
    sent: tuple[tuple[str, str], ...]
    text: str
    there: bool
    when: str
    protections: tuple[Protection, ...]


class Lab(NamedTuple):
    """What the page shows; `can_run` tells that a visitor can attack here.

    `demos` are those that send these attacks to the services themselves.
    """

    title: str
    description: str
    can_run: bool
    cards: Sequence[Card]
    demos: Sequence[Link]


def _there(served: Served) -> bool:
    return served.site.has_demos


@blueprint.page("/demos/attacks/", methods=("GET", "POST"), when=_there, kept=True)
def lab() -> str:
    """All attacks: as they were recorded, and the one whose form is sent, run now."""
    if not state().site.has_demos:
        abort(404)
    say, can_run = state().say, twins.available() and not current_app.config["FROZEN"]
    asked = request.form.get("attack") if request.method == "POST" and can_run else None
    return render(
        "lab.html",
        Lab(
            title=say("lab.title"),
            description=say("lab.summary"),
            can_run=can_run,
            cards=[
                _run(say, each) if each.id == asked else _recorded(say, each)
                for each in laboratory.attacks()
            ],
            demos=[
                Link(link("demos.demo", name=each.id), each.title)
                for each in catalogue.demos()
                if each.attacked
            ],
        ),
    )


def _run(say: Phrases, attack: Attack) -> Card:
    given, there = request.form.get("text", ""), request.form.get("protection") != "off"
    text = attack.read(given)
    with in_turn():
        trials = laboratory.run_all(
            current_app.wsgi_app, attack, text, protected=there, address=request.remote_addr or ""
        )
    when = say("lab.ran")
    if attack.input and text != given.strip():
        when += " " + say("lab.refused", label=attack.input.label)
    return _card(say, attack, text, there, when, trials)


def _recorded(say: Phrases, attack: Attack) -> Card:
    found = lab_recordings.recorded()[attack.id]
    when = say("demo.recorded", date=found.date)
    return _card(say, attack, found.text, False, when, found.trials)


def _card(
    say: Phrases, attack: Attack, text: str, there: bool, when: str, trials: Sequence[Trial]
) -> Card:
    shown = (
        Protection(
            there=protected,
            title=say("lab.there" if protected else "lab.away"),
            results=tuple(
                _result(say, attack, text, each) for each in trials if each.protected == protected
            ),
        )
        for protected in (True, False)
    )
    return Card(
        attack=attack,
        sent=tuple((each.says, _sent(each, text)) for each in attack.requests),
        text=text,
        there=there,
        when=when,
        protections=tuple(each for each in shown if each.results),
    )


def _sent(request: Request, text: str) -> str:
    """Return a request as one reads it, with what is typed into it."""
    fields = {**request.query, **(request.form or {})}
    telling = [value.replace("{input}", text) for value in fields.values() if "{input}" in value]
    return " ".join([request.method, request.path, *telling])


def _result(say: Phrases, attack: Attack, text: str, trial: Trial) -> Result:
    twin, line = twins.twin(trial.twin), attack.lines[trial.twin]
    number, rows = _source(trial.twin, line, trial.protected)
    changed = "lab.replaced" if line.instead else "lab.removed"
    said = "lab.guards" if trial.protected else changed
    outcome, detail = _outcome(say, attack, text, trial)
    return Result(
        name=twin.name,
        hue=state().site.guide.place_of.get(twin.id, 5),
        succeeded=trial.succeeded,
        outcome=outcome,
        detail=detail,
        line=say(said, n=number, file=line.file),
        file=say("lab.code", file=line.file, name=twin.name),
        rows=rows,
        note="" if trial.protected else line.note,
        answers=say("lab.answered", statuses=say("number.comma").join(_numbers(trial))),
        frame=framed(trial.shown),
        raw=trial.shown,
    )


def _numbers(trial: Trial) -> list[str]:
    return [each.partition(" ")[0] for each in trial.statuses]


def _outcome(say: Phrases, attack: Attack, text: str, trial: Trial) -> tuple[str, str]:
    if trial.succeeded:
        return say("lab.succeeded"), attack.harm
    if attack.needs not in text:
        return say("lab.harmless"), ""
    return (say("lab.stopped"), attack.guard) if trial.protected else (say("lab.none"), "")


def _source(twin: str, line: Line, there: bool) -> tuple[int, tuple[Row, ...]]:
    """Return the number of the line that stops an attack, and the lines around it."""
    text = laboratory.text_of(twin, line.file)
    texts = text.splitlines()
    at = laboratory.number(texts, line)
    first, last = max(1, at - AROUND), min(len(texts), at + AROUND)
    drawn = highlighted(line.file, textwrap.dedent("\n".join(texts[first - 1 : last])))
    indent = min(len(each) - len(each.lstrip()) for each in texts[first - 1 : last] if each)
    before, _, after = texts[at - 1][indent:].rpartition(line.guard)
    rows = [Row(str(n), "", Markup(code)) for n, code in enumerate(drawn, first)]  # noqa: S704 - our own source
    now = [Row(str(at), "guard" if there else "gone", _marked(before, line.guard, after))]
    if line.instead and not there:
        now.append(Row("", "new", _marked(before, line.instead, after)))
    return at, (*rows[: at - first], *now, *rows[at - first + 1 :])


def _marked(before: str, part: str, after: str) -> Markup:
    return Markup("{}<b>{}</b>{}").format(before, part, after)
