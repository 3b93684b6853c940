"""A site that is being written: each edit is served at once, a mistake shown until it is mended.

Only `guide serve` does this. The callable holds the present application and puts the next one in
its place; a request that has begun is finished by the one that it began with.
"""

import contextlib
import gc
import os
import secrets
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from guide.demos.twins import SHOWN
from guide.loading import criteria, phrases
from guide.loading.mistakes import Invalid
from guide.loading.statics import ENGINE_STATIC
from guide.telling.english import ENGLISH
from guide.telling.phrases import Phrases
from guide.web import SETTINGS, broken, create_app, headers, mounting, watching
from guide.web.state import state

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHANGES = "/serve/changes"  # says which edition is served
SCRIPT = "/serve/changes.js"  # asks, and reloads the page
STYLE, ICON = "/serve/mistakes.css", "/serve/mistakes.svg"  # the engine's, for the page of mistakes
TWINS = tuple(twin.prefix for twin in SHOWN)

Told = Callable[[Sequence[str]], object]


@dataclass(frozen=True)
class Edition:
    """What is served between two edits: a site, or the page with its mistakes."""

    version: str
    app: "WSGIApplication"
    mistakes: tuple[str, ...] = ()


class Following:
    """A WSGI application that follows the files of a site.

    `told` gets the lines of all mistakes after each edit, none where the site is right. Making one
    raises `SettingError`, and nothing for a site with mistakes; a setting that only an edit needs
    is told as a mistake.
    """

    def __init__(self, site: Path, told: Told) -> None:
        self._site, self._told = site, told
        self._run = secrets.token_hex(4)  # a server that was started again has other editions
        self._count = 0
        self._lang = "en"
        self._whole: WSGIApplication | None = None  # the last one without a mistake
        self._stop = threading.Event()
        self._before = watching.snapshot(site)
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._files = {
            SCRIPT: ("text/javascript", Path(__file__).with_suffix(".js").read_bytes()),
            STYLE: ("text/css", (ENGINE_STATIC / "style.css").read_bytes()),
            ICON: ("image/svg+xml", (ENGINE_STATIC / "favicon.svg").read_bytes()),
        }
        self.edition = self._next()

    def start(self) -> None:
        """Follow edits from now on, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Follow no more."""
        self._stop.set()
        if self._thread.is_alive():  # it is not begun before there is a port
            self._thread.join(5)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        edition, path = self.edition, environ.get("PATH_INFO", "")
        if path == CHANGES:
            return _send(environ, start_response, "text/plain", edition.version.encode())
        if path in self._files:
            return _send(environ, start_response, *self._files[path])
        if edition.mistakes and self._whole is not None and path.startswith(TWINS):
            return self._whole(environ, start_response)  # they run on, whatever is written
        return edition.app(environ, start_response)

    def _follow(self) -> None:
        watching.follow(self._site, self._before, self._edited, self._stop)

    def _edited(self) -> None:
        edition = self._next()
        if edition.mistakes or self.edition.mistakes:
            self._told(edition.mistakes)
        self.edition = edition
        gc.collect()  # the one before is full of circles, and a server hardly looks for these

    def _next(self) -> Edition:
        """Make what is served from now on; nothing that a person writes ends it."""
        self._count += 1
        version = f"{self._run}-{self._count}"
        try:
            app = create_app(self._site, {"FOLLOWED": SCRIPT + f"?v={version}"})
        except Invalid as invalid:
            lines = tuple(str(mistake) for mistake in invalid.mistakes)
        except mounting.SettingError as error:
            if self._count == 1:  # nobody edits before
                raise
            lines = (str(error),)
        except Exception as error:  # a mistake that the engine did not foresee
            lines = (f"{type(error).__name__}: {error}",)
        else:
            self._whole = app
            self._lang = state(app).site.guide.lang
            return Edition(version, app)
        proxies = os.environ.get(*SETTINGS["PROXIES"])
        return Edition(version, mounting.behind(self._broken(lines, version), proxies), lines)

    def _broken(self, lines: tuple[str, ...], version: str) -> "WSGIApplication":
        say = Phrases()
        with contextlib.suppress(Invalid):
            say = Phrases(phrases.load(self._site, ENGLISH))
        with contextlib.suppress(Exception):  # else that of the last guide that was right
            self._lang = criteria.load(self._site).lang

        def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            root = environ.get("SCRIPT_NAME", "")
            script = f"{root}{SCRIPT}?v={version}"
            page = broken.page(
                say, self._lang, lines, style=root + STYLE, icon=root + ICON, script=script
            ).encode()
            return _send(environ, start_response, "text/html", page, "503 Service Unavailable")

        return app


def _send(
    environ: "WSGIEnvironment",
    start_response: "StartResponse",
    kind: str,
    data: bytes,
    status: str = "200 OK",
) -> Iterable[bytes]:
    start_response(
        status,
        [
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(data))),
            ("Cache-Control", "no-store"),
            *headers.PLAIN,
        ],
    )
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else data]
