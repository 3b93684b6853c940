"""Whether each part answers, for whoever sends requests to several of these: a load balancer."""

import json
import threading
import time
from dataclasses import dataclass, field

from flask import Blueprint, Flask, Response, current_app
from werkzeug.test import Client

from guide.demos import apart, mount, twins
from guide.web.state import state

blueprint = Blueprint("readyz", __name__)

SECONDS = 5.0  # for which an answer holds, however often somebody asks
WAIT = 2.0  # seconds in which each part has to answer


@dataclass
class Known:
    """What was found last: each part with what it says, and when that was."""

    parts: dict[str, object] = field(default_factory=dict)
    ready: bool = True
    looked: float = -SECONDS
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def old(self) -> bool:
        """Whether it does not hold any more."""
        return time.monotonic() - self.looked >= SECONDS


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say of each part whether it answers: 200 if all do, or else 503."""
    known: Known = current_app.extensions["readyz"]
    if known.old and known.lock.acquire(blocking=not known.parts):
        try:
            if known.old:  # nobody has looked while we waited
                _look(known)
        finally:
            known.lock.release()
    body = json.dumps(known.parts) + "\n"
    return Response(body, 200 if known.ready else 503, mimetype="application/json")


def _look(known: Known) -> None:
    parts: dict[str, object] = {"site": "answers"}
    ready = True
    shown = twins.SHOWN if state().site.has_demos and twins.available() else ()
    for twin in shown:
        client = Client(current_app.wsgi_app)
        answer = client.get(
            f"{twin.prefix}/readyz",
            base_url=f"http://{mount.host()}/",
            environ_overrides={apart.WAITS: WAIT},
            buffered=True,
        )
        parts[twin.id] = (answer.json or {}).get("detail") or answer.json
        ready &= answer.status_code == 200
    known.parts, known.ready, known.looked = parts, ready, time.monotonic()


def init_app(app: Flask) -> None:
    """Add it, and what it knows."""
    app.extensions["readyz"] = Known()
    app.register_blueprint(blueprint)
