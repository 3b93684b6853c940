"""The twins in the site's own process, each under its own path, such as ``/demo/flask/``.

Each is imported by the first request for it, so that a site which nobody asks for a demo imports
neither their frameworks nor scikit-learn. A twin that cannot start answers for itself, and for
nobody else.
"""

import importlib
import json
import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from guide.demos import stub
from guide.demos.twins import INSTALL, SHOWN, Twin, missing

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

logger = logging.getLogger(__name__)

_lock = threading.Lock()
_loaded: dict[str, "WSGIApplication"] = {}


def mount(app: "WSGIApplication", instance: str | Path) -> "WSGIApplication":
    """Return `app` with the twins mounted that are shown.

    They keep what they have in the folder `instance`; Django has one configuration a process, so
    the first mount in a process decides on the folder.
    """
    waiting: dict[str, WSGIApplication] = {
        twin.prefix: Waiting(twin, Path(instance)) for twin in SHOWN
    }
    return DispatcherMiddleware(app, waiting)


class Waiting:
    """A WSGI application that becomes a twin on its first request."""

    def __init__(self, twin: Twin, instance: Path) -> None:
        self.twin, self.instance = twin, instance

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        application = _loaded.get(self.twin.id)
        if application is None:
            if absent := missing():
                detail = f"The demos need {', '.join(absent)}. To install it: {INSTALL}"
                return _unavailable(detail, environ, start_response)
            try:
                application = load(self.twin, self.instance)
            except Exception:
                logger.exception("the %s twin", self.twin.id)
                return _unavailable("This demo could not be started.", environ, start_response)
        return application(environ, _timed(start_response))


def _timed(start_response: "StartResponse") -> "StartResponse":
    """Say with the answer how long it took until it began, for the page that asked."""
    begin = time.perf_counter()

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        taken = (time.perf_counter() - begin) * 1000
        return start_response(status, [*headers, ("Server-Timing", f"app;dur={taken:.2f}")], *error)

    return start


def load(twin: Twin, instance: str | Path) -> "WSGIApplication":
    """Import a twin, once a process, and return its WSGI application."""
    with _lock:
        if twin.id not in _loaded:
            settings = {
                "TWIN_INSTANCE": str(instance),
                "TWIN_HOSTS": os.environ.get("TWIN_HOSTS", "*"),
                "TWIN_REMOTE_URL": stub.url(),
            }
            module, _, name = twin.application.partition(":")
            with _environment(settings):
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
    detail: str, environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    document = {"title": "Service Unavailable", "status": 503, "detail": detail}
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("X-Frame-Options", "DENY"),
        ("Cache-Control", "no-store"),
    ]
    if environ["wsgi.url_scheme"] == "https":
        headers.append(("Strict-Transport-Security", "max-age=31536000"))
    start_response("503 Service Unavailable", headers)
    return [json.dumps(document).encode()]
