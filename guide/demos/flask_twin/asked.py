"""What a request asks for: one that names no host, or has a query that is no text, is refused.

Each framework would refuse others of these, or fail at them.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .bodies import REFUSED

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

QUERY = "QUERY_STRING"
LABEL = r"[a-z0-9_-]{1,63}"
HOST = re.compile(
    rf"(?:(?:{LABEL}\.)*{LABEL}\.?|\[[0-9a-f]*:[0-9a-f.:]+\])(?::(?P<port>[1-9]\d{{0,4}}))?"
)

# A header that may hold a date and has a longer number than a year holds none, and is ignored
# (RFC 9110, 13.1.3 to 13.1.5). An ETag begins with a quote or W/.
DATED = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE")
NO_DATE = re.compile(r'[^"/]*[0-9]{5}')
CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # which no header of an answer could hold


class Asked:
    """Hands a service what it can read, with the host in small letters."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        for name in DATED:
            if NO_DATE.match(environ.get(name, "")):
                del environ[name]
        host = environ.pop("HTTP_HOST", "").lower().removesuffix(":")  # a port may be empty
        if is_host(host):
            environ["HTTP_HOST"] = host
        elif host:  # an empty one is none, as in HTTP/1.0
            environ[REFUSED] = 400
        if not is_text(environ.get(QUERY, "")):
            environ |= {QUERY: "", REFUSED: 400}
        return self.app(environ, start_response)


def is_host(host: str) -> bool:
    """Tell whether a `Host` header in small letters names a host, with or without a port."""
    found = HOST.fullmatch(host) if host.isascii() and len(host) < 256 else None
    return found is not None and int(found["port"] or 80) < 65536


def is_text(sent: str) -> bool:
    """Tell whether what came as a character for each byte is UTF-8, without control characters."""
    try:
        sent.encode("latin-1").decode()
    except ValueError:
        return False
    return not CONTROL.search(sent)
