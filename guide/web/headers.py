"""The security headers, once: for every response, and for the export's `_headers` file."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
# a <meta> policy knows no frame-ancestors, and browsers complain of it
META_POLICY = "; ".join(f"{k} {v}" for k, v in POLICY.items() if k != "frame-ancestors")

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{k} {v}" for k, v in POLICY.items()),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# of an export: its files keep their names, and an old script in a new page would not work
ASKED_AGAIN = {"Cache-Control": "no-cache"}
# of the site's own host: a page cannot know what else stands below its name, and without HTTPS
TRANSPORT = {"Strict-Transport-Security": "max-age=63072000"}


# the same as lists, over HTTP and over HTTPS
PLAIN = tuple(HEADERS.items())
SECURE = (*PLAIN, *TRANSPORT.items())


def of(environ: "WSGIEnvironment") -> tuple[tuple[str, str], ...]:
    """Return the headers for the answer to a request."""
    return SECURE if environ["wsgi.url_scheme"] == "https" else PLAIN


def adding(app: "WSGIApplication") -> "WSGIApplication":
    """Add the headers to every response of an application; what it has set itself stays."""

    def added(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        every = of(environ)

        def start(
            status: str, sent: list[tuple[str, str]], *rest: Any
        ) -> Callable[[bytes], object]:
            have = {name.title() for name, _ in sent}
            more = [pair for pair in every if pair[0].title() not in have]
            return start_response(status, [*sent, *more], *rest)

        return app(environ, start)

    return added


def init_app(app: Flask) -> None:
    """Add the headers to every response of Flask's."""
    app.wsgi_app = adding(app.wsgi_app)  # type: ignore[method-assign,assignment]
