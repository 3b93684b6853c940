"""The first page: which framework this is, what is there, and the way back."""

from urllib.parse import urljoin

from flask import Blueprint, Response, current_app, render_template, request, url_for

from .places import GROUPS
from .problems import TYPE

bp = Blueprint("index", __name__)

PAGE = "text/html"
WRONG = (404, 405)  # statuses of an address that nobody can open


@bp.get("/")
def index() -> str:
    """Show it."""
    return render_template("index.html", groups=GROUPS, site=current_app.config["SITE"])


@bp.after_app_request
def way_back(response: Response) -> Response:
    """Show a wrong address as a page to whoever prefers one to a problem document."""
    if response.status_code not in WRONG or response.mimetype != TYPE:
        return response
    if request.accept_mimetypes.best_match([TYPE, PAGE]) == PAGE:
        problem, site = response.get_json(), current_app.config["SITE"]
        back = urljoin(url_for("index.index"), f"{site}demos/") if site else ""
        response.set_data(render_template("problem.html", problem=problem, back=back))
        response.content_type = f"{PAGE}; charset=utf-8"
    return response
