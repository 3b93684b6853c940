"""What is no page: the static files, the file for robots, and the sign of life."""

import functools
from typing import Any

from flask import Blueprint, Flask, Response, abort, request, send_file
from werkzeug.datastructures import Headers

from guide.loading.statics import ROOT
from guide.web import links
from guide.web.bodies import Asked
from guide.web.state import state
from guide.web.static_files import media_type

blueprint = Blueprint("files", __name__)

KEPT = "public, max-age=31536000, immutable"  # another version has another address
ASKED_AGAIN = "no-cache"


def static(filename: str) -> Response:
    """Send a static file: the site's own, or else the engine's.

    Asked for by its version it may be kept for a year; a new one has another address.
    """
    file = state().static_files.get(filename)
    if file is None:
        abort(404)
    body = file.body
    if body is None:
        kind = media_type(filename)
        return send_file(file.path, kind, max_age=0) if file.path.is_file() else abort(404)
    asked = Asked.of(request.environ, ranges=request.method == "GET")
    status, headers, data = body.answer(asked)
    response = Response(data, status, Headers(headers))
    named = request.args.get("v") == state().static_files.version(filename)
    response.headers["Cache-Control"] = KEPT if named else ASKED_AGAIN
    return response


def at_root(name: str) -> Response:
    """Send a file of `static/root/` from the root of the site."""
    path = state().site.folder / ROOT / name
    kind = media_type(name) or "text/plain"
    return send_file(path, kind, max_age=0) if path.is_file() else abort(404)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process is alive."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Send the site's icon, for which browsers ask here where a page names none, such as JSON."""
    return static("favicon.svg")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Allow everything but the live demos, and name the sitemap."""
    lines = ["User-agent: *", "Disallow: /demo/", f"Sitemap: {links.address()}sitemap.xml"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def init_app(app: Flask) -> None:
    """Add these, and to the address of every static file its version."""
    site = state(app).site
    for name in site.root_files():  # first: a site's own favicon.ico stands before ours
        app.add_url_rule(f"/{name}", f"root.{name}", functools.partial(at_root, name))
    app.register_blueprint(blueprint)
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static)

    @app.url_defaults
    def with_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and not app.config["FROZEN"]:
            version = state().static_files.version(values["filename"])
            values |= {"v": version} if version else {}
