"""The body of a request: refused before it is read where it is too large, and counted as it comes.

A framework that is asked for a form may otherwise write what a stranger sends to the disk first.
"""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LENGTH = "CONTENT_LENGTH"
LARGEST = 16 * 1024
REFUSED = "twin.refused"  # in the environment of a request: the status of its refusal


class Bounded:
    """Hands a service no body that is larger than `LARGEST`, and one sent in chunks whole."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        length = str(environ.get(LENGTH) or "")
        if length:
            refused = not length.isdecimal() or len(length) > 9 or int(length) > LARGEST
        elif environ.get("wsgi.input_terminated"):  # the server knows where the last chunk ends
            body = _read(environ["wsgi.input"])
            refused = len(body) > LARGEST
            if body:
                environ |= {"wsgi.input": io.BytesIO(body), LENGTH: str(len(body))}
        else:
            refused = False
        if refused:
            environ |= {"wsgi.input": io.BytesIO(), LENGTH: "0", REFUSED: 413}
        return self.app(environ, start_response)


def _read(stream: "io.BufferedIOBase") -> bytes:
    """Read to the end, or until there is too much."""
    body = b""
    while len(body) <= LARGEST:
        part = stream.read(LARGEST + 1 - len(body))
        if not part:
            break
        body += part
    return body
