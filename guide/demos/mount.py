"""The twins in the site's own process, each under its own path, such as ``/demo/flask/``.

Each is imported by the first request for it, so that a site which nobody asks for a demo imports
neither their frameworks nor scikit-learn. A twin that cannot start answers for itself, and for
nobody else; one that waits does so in threads of its own.
"""

import importlib
import io
import json
import logging
import os
import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from guide.demos import stub
from guide.demos.apart import Apart, Busy
from guide.demos.heads import bare_heads
from guide.demos.twins import INSTALL, SHOWN, Twin, missing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

logger = logging.getLogger(__name__)

LARGEST = 64 * 1024  # bytes of a body that is read before a twin is asked; it takes less
HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]")
BUSY = "The demos are busy, or their database does not answer. Please try again in a moment."

# What asks no database does not stand behind those who wait for one. The threads of both, and
# those who wait for them, are fewer than a server's own; eight visitors at one moment find a place.
WITHOUT_DATABASE = {"json", "remote", "models", "predict", "features"}  # first parts of paths
_apart, _apart_without = Apart(), Apart()
_lock = threading.Lock()
_loaded: dict[str, "WSGIApplication"] = {}


def mount(
    app: "WSGIApplication", instance: str | Path, settings: Mapping[str, str] | None = None
) -> "WSGIApplication":
    """Return `app` with the twins mounted that are shown.

    They keep what they have in the folder `instance`, and read `settings` in the place of the
    environment's of the same names. Django has one configuration a process, so the first mount in
    a process decides on both.
    """
    waiting: dict[str, WSGIApplication] = {
        twin.prefix: bare_heads(Waiting(twin, Path(instance), settings or {})) for twin in SHOWN
    }
    return DispatcherMiddleware(app, waiting)


def hosts() -> str:
    """Return the names that the twins answer to, as `TWIN_HOSTS` says, "*" for any.

    They are written as a browser sends them: small letters, `xn--…`, no port, no dot at the end.
    Both frameworks take them so, and other ways of writing them each in its own way. Raises
    `ValueError` for what is no name.
    """
    asked = [each.strip() for each in os.environ.get("TWIN_HOSTS", "").split(",")]
    return ",".join(_host(each) for each in asked if each) or "*"


def _host(name: str) -> str:
    if name == "*":
        return name
    below = "." if name.startswith((".", "*.")) else ""
    plain = name.removeprefix("*").removeprefix(".").removesuffix(".").lower()
    try:
        written = plain if plain.startswith("[") else plain.encode("idna").decode()
    except UnicodeError:
        written = ""
    if not HOST.fullmatch(written):
        raise ValueError(
            f"TWIN_HOSTS names '{name}' (expected: host names with commas between, such as "
            "example.org, or .example.org for all below it, without https:// and port)"
        )
    return below + written


def host() -> str:
    """Return a host name that the twins answer to."""
    first = hosts().split(",")[0].removeprefix(".")
    return "localhost" if first == "*" else first


class Waiting:
    """A WSGI application that becomes a twin on its first request."""

    def __init__(self, twin: Twin, instance: Path, settings: Mapping[str, str]) -> None:
        self.twin, self.instance, self.settings = twin, instance, settings

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not environ["PATH_INFO"]:
            there = ("Location", f"{environ['SCRIPT_NAME']}/")
            return _start("308 Permanent Redirect", environ, start_response, there)
        application = _loaded.get(self.twin.id)
        if application is None:
            if absent := missing():
                detail = f"The demos need {', '.join(absent)}. To install it: {INSTALL}"
                return _unavailable(detail, environ, start_response)
            try:
                application = load(self.twin, self.instance, self.settings)
            except OSError as error:  # of its folder
                logger.error(
                    "the %s twin cannot use %s: %s. To fix this: name another with GUIDE_INSTANCE",
                    *(self.twin.id, self.instance, error),
                )
                return _unavailable("This demo could not be started.", environ, start_response)
            except Exception:
                logger.exception("the %s twin", self.twin.id)
                return _unavailable("This demo could not be started.", environ, start_response)
        if environ["PATH_INFO"].startswith("/static/"):  # which waits for nothing
            return application(environ, _timed(start_response))
        _receive(environ)
        timed = _timed(start_response)
        try:
            status, headers, body = _threads(environ["PATH_INFO"]).answer(application, environ)
        except Busy:
            return _unavailable(BUSY, environ, timed, ("Retry-After", "5"))
        timed(status, headers)
        return [body]


def _threads(path: str) -> Apart:
    return _apart_without if path.split("/")[1] in WITHOUT_DATABASE else _apart


def _receive(environ: "WSGIEnvironment") -> None:
    """Take the body from the client, however slow it is, while no thread of the twins waits."""
    length, stream = str(environ.get("CONTENT_LENGTH") or ""), environ["wsgi.input"]
    if length.isdecimal() and len(length) < 9 and int(length) <= LARGEST:
        body = stream.read(int(length))
    elif not length and environ.get("wsgi.input_terminated"):
        body = b""
        while len(body) <= LARGEST and (part := stream.read(LARGEST + 1 - len(body))):
            body += part
    else:  # none, or too much for a twin, which says so without reading it
        return
    environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}


def _timed(start_response: "StartResponse") -> "StartResponse":
    """Say with the answer how long it took until it began, for the page that asked."""
    begin = time.perf_counter()

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        taken = (time.perf_counter() - begin) * 1000
        return start_response(status, [*headers, ("Server-Timing", f"app;dur={taken:.2f}")], *error)

    return start


def load(
    twin: Twin, instance: str | Path, settings: Mapping[str, str] | None = None
) -> "WSGIApplication":
    """Import a twin, once a process, and return its WSGI application."""
    with _lock:
        if twin.id not in _loaded:
            read = {
                "TWIN_INSTANCE": str(instance),
                "TWIN_HOSTS": hosts(),
                "TWIN_REMOTE_URL": stub.url(),
                "TWIN_SITE": "../../",
                **(settings or {}),
            }
            if twin.settings_in:  # which may name another project's
                read[twin.settings_in] = f"{twin.package}.settings"
            module, _, name = twin.application.partition(":")
            with _environment(read):
                _loaded[twin.id] = getattr(importlib.import_module(module), name)
        return _loaded[twin.id]


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    """Set variables for as long as a twin reads its settings, and then put back what was there."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _unavailable(
    detail: str,
    environ: "WSGIEnvironment",
    start_response: "StartResponse",
    *more: tuple[str, str],
) -> Iterable[bytes]:
    document = {"title": "Service Unavailable", "status": 503, "detail": detail}
    kind = ("Content-Type", "application/problem+json")
    _start("503 Service Unavailable", environ, start_response, kind, *more)
    return [json.dumps(document).encode()]


def _start(
    status: str,
    environ: "WSGIEnvironment",
    start_response: "StartResponse",
    *more: tuple[str, str],
) -> Iterable[bytes]:
    """Begin an answer of our own with the headers that a twin sets, and `more`; it is empty."""
    headers = [
        ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("X-Frame-Options", "DENY"),
        ("Cache-Control", "no-store"),
        *more,
    ]
    if environ["wsgi.url_scheme"] == "https":
        headers.append(("Strict-Transport-Security", "max-age=31536000"))
    start_response(status, headers)
    return []
