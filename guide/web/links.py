"""The address of the site, and links as a response must write them."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from flask import current_app, request
from flask import url_for as flask_url_for
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.utils import get_current_url

from guide.web.state import state


class Link(NamedTuple):
    """Where a link leads and what it says; `current` is the page that is shown."""

    href: str
    text: str
    current: bool = False


def address() -> str:
    """Return the absolute address of the site's root, with a slash at the end."""
    configured: str = current_app.config["SITE_URL"]
    return (configured or _root(request.scheme, request.host, request.root_path)).rstrip("/") + "/"


@functools.lru_cache(64)
def _root(scheme: str, host: str, path: str) -> str:
    """Return what `request.url_root` is, without putting it together for each request."""
    return get_current_url(scheme, host, path)


def link(endpoint: str, **values: Any) -> str:
    """Return the address of a view as this response must write it: in an export it is relative."""
    written: Callable[..., str] = current_app.jinja_env.globals["url_for"]  # type: ignore[assignment]
    return written(endpoint, **values)


def url_for(endpoint: str, **values: Any) -> str:
    """Do what Flask's does, once for each link and root below which the site is served."""
    kept = state()
    files = kept.static_files
    if endpoint == "static":
        files.current()
    key = (request.script_root, endpoint, files.edition, *values.items())
    return kept.once(key, lambda: flask_url_for(endpoint, **values))


def site_link(target: str) -> str:
    """Return the address of a path inside the site, as this response must write it."""
    address, hash_, fragment = target.partition("#")
    path, mark, query = address.partition("?")
    found = state().once(("match", path), lambda: _match(unquote(path)))
    if not found:
        return target
    endpoint, values = found
    written = link(endpoint, **values)
    return (written.partition("?")[0] if mark else written) + mark + query + hash_ + fragment


def _match(path: str) -> tuple[str, Mapping[str, Any]] | tuple[()]:
    """Return the view at a path inside the site and its values, nothing where there is none."""
    try:
        return current_app.url_map.bind("").match(path)
    except HTTPException:
        return ()
