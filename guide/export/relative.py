"""Links from one file of an export to another, so that it works in any folder of any host."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from flask import Flask, request

_REST = re.compile(r"[?#]")


@contextlib.contextmanager
def relative_links(app: Flask) -> Iterator[None]:
    """Have the templates of an application, and `guide.web.links.link`, write relative links."""
    absolute: Any = app.jinja_env.globals["url_for"]

    def url_for(endpoint: str, **values: Any) -> str:
        return relative(absolute(endpoint, **values), request.path)

    app.jinja_env.globals["url_for"] = url_for
    try:
        yield
    finally:
        app.jinja_env.globals["url_for"] = absolute


def relative(target: str, path: str) -> str:
    """Return how the page at `path` links to `target`; both begin at the root of the site.

    An address that ends with a slash is the file `index.html` there.
    """
    found = _REST.search(target)
    end = found.start() if found else len(target)
    there, rest = target[:end].split("/")[1:], target[end:]
    if not there[-1]:
        there[-1] = "index.html"
    here = path.split("/")[1:-1]
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:]) + rest
