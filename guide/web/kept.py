"""What no answer changes, pages and JSON: made and compressed once for each edition of the site.

The layer stands before Flask and is asked first. It keeps what was made for the address without a
query; with one, a page is made anew. Nothing is kept of an answer, and no more than `MOST`.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

from guide.web import api, headers
from guide.web.bodies import Asked, Body
from guide.web.state import State, state

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 32 * 2**20  # bytes of all pages before they are compressed, for all hosts' names
LONGEST = 300  # characters of an address that a stranger chose
DAY = 24 * 60 * 60

Key = tuple[object, ...]


class Kept:
    """A WSGI application that answers from what it keeps, and else asks the one behind it."""

    def __init__(self, app: "WSGIApplication", state: State) -> None:
        self._app, self._state = app, state
        self._paths = frozenset(
            path for place in state.places if place.kept for path in place.paths(state.served)
        ).union((page.path for page in state.site.own_pages()), api.KEPT)
        self._lock = threading.Lock()
        self._bodies: OrderedDict[Key, Body] = OrderedDict()
        self._bytes = 0

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._app(environ, start_response)
        body = self._bodies.get(key)
        if body is None:
            status, sent, data = self._made(environ)
            if not status.startswith("200") or ("Cache-Control", "no-store") in sent:
                start_response(status, sent)
                return [b"" if environ["REQUEST_METHOD"] == "HEAD" else data]
            body = Body(data, dict(sent)["Content-Type"])
            self._keep(key, body)
        status, answer, data = body.answer(Asked.of(environ, ranges=False))
        start_response(status, [*answer, ("Cache-Control", "no-cache"), *headers.of(environ)])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else data]

    def _key(self, environ: "WSGIEnvironment") -> Key | None:
        """Return under what the page that is asked for is kept; None if it is not."""
        if environ.get("QUERY_STRING") or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        path = environ.get("PATH_INFO", "")
        host, root = environ.get("HTTP_HOST", ""), environ.get("SCRIPT_NAME", "")
        if path not in self._paths or len(host) + len(root) > LONGEST:
            return None
        files = self._state.static_files
        files.current()
        scheme = environ["wsgi.url_scheme"]
        return path, scheme, host, root, files.edition, int(time.time() // DAY)

    def _made(self, environ: "WSGIEnvironment") -> tuple[str, list[tuple[str, str]], bytes]:
        """Have the page made, whole and as it is."""
        plain = {**environ, "REQUEST_METHOD": "GET"}
        for name in ("ACCEPT_ENCODING", "IF_NONE_MATCH", "RANGE", "IF_RANGE", "IF_MODIFIED_SINCE"):
            plain.pop(f"HTTP_{name}", None)
        status: list[Any] = []

        def start(*given: Any) -> Callable[[bytes], object]:
            status[:] = given
            return lambda data: None

        made = self._app(plain, start)
        try:
            data = b"".join(made)
        finally:
            if hasattr(made, "close"):
                made.close()
        return status[0], list(status[1]), data

    def _keep(self, key: Key, body: Body) -> None:
        with self._lock:
            if key in self._bodies:  # another thread was quicker
                return
            self._bodies[key] = body
            self._bytes += len(body.data)
            while self._bytes > MOST:
                _, oldest = self._bodies.popitem(last=False)
                self._bytes -= len(oldest.data)


def init_app(app: Flask) -> None:
    """Stand before the application; an export makes every page once anyway."""
    if not app.config["FROZEN"]:
        app.wsgi_app = Kept(app.wsgi_app, state(app))  # type: ignore[method-assign]
