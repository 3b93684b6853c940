"""Running a demo: its requests sent to one twin in this process, and what came back."""

import json
import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from werkzeug.test import Client, TestResponse

from guide.demos import inputs, mount, rendered
from guide.demos.catalogue import Demo, Step
from guide.demos.twins import SHOWN, Twin

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

BODY = 4_000
LOOK = 400
HOPS = 5
LOOPBACK = "127.0.0.1"
HEADERS = (
    *("Content-Type", "Content-Length", "Location", "Allow", "Retry-After", "Set-Cookie"),
    "Content-Security-Policy",
)
TOKEN = re.compile(r'name="(csrf_token|csrfmiddlewaretoken)"[^>]*value="([^"]+)"')
TOKEN_SENT = re.compile(r"\b(csrf\w+)=[^&]*")
SECRET = re.compile(r"=[^;]*")


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; `milliseconds` is the time in the server, of this one request.

    `landed` is the path that redirects led to, `page` the part of a page that is shown as a browser
    draws it, `look` the part that shows what happened, and `cut` tells that `body` is only its
    beginning.
    """

    says: str
    method: str
    path: str
    sent: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: str
    milliseconds: float
    landed: str
    look: str
    cut: bool
    page: str = ""

    @property
    def kind(self) -> rendered.Kind:
        """Of which kind the answer is."""
        return rendered.kind(dict(self.headers).get("Content-Type", ""), self.body)


@dataclass(frozen=True)
class Recording:
    """What a twin answered to all requests of a demo, and when, and in which versions."""

    demo: str
    twin: str
    date: str
    versions: tuple[tuple[str, str], ...]
    exchanges: tuple[Exchange, ...]


RUNS = 2  # at once: a run costs a second of the processor, also where nobody looks at it
_runs = threading.Semaphore(RUNS)


class Refused(Exception):
    """The demo is not run now; `status` is 503 or 429, and it may be after so many `seconds`."""

    def __init__(self, status: int, seconds: int) -> None:
        super().__init__(status, seconds)
        self.status, self.seconds = status, seconds


def run_all(
    app: "WSGIApplication", demo: Demo, values: Mapping[str, str], address: str
) -> tuple[Recording, ...]:
    """Send a demo's requests to every twin that is shown, as `run` does.

    Raises `Refused` where `RUNS` others are run already, or the address has asked for its share.
    """
    if not _runs.acquire(blocking=False):
        raise Refused(503, 2)
    try:
        same = {"run": number(), **values}
        return tuple(run(app, twin, demo, same, address) for twin in SHOWN)
    finally:
        _runs.release()


def run(
    app: "WSGIApplication", twin: Twin, demo: Demo, values: Mapping[str, str], address: str = ""
) -> Recording:
    """Send a demo's requests to a twin that `app` has mounted, as one new visitor at `address`.

    `values` are those of the demo's inputs, and `run`, a number. Raises `Refused` for an address
    that the twin itself turns away.
    """
    visitor = _Visitor(
        client=Client(app),
        twin=twin,
        values={"run": number(), **values},
        numbers=frozenset(inputs.numbers(demo)),
        address=address or LOOPBACK,
    )
    first = visitor.get(f"{twin.prefix}/json")
    if first.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise Refused(429, int(first.headers.get("Retry-After", "60")))
    for step in demo.warm:
        visitor.take(step)
    exchanges = tuple(visitor.take(step) for step in demo.steps)
    versions = tuple((name.lower(), version(name)) for name in twin.libraries)
    date = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return Recording(demo.id, twin.id, date, versions, exchanges)


def number() -> str:
    """Return what makes the names of one run different from those of another."""
    return str(secrets.randbelow(9000) + 1000)


@dataclass(frozen=True)
class _Visitor:
    """One visitor of one twin: a browser's cookies, and what stands in the places of the steps."""

    client: Client
    twin: Twin
    values: dict[str, str]
    numbers: frozenset[str]
    address: str

    def take(self, step: Step) -> Exchange:
        """Take a step of a demo, and keep what later ones need of the answer."""
        sent, content_type = self._body(step)
        path = self._path(step)
        begin = time.perf_counter()
        first = self._open(path, method=step.method, data=sent, content_type=content_type)
        milliseconds = (time.perf_counter() - begin) * 1000
        answer, landed = self._follow(first)
        body, headers = answer.text, _headers(answer)
        page = rendered.kind(dict(headers).get("Content-Type", ""), body) == "page"
        self.values.update(_taken(step, body))
        return Exchange(
            says=step.says,
            method=step.method,
            path=path,
            sent=TOKEN_SENT.sub(r"\1=…", sent or ""),
            status=answer.status_code,
            reason=answer.status.partition(" ")[2],
            headers=headers,
            body=body[:BODY],
            milliseconds=round(milliseconds, 2),
            landed=landed,
            look=_looked_at(step, body),
            cut=len(body) > BODY,
            page=rendered.part(step, body) if page else "",
        )

    def get(self, path: str) -> TestResponse:
        """Ask for a page."""
        return self._open(path, method="GET")

    def _open(self, path: str, **options: Any) -> TestResponse:
        environ = {"REMOTE_ADDR": self.address}
        options |= {"base_url": f"http://{mount.host()}/", "environ_overrides": environ}
        return self.client.open(path, buffered=True, **options)

    def _path(self, step: Step) -> str:
        path = step.elsewhere.get(self.twin.id, step.path)
        filled = inputs.PLACE.sub(
            lambda found: quote(self.values.get(found[1], ""), safe="/-"), path
        )
        return f"{self.twin.prefix}/{filled}"

    def _body(self, step: Step) -> tuple[str | None, str | None]:
        """Return what a step sends, and its type; both are None where it sends nothing."""
        if step.data is not None:
            value = inputs.filled(step.data, self.values, self.numbers)
            return json.dumps(value), "application/json"
        if step.form is None:
            return None, None
        fields = {name: inputs.fill(text, self.values) for name, text in step.form.items()}
        if step.page:
            found = TOKEN.search(self.get(f"{self.twin.prefix}/{step.page}").text)
            fields |= {found[1]: found[2]} if found else {}
        return urlencode(fields), "application/x-www-form-urlencoded"

    def _follow(self, answer: TestResponse) -> tuple[TestResponse, str]:
        """Return what redirects lead to, and its path; that is '' where there are none."""
        landed = ""
        for _ in range(HOPS):
            if answer.status_code not in (301, 302, 303):
                break
            landed = answer.headers["Location"]
            answer = self.get(landed)
        return answer, landed


def _taken(step: Step, body: str) -> dict[str, str]:
    """Return what later steps need of an answer, by name."""
    found = {name: re.search(pattern, body) for name, pattern in step.take.items()}
    return {name: each[1].replace("&amp;", "&") if each else "-" for name, each in found.items()}


def _headers(answer: TestResponse) -> tuple[tuple[str, str], ...]:
    """Return the headers that are shown, no cookie with its value."""
    return tuple(
        (name, SECRET.sub("=…", value, 1) if name == "Set-Cookie" else value)
        for name, value in answer.headers
        if name in HEADERS
    )


def _looked_at(step: Step, body: str) -> str:
    """Return the part of a page that shows what happened, on one line."""
    found = re.search(step.look, body) if step.look else None
    return " ".join(found[1].split())[:LOOK] if found else ""
