#: file if stream
"""Predictions that come piece by piece."""

from flask import Blueprint, Flask, Response, request

from . import contract, pieces
#: if key or login
from .access import required
#: end
#: if not many
from .model import current
#: else
from .named import chosen
#: end

bp = Blueprint("stream", __name__)


@bp.post("/predict/stream")
#: if key or login
@required
#: end
def stream() -> Response:
    """Predict from the values in the body, and send each piece when it is there."""
    #: if not many
    model = current()
    #: else
    model = chosen()
    #: end
    row = contract.check(request.get_json(), model.inputs)
    return Response(pieces.lines(model, row), headers=pieces.HEADERS)


def init_app(app: Flask) -> None:
    """Serve predictions piece by piece."""
    app.register_blueprint(bp)
    #: if pages
    app.extensions["csrf"].exempt(bp)  # it takes JSON alone, which no form can send
    #: end
