"""The picture that goes with a shared result: the verdict, drawn for the answers of its link.

It is there where Pillow is, the extra named `preview`, and can write what the guide says. Elsewhere
a result has the site's one picture, as every other page.
"""

import hashlib
import threading
from collections.abc import Iterator
from importlib.util import find_spec

from flask import Blueprint, Flask, Response, abort, request
from werkzeug.exceptions import ServiceUnavailable

from guide.engine.decision import decide
from guide.web.files import ASKED_AGAIN
from guide.web.given import given
from guide.web.state import State, state

blueprint = Blueprint("preview", __name__)

PATH = "/result/preview.png"
AT_ONCE = 2  # pictures that a process draws at a time
PATIENCE = 2  # seconds that one waits for its turn
WORDS = ("verdict", "number", "result")  # the phrases that a picture can show

_turns = threading.BoundedSemaphore(AT_ONCE)


def available() -> bool:
    """Tell whether verdicts of this site can be drawn; found out once."""
    kept = state()
    return kept.once(("preview",), lambda: _can_draw(kept))


def _can_draw(kept: State) -> bool:
    if find_spec("PIL") is None:
        return False
    from guide.web import picture  # only here: Pillow may not be there

    return picture.can_write(_words(kept))


def _words(kept: State) -> Iterator[str]:
    """Yield every text of which a picture can have a part."""
    guide = kept.site.guide
    yield guide.title
    for alternative in guide.alternatives:
        yield from (alternative.name, alternative.brief, alternative.mark or "")
    yield from (place.name for place in guide.elsewhere)
    yield from kept.say.starting(*WORDS).values()


@blueprint.get(PATH)
def preview() -> Response:
    """The verdict for the answers of the link as a picture; as on its page, strange parts are left.

    An unchanged one costs no drawing, and no more than some are drawn at a time.
    """
    if not available():
        abort(404)
    from guide.web import picture  # only here: Pillow may not be there

    card = picture.card(state().say, decide(state().site.guide, given().answers))
    response = Response(mimetype="image/png", headers={"Cache-Control": ASKED_AGAIN})
    response.set_etag(hashlib.sha256(repr(card).encode()).hexdigest()[:20])
    response.make_conditional(request)
    if response.status_code == 200:
        if not _turns.acquire(timeout=PATIENCE):
            raise ServiceUnavailable(retry_after=PATIENCE)
        try:
            response.data = picture.drawn(card)
        finally:
            _turns.release()
    return response


def init_app(app: Flask) -> None:
    """Add the picture, but to no export: nothing there can draw."""
    if not app.config["FROZEN"]:
        app.register_blueprint(blueprint)
