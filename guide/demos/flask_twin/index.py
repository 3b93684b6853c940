"""The first page: which framework this is, what is there, and the way back."""

from flask import Blueprint, current_app, render_template

from .places import GROUPS

bp = Blueprint("index", __name__)


@bp.get("/")
def index() -> str:
    """Show it."""
    return render_template("index.html", groups=GROUPS, site=current_app.config["SITE"])
