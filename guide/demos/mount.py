"""Both twins in the site's own process, under ``/demo/flask/`` and ``/demo/django/``.

Each is imported by the first request for it, so that a site which nobody asks for a demo imports
neither Django nor scikit-learn. A twin that cannot start answers for itself, and for nobody else.
"""

import importlib
import importlib.util
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

from . import stub

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/demo"
TWINS = ("flask", "django")
INSTALL = "pip install '.[demos]'"
NEEDED = (
    *("django", "whitenoise", "flask_sqlalchemy", "flask_login", "flask_wtf", "flask_mail"),
    *("flask_admin", "email_validator", "sklearn", "lmdb", "redis", "limits", "psycopg"),
)

logger = logging.getLogger(__name__)

_lock = threading.Lock()
_loaded: dict[str, "WSGIApplication"] = {}


def available() -> bool:
    """Tell whether what the twins need is installed: the extra named `demos`."""
    return not missing()


def missing() -> list[str]:
    """Return the modules that the twins need and that are not installed."""
    return [name for name in NEEDED if importlib.util.find_spec(name) is None]


def mount(app: "WSGIApplication", instance: str | Path) -> "WSGIApplication":
    """Return `app` with both twins mounted; they keep what they have in the folder `instance`.

    Django has one configuration a process: the first mount in a process decides on the folder.
    """
    twins: dict[str, WSGIApplication] = {
        f"{PREFIX}/{name}": Twin(name, Path(instance)) for name in TWINS
    }
    return DispatcherMiddleware(app, twins)


class Twin:
    """A WSGI application that becomes a twin on its first request."""

    def __init__(self, name: str, instance: Path) -> None:
        self.name, self.instance = name, instance

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        application = _loaded.get(self.name)
        if application is None:
            if absent := missing():
                detail = f"The demos need {', '.join(absent)}. To install it: {INSTALL}"
                return _unavailable(detail, environ, start_response)
            try:
                application = load(self.name, self.instance)
            except Exception:
                logger.exception("the %s twin", self.name)
                return _unavailable("This demo could not be started.", environ, start_response)
        return application(environ, _timed(start_response))


def _timed(start_response: "StartResponse") -> "StartResponse":
    """Say with the answer how long it took until it began, for the page that asked."""
    begin = time.perf_counter()

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        taken = (time.perf_counter() - begin) * 1000
        return start_response(status, [*headers, ("Server-Timing", f"app;dur={taken:.2f}")], *error)

    return start


def load(name: str, instance: Path) -> "WSGIApplication":
    """Import a twin, once a process, and return its WSGI application."""
    with _lock:
        if name not in _loaded:
            settings = {
                "TWIN_INSTANCE": str(instance),
                "TWIN_PATH": f"{PREFIX}/{name}/",
                "TWIN_HOSTS": os.environ.get("TWIN_HOSTS", "*"),
                "TWIN_REMOTE_URL": stub.url(),
            }
            with _environment(settings):
                module = importlib.import_module(f"guide.demos.{name}_twin.wsgi")
            _loaded[name] = module.application
        return _loaded[name]


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
