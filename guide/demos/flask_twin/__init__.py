"""A small machine-learning service in Flask."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from . import (
    admin,
    auth,
    benchmark,
    features,
    forms,
    guards,
    index,
    models,
    outbox,
    predict,
    problems,
    ready,
    records,
    reset,
    seed,
    settings,
)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the service: its settings, then `config`, then the parts that its profile names."""
    app = Flask(__name__)
    app.config.from_object(settings)
    app.config.from_mapping(config or {})

    models.init_app(app)
    problems.init_app(app)
    app.register_blueprint(benchmark.bp)
    app.register_blueprint(predict.bp)
    if app.config["PROFILE"] == "bare":
        return app

    guards.init_app(app)
    guards.csrf.exempt(predict.bp)
    auth.init_app(app)
    app.register_blueprint(reset.bp)
    if app.config["PROFILE"] == "startproject":
        return app

    app.register_blueprint(index.bp)
    app.register_blueprint(ready.bp)
    seed.init_app(app)
    records.init_app(app)
    features.init_app(app)
    outbox.init_app(app)
    forms.init_app(app)
    admin.init_app(app)
    return app
