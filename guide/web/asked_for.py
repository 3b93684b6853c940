"""Which requests name no place on this site at all: they are refused before anything reads them."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from guide.telling.phrases import Phrases
from guide.web import headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LABEL = r"[A-Za-z0-9_-]{1,63}"
_HOST = re.compile(
    rf"(\[[0-9A-Fa-f:.]{{2,45}}\]|({_LABEL}\.)*{_LABEL}\.?)(:(?P<port>[0-9]{{0,5}}))?"
)
_NO_STEP = re.compile(r"/(/|\.{1,2}(/|$))")  # in a path, from which a browser would go elsewhere
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # which no header of an answer could hold
LONGEST = 255  # characters of a host name, as in the DNS

# Headers that may hold a date. One with a longer number than a year is none, and has to be ignored
# (RFC 9110, 13.1.3 to 13.1.5); Werkzeug raises OverflowError. An ETag begins with a quote or W/.
_DATED = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE")
_NO_DATE = re.compile(r'[^"/]*[0-9]{5}')


def is_host(host: str) -> bool:
    """Tell whether a `Host` header names a host that there can be, with or without a port.

    HTTP allows an empty one. A name beyond ASCII is sent as `xn--…`.
    """
    found = _HOST.fullmatch(host) if len(host) <= LONGEST else None
    return not host or (found is not None and int(found["port"] or 0) < 65536)


def is_root(root: str) -> bool:
    """Tell whether the site can be below this path, as WSGI has it: a character for each byte.

    Two slashes at its beginning would make of every link one to another host; `..`, a query or a
    fragment would lead to another place than a cookie’s path, which a semicolon or a quote ends.
    """
    if not root:
        return True
    slashed = root[0] == "/" and not _NO_STEP.search(root) and not set('\\?#;"') & set(root)
    return slashed and " " not in root and is_text(root)


def is_text(sent: str) -> bool:
    """Tell whether what WSGI hands on as a character for each byte is UTF-8.

    Control characters are no text.
    """
    if _CONTROL.search(sent):
        return False
    if sent.isascii():
        return True
    try:
        sent.encode("latin-1").decode()
    except ValueError:
        return False
    return True


def is_asked(environ: "WSGIEnvironment") -> bool:
    """Tell whether a request names a scheme, a host, a root and a path, and its query is text."""
    path, root = environ.get("PATH_INFO", ""), environ.get("SCRIPT_NAME", "")
    return (
        environ["wsgi.url_scheme"] in ("http", "https")
        and is_host(environ.get("HTTP_HOST", ""))
        and (not path or path.startswith("/"))
        and is_root(root)
        and is_text(environ.get("QUERY_STRING", ""))
    )


class Refusing:
    """An application behind a check of what is asked for: 400 for no host, root or path.

    Links are made of these, and no page of an error could be put together without them; nor
    with a query that is no text. A date that is none is left out.
    """

    def __init__(self, app: "WSGIApplication", say: Phrases) -> None:
        self.app, self.say = app, say

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        for name in _DATED:
            if _NO_DATE.match(environ.get(name, "")):
                del environ[name]
        if host := environ.get("HTTP_HOST"):
            environ["HTTP_HOST"] = host.lower()  # names do not differ in it; one framework minds
        environ["wsgi.url_scheme"] = environ["wsgi.url_scheme"].lower()
        if (root := environ.get("SCRIPT_NAME", "")).endswith("/"):  # as proxies are often told
            environ["SCRIPT_NAME"] = root.rstrip("/")
        if is_asked(environ):
            return self.app(environ, start_response)
        body = self.say("error.refused").encode()
        sent = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response("400 BAD REQUEST", [*sent, *headers.of(environ)])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
