"""Answers to HEAD: applications leave it to the server to send no body, and some send one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def bare_heads(app: "WSGIApplication") -> "WSGIApplication":
    """Return `app` without the bodies of its answers to HEAD, such as Django's."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        parts = app(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return parts
        for _ in parts:
            pass
        if hasattr(parts, "close"):
            parts.close()
        return []

    return answer
