#: file if many
"""Models by their names. `?model=NAME` asks another one than that of model/model.json."""

from typing import Any

from flask import Blueprint, Flask, abort, request

from . import contract
#: if key or login
from .access import required
#: end
from .cards import models
#: if log
from .log import remember
#: end
from .model import Model, current

bp = Blueprint("named", __name__, url_prefix="/models")


def find(name: str) -> Model:
    """Return a model by its name, or stop with 404."""
    return models().get(name) or abort(404)


def chosen() -> Model:
    """Return the model that the request's query names; without a name, the first one."""
    name = request.args.get("model")
    return current() if name is None else find(name)


@bp.get("")
def index() -> dict[str, Any]:
    """List the models."""
    return {"models": [model.card for model in models().values()]}


@bp.get("/<name>")
def about(name: str) -> dict[str, Any]:
    """Say what a model takes."""
    return find(name).card


@bp.post("/<name>/predict")
#: if key or login
@required
#: end
def predict(name: str) -> dict[str, Any]:
    """Predict from the values in the body."""
    model = find(name)
    row = contract.check(request.get_json(), model.inputs)
    #: if log
    answer = model.predict(row)
    remember(model, row, answer)
    return answer
    #: else
    return model.predict(row)
    #: end


def init_app(app: Flask) -> None:
    """Serve every model."""
    app.register_blueprint(bp)
    #: if pages
    app.extensions["csrf"].exempt(bp)  # it takes JSON alone, which no form can send
    #: end
