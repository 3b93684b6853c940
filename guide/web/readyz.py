"""Whether each part answers, for whoever sends requests to several of these: a load balancer."""

import json
import threading
import time
from dataclasses import dataclass, field

from flask import Blueprint, Flask, Response, current_app
from werkzeug.test import Client

from guide.demos import mount, twins
from guide.web.state import state

blueprint = Blueprint("readyz", __name__)

SECONDS = 5.0  # for which an answer holds, however often somebody asks


@dataclass
class Known:
    """What was found last: each part with what it says, and when that was."""

    parts: dict[str, object] = field(default_factory=dict)
    ready: bool = True
    looked: float = -SECONDS
    lock: threading.Lock = field(default_factory=threading.Lock)


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say of each part whether it answers: 200 if all do, or else 503."""
    known: Known = current_app.extensions["readyz"]
    with known.lock:
        if time.monotonic() - known.looked >= SECONDS:
            _look(known)
    body = json.dumps(known.parts) + "\n"
    return Response(body, 200 if known.ready else 503, mimetype="application/json")


def _look(known: Known) -> None:
    known.parts, known.ready = {"site": "answers"}, True
    shown = twins.SHOWN if state().site.has_demos and twins.available() else ()
    for twin in shown:
        client = Client(current_app.wsgi_app)
        base = f"http://{mount.host()}/"
        answer = client.get(f"{twin.prefix}/readyz", base_url=base, buffered=True)
        known.parts[twin.id] = (answer.json or {}).get("detail") or answer.json
        known.ready &= answer.status_code == 200
    known.looked = time.monotonic()


def init_app(app: Flask) -> None:
    """Add it, and what it knows."""
    app.extensions["readyz"] = Known()
    app.register_blueprint(blueprint)
