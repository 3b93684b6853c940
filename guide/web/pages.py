"""The pages. Each view hands its template what the template shows; templates compute nothing."""

import datetime
import functools
from pathlib import Path
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    render_template,
    request,
    send_file,
)
from markupsafe import Markup

from guide.bench.view import view
from guide.engine import audit
from guide.loading.site import Site
from guide.telling import diagram
from guide.web.render import address, render_body, render_page, the_site

YEAR = 365 * 24 * 60 * 60  # seconds

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home() -> str:
    """What this is, the comparison at a glance, and the way in."""
    return render_page("home.html", "home", title=the_site().guide.title)


@blueprint.get("/criteria/")
def criteria() -> str:
    """All questions, with what they ask and where their answers lean."""
    return render_page("criteria.html", "criteria", title="Criteria")


@blueprint.get("/criteria/<criterion_id>/")
def criterion(criterion_id: str) -> str:
    """One question: what it means, the reasons, the claims and what was found."""
    site = the_site()
    ids = [c.id for c in site.guide.criteria]
    if criterion_id not in ids:
        abort(404)
    at = ids.index(criterion_id)
    the_criterion = site.guide.criteria[at]
    page = site.criterion_page(criterion_id)
    return render_template(
        "criterion.html",
        criterion=the_criterion,
        page=page,
        body=render_body(page),
        previous=site.guide.criteria[at - 1] if at else None,
        next=site.guide.criteria[at + 1] if at + 1 < len(ids) else None,
    )


@blueprint.get("/compare/")
def compare() -> str:
    """The whole comparison side by side."""
    return render_page("compare.html", "compare", title="Compared")


@blueprint.get("/benchmarks/")
def benchmarks() -> str:
    """The source's figures, the audit, and the measured runs."""
    if not the_site().has_benchmarks:
        abort(404)
    runs = current_app.extensions["runs"]
    return render_page("benchmarks.html", "benchmarks", title="Benchmarks", runs=runs)


@blueprint.get("/method/")
def method() -> str:
    """How the score works, and the audit of this guide."""
    guide = the_site().guide
    return render_page(
        "method.html",
        "method",
        title="Method",
        audit=_audit(),
        steps=diagram.steps(guide),
        picture=Markup(diagram.svg(guide)),  # noqa: S704 - made of escaped text
    )


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process is alive."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/404.html")
def not_found_page() -> str:
    """The page for an address that does not exist, for hosts of the export."""
    return render_template("error.html", code=404, name="Not found")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Allow everything but the live demos, and name the sitemap."""
    lines = ["User-agent: *", "Disallow: /demo/", f"Sitemap: {address()}sitemap.xml"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List all pages but the result, which is nothing without answers."""
    paths = [path for path in the_site().paths() if path != "/result/"]
    body = render_template("sitemap.xml", paths=paths)
    return Response(body, mimetype="application/xml")


def static(filename: str) -> Response:
    """Send a static file: the site's own, or else the engine's.

    Asked for by its version it may be kept for a year; a new one has another address.
    """
    path = the_site().static_files().get(filename)
    if path is None:
        abort(404)
    response = send_file(path, max_age=YEAR if request.args.get("v") == _version(path) else 0)
    # Compressing replaces the body, and then nothing else closes the file.
    response.call_on_close(response.response.close)  # type: ignore[union-attr]
    return response


def _version(path: Path) -> str:
    return f"{path.stat().st_mtime_ns // 1_000_000:x}"


def _audit() -> audit.Audit:
    """Return the guide's audit of today, made once a day."""
    today = datetime.datetime.now(datetime.UTC).date()
    kept: dict[datetime.date, audit.Audit] = current_app.extensions["audits"]
    if today not in kept:
        found = audit.audit(the_site().guide, today)
        kept.clear()
        kept[today] = found
        return found  # not from the dict: another thread may be clearing it
    return kept[today]


def prepare(app: Flask) -> None:
    """Add the static files and the site's own pages."""
    site: Site = app.extensions["site"]
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static)
    files = site.static_files()

    @app.url_defaults
    def with_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and not app.config["FROZEN"]:
            path = files.get(values["filename"])
            values |= {"v": _version(path)} if path and path.is_file() else {}

    for page in site.own_pages():
        show = functools.partial(render_page, "page.html", page.name, title=page.title)
        app.add_url_rule(f"/{page.name}/", endpoint=f"own.{page.name}", view_func=show)
    app.extensions["audits"] = {}
    alternatives = [alternative.id for alternative in site.guide.alternatives]
    app.extensions["runs"] = [view(stored, alternatives) for stored in site.runs]
