#: file if stream
"""Predictions that come piece by piece."""

from flask import Blueprint, Response, request

from . import contract, pieces
#: if key or login
from .access import required
#: end
from .model import current

bp = Blueprint("stream", __name__)


@bp.post("/predict/stream")
#: if key or login
@required
#: end
def stream() -> Response:
    """Predict from the values in the body, and send each piece when it is there."""
    model = current()
    row = contract.check(request.get_json(), model.inputs)
    return Response(pieces.lines(model, row), mimetype="application/x-ndjson")
