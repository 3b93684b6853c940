"""The three benchmark tests."""

from urllib.request import ProxyHandler, build_opener

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from . import seed
from .models import Message, db
from .problems import problem

bp = Blueprint("benchmark", __name__)
direct = build_opener(ProxyHandler({}))


@bp.get("/json")
def json() -> ResponseReturnValue:
    """Serialise one small object."""
    return jsonify(message="Hello, World!")


@bp.get("/remote")
def remote() -> ResponseReturnValue:
    """Wait for another server, and pass on what it says."""
    try:
        with direct.open(current_app.config["REMOTE_URL"], timeout=5) as answer:
            return Response(answer.read(), mimetype="text/plain")
    except OSError:
        return problem(503, "The remote server does not answer. See TWIN_REMOTE_URL.")


@bp.get("/complete")
def complete() -> ResponseReturnValue:
    """Load 100 rows at random, add one, sort them, render them."""
    seed.once()
    messages = list(db.session.scalars(select(Message).order_by(func.random()).limit(100)))
    messages.append(Message(content="Hello, World!"))
    messages.sort(key=lambda message: message.content)
    return render_template("complete.html", messages=messages)
