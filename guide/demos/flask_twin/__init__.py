"""A small machine-learning service in Flask."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from . import benchmark, models, predict, problems, settings


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the service: its settings, then `config`, then the parts that its profile names."""
    app = Flask(__name__)
    app.config.from_object(settings)
    app.config.from_mapping(config or {})

    models.init_app(app)
    problems.init_app(app)
    app.register_blueprint(benchmark.bp)
    app.register_blueprint(predict.bp)
    return app
