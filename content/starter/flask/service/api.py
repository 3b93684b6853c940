"""The interface for programs: JSON in, JSON out."""

from typing import Any

from flask import Blueprint, request

#: if redis
from . import contract, reuse
#: else
from . import contract
#: end
#: if key or login
from .access import required
#: end
#: if many
from .cards import models
#: end
#: if log
from .log import remember
#: end
from .model import current
from .openapi import document

bp = Blueprint("api", __name__)


@bp.post("/predict")
#: if key or login
@required
#: end
def predict() -> dict[str, Any]:
    """Predict from the values in the body."""
    model = current()
    row = contract.check(request.get_json(), model.inputs)
    #: if log
    answer = model.predict(row)
    remember(model, row, answer)
    return answer
    #: else
    return model.predict(row)
    #: end


@bp.get("/model")
def about() -> dict[str, Any]:
    """Say what the model takes."""
    return current().card


@bp.get("/openapi.json")
def openapi() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return document(current().card)


@bp.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
def readyz() -> dict[str, str]:
    """Say that the model answers as it should: it repeats the example on its card."""
    #: if many
    for model in models().values():
        model.check()
    #: else
    current().check()
    #: end
    #: if redis
    return {"status": "ok", "cache": reuse.state()}
    #: else
    return {"status": "ok"}
    #: end
