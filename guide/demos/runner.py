"""Running a demo: its requests sent to one twin in this process, and what came back."""

import json
import re
import secrets
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from werkzeug.test import Client

from .catalogue import Demo, Input, Step
from .mount import PREFIX

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

BODY = 4_000
LOOK = 400
HOPS = 5
LOOPBACK = "127.0.0.1"
SHOWN = (
    *("Content-Type", "Content-Length", "Location", "Allow", "Retry-After", "Set-Cookie"),
    "Content-Security-Policy",
)
TOKEN = re.compile(r'name="(csrf_token|csrfmiddlewaretoken)"[^>]*value="([^"]+)"')
TOKEN_SENT = re.compile(r"\b(csrf\w+)=[^&]*")
SECRET = re.compile(r"=[^;]*")
PLACE = re.compile(r"\{(\w+)\}")
VERSIONS = {
    "flask": ("flask", "werkzeug", "flask-sqlalchemy", "sqlalchemy", "scikit-learn"),
    "django": ("django", "scikit-learn"),
}


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; `milliseconds` is the time in the server, of this one request.

    `landed` is the path that redirects led to, `look` the part of a page that shows what happened,
    and `cut` tells that `body` is only its beginning.
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


@dataclass(frozen=True)
class Recording:
    """What a twin answered to all requests of a demo, and when, and in which versions."""

    demo: str
    twin: str
    date: str
    versions: tuple[tuple[str, str], ...]
    exchanges: tuple[Exchange, ...]


def record(app: "WSGIApplication", twin: str, demo: Demo) -> Recording:
    """Return what a twin answers to a demo's default inputs, once it has warmed up."""
    inputs = read_inputs(demo, {})
    run(app, twin, demo, inputs)
    return run(app, twin, demo, inputs)


def read_inputs(demo: Demo, given: Mapping[str, str]) -> dict[str, str]:
    """Return a value for every input of a demo: the given one where it keeps the input's bounds."""
    return {
        each.name: given[each.name] if _allowed(each, given.get(each.name)) else each.default
        for each in demo.inputs
    }


def _allowed(each: Input, value: str | None) -> bool:
    if value is None:
        return False
    if each.kind == "choice":
        return value in each.choices
    if each.kind == "text":
        fits = not each.pattern or re.fullmatch(each.pattern, value) is not None
        return fits and len(value) <= (each.longest or 0) and value.isprintable()
    try:
        return (each.least or 0) <= float(value) <= (each.most or 0)
    except ValueError:
        return False


# Django refuses its database where an event loop runs, as one may around whoever calls this.
_apart = ThreadPoolExecutor(max_workers=4, thread_name_prefix="demo")


def run(
    app: "WSGIApplication", twin: str, demo: Demo, inputs: Mapping[str, str], address: str = ""
) -> Recording:
    """Send a demo's requests to a twin that `app` has mounted, as one new visitor at `address`."""
    return _apart.submit(_run, app, twin, demo, inputs, address).result()


def _run(
    app: "WSGIApplication", twin: str, demo: Demo, inputs: Mapping[str, str], address: str
) -> Recording:
    client = Client(app)
    client.get(f"{PREFIX}/{twin}/json", environ_overrides={"REMOTE_ADDR": address or LOOPBACK})
    values = {"run": str(secrets.randbelow(9000) + 1000), **inputs}
    numbers = {each.name for each in demo.inputs if each.kind == "number"}
    for step in demo.warm:
        _send(client, twin, step, values, numbers, address)
    exchanges = []
    for step in demo.steps:
        exchange, body = _send(client, twin, step, values, numbers, address)
        exchanges.append(exchange)
        for name, pattern in step.take.items():
            found = re.search(pattern, body)
            values[name] = found[1].replace("&amp;", "&") if found else "-"
    versions = tuple((name, version(name)) for name in VERSIONS[twin])
    date = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return Recording(demo.id, twin, date, versions, tuple(exchanges))


def _send(
    client: Client,
    twin: str,
    step: Step,
    values: Mapping[str, str],
    numbers: set[str],
    address: str,
) -> tuple[Exchange, str]:
    base = f"{PREFIX}/{twin}"
    environ = {"REMOTE_ADDR": address or LOOPBACK}
    common: dict[str, Any] = {"environ_overrides": environ, "buffered": True}
    data = content_type = None
    if step.json is not None:
        data = json.dumps(filled(step.json, values, numbers))
        content_type = "application/json"
    elif step.form is not None:
        fields = {name: fill(value, values) for name, value in step.form.items()}
        if step.page:
            found = TOKEN.search(client.get(f"{base}/{step.page}", **common).text)
            fields |= {found[1]: found[2]} if found else {}
        data, content_type = urlencode(fields), "application/x-www-form-urlencoded"
    path = step.elsewhere.get(twin, step.path)
    path = f"{base}/{PLACE.sub(lambda m: quote(values.get(m[1], ''), safe='/-'), path)}"
    begin = time.perf_counter()
    answer = client.open(
        path,
        method=step.method,
        data=data,
        content_type=content_type,
        headers=step.headers,
        **common,
    )
    milliseconds = (time.perf_counter() - begin) * 1000
    landed = ""
    for _ in range(HOPS):
        if answer.status_code not in (301, 302, 303):
            break
        landed = answer.headers["Location"]
        answer = client.get(landed, **common)
    body = answer.text
    headers = tuple(
        (name, SECRET.sub("=…", value, 1) if name == "Set-Cookie" else value)
        for name, value in answer.headers
        if name in SHOWN
    )
    reason = answer.status.partition(" ")[2]
    return Exchange(
        step.says,
        step.method,
        path,
        TOKEN_SENT.sub(r"\1=…", data or ""),
        answer.status_code,
        reason,
        headers,
        body[:BODY],
        round(milliseconds, 2),
        landed,
        looked_at(step, body),
        len(body) > BODY,
    ), body


def looked_at(step: Step, body: str) -> str:
    """Return the part of a page that shows what happened, on one line."""
    found = re.search(step.look, body) if step.look else None
    return " ".join(found[1].split())[:LOOK] if found else ""


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of ``{name}``."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def filled(value: object, values: Mapping[str, str], numbers: set[str]) -> object:
    """Return a copy of a JSON value with the inputs in it, numbers as numbers."""
    if isinstance(value, Mapping):
        return {name: filled(each, values, numbers) for name, each in value.items()}
    if not isinstance(value, str):
        return value
    name = value.strip("{}")
    return (
        float(values[name]) if name in numbers and value == f"{{{name}}}" else fill(value, values)
    )
