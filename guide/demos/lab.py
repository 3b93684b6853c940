"""The attack lab: an attack on a copy of a twin, with or without the one line that stops it.

No twin has a switch for that. What is turned off is a line of a copy of its files, in a folder and
a process of their own, with a database of their own; all of that is gone after one attack.
"""

import json
import logging
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import TypeAdapter
from werkzeug.test import Client

from guide.demos import mount, processes
from guide.demos.catalogue import Entry, TwinId
from guide.demos.inputs import fill
from guide.demos.runner import LOOPBACK, Refused
from guide.demos.twins import SHOWN, Twin, twin

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

logger = logging.getLogger(__name__)

FILE = Path(__file__).parent / "attacks.yaml"
PROGRAM = Path(__file__).parent / "programs" / "attack.py"
LOG = re.compile(r"<h2>Records</h2>\s*([\s\S]*?)\s*(?:</main>|\Z)")
LONGEST = 4_000  # characters of an answer
SHARE = 12  # requests that one attack counts as: an address may ask twins for so many in a minute
_running = threading.Semaphore(1)  # two processes, some seconds of the processor


class Line(Entry):
    """The line of a twin's file that stops an attack, and what a copy has `instead`, or nothing.

    Where several lines have that text, the last one is meant.
    """

    file: str
    guard: str
    instead: str = ""
    note: str = ""


class Request(Entry):
    """One request of an attack; ``{input}`` in it stands for what the attacker typed.

    `token` tells that the hidden token of the form goes along, `origin` is the site it came from.
    """

    says: str
    method: Literal["GET", "POST"]
    path: str
    who: str = "visitor"
    query: Mapping[str, str] = {}
    form: Mapping[str, str] | None = None
    token: bool = False
    origin: str = ""


class Input(Entry):
    """What a visitor may change of an attack."""

    label: str
    default: str
    longest: int
    pattern: str = r"[\s\S]*"

    def read(self, given: str | None) -> str:
        """Return what was given where it keeps the bounds, or else the default."""
        text = (given or "").strip()
        fits = 0 < len(text) <= self.longest and text.isprintable()
        return text if fits and re.fullmatch(self.pattern, text) else self.default


class Attack(Entry):
    """An attack: its requests, and by which text (`proof`) in the last answer it has succeeded.

    `harm` says what that means, `guard` what happens otherwise. `needs` is what the input has to
    hold to be an attack at all.
    """

    id: str
    title: str
    says: str
    harm: str
    guard: str
    requests: tuple[Request, ...]
    proof: str
    lines: Mapping[TwinId, Line]
    input: Input | None = None
    needs: str = ""

    def read(self, given: str | None) -> str:
        """Return the text of the attack: what was given, or the default, or none."""
        return self.input.read(given) if self.input else ""


@dataclass(frozen=True)
class Trial:
    """What came of an attack on one copy: the status of each answer, and the last one's log."""

    twin: str
    protected: bool
    succeeded: bool
    statuses: tuple[str, ...]
    shown: str


@cache
def attacks() -> tuple[Attack, ...]:
    """Return all attacks, in the order in which they are shown."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Attack, ...]).validate_python(read)


def attack(id: str) -> Attack | None:
    """Return the attack of this id."""
    return next((each for each in attacks() if each.id == id), None)


def run_all(
    app: "WSGIApplication", chosen: Attack, text: str, *, protected: bool, address: str
) -> tuple[Trial, ...]:
    """Attack a copy of each twin that is shown, with its line or without.

    Raises `Refused` where another attack is running, or the address, which the twins that `app` has
    mounted count, has asked for its share, or where a copy gives no answer.
    """
    with turn():
        _count(app, address)
        with ThreadPoolExecutor(len(SHOWN)) as pool:
            run = [pool.submit(trial, each, chosen, text, protected=protected) for each in SHOWN]
            try:
                return tuple(each.result() for each in run)
            except processes.ProcessError:  # a query that took all that a copy may take, say
                logger.exception("the attack %s", chosen.id)
                raise Refused(503, 5) from None


@contextmanager
def turn() -> Iterator[None]:
    """Let one attack at a time past this point; raise `Refused` for another."""
    if not _running.acquire(blocking=False):
        raise Refused(503, 5)
    try:
        yield
    finally:
        _running.release()


def _count(app: "WSGIApplication", address: str) -> None:
    client, path = Client(app), f"{SHOWN[0].prefix}/json"
    environ = {"REMOTE_ADDR": address or LOOPBACK}
    for _ in range(SHARE):
        answer = client.get(path, base_url=f"http://{mount.host()}/", environ_overrides=environ)
        if answer.status_code == 429:
            raise Refused(429, int(answer.headers.get("Retry-After", "60")))


def trial(target: Twin, chosen: Attack, text: str, *, protected: bool) -> Trial:
    """Attack a copy of one twin, with its line or without."""
    without = () if protected else (chosen.lines[target.id],)
    answers = answered(target, without, chosen.requests, text)
    last = answers[-1]["body"]
    found = LOG.search(last)
    proof = fill(chosen.proof, {"input": text})
    return Trial(
        twin=target.id,
        protected=protected,
        succeeded=proof in last and chosen.needs in text,
        statuses=tuple(each["status"] for each in answers),
        shown=(found[1] if found else last)[:LONGEST],
    )


def answered(
    target: Twin, without: Sequence[Line], requests: Sequence[Request], text: str
) -> list[dict[str, Any]]:
    """Return the status and the body of each answer of a copy that lacks these lines.

    Raises `processes.ProcessError` where it gives none.
    """
    sent = json.dumps([filled(each, text) for each in requests]).encode()
    with copied(target, without) as folder:
        command = [sys.executable, "-P", str(PROGRAM), target.folder.name]
        # no setting of the site's reaches it: no database, no key
        own = {"PYTHONPATH": str(folder), "TWIN_INSTANCE": str(folder), "TWIN_LIMITS": "off"}
        printed = processes.output(f"{target.name}’s copy", command, folder, own, sent=sent)
    found: list[dict[str, Any]] = json.loads(printed)
    return found


def filled(request: Request, text: str) -> dict[str, Any]:
    """Return a request as the program takes it, with what the attacker typed."""
    values = {"input": text}
    form = request.form
    return {
        **{name: getattr(request, name) for name in ("who", "method", "path", "token", "origin")},
        "query": {name: fill(each, values) for name, each in request.query.items()},
        "form": form and {name: fill(each, values) for name, each in form.items()},
    }


@contextmanager
def copied(target: Twin, without: Sequence[Line]) -> Iterator[Path]:
    """Copy a twin into a new folder, without these lines; it is gone with the end of the block."""
    with tempfile.TemporaryDirectory(prefix="guide-lab-") as made:
        copy = Path(made) / target.folder.name
        shutil.copytree(target.folder, copy)
        for line in without:
            path = copy / line.file
            texts = path.read_text(encoding="utf-8").splitlines(keepends=True)
            at = number(texts, line) - 1
            texts[at] = texts[at].replace(line.guard, line.instead)
            path.write_text("".join(texts), encoding="utf-8")
        yield Path(made)


def number(texts: Sequence[str], line: Line) -> int:
    """Return the number, from 1, of the line that stops an attack; raise `LookupError`."""
    found = [at for at, text in enumerate(texts, start=1) if line.guard in text]
    if not found:
        raise LookupError(f"{line.file}: no line has {line.guard!r}")
    return found[-1]


def text_of(target: str, file: str) -> str:
    """Return the text of a file of the twin of this id."""
    return (twin(target).folder / file).read_text(encoding="utf-8")
