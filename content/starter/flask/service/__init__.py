"""A machine-learning model, served with Flask."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from . import api, problems
from .headers import HEADERS


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Make the service: its settings, then `config`, then its parts."""
    app = Flask(__name__)
    app.config.from_object("service.settings")
    app.config.from_mapping(config or {})
    app.json = problems.JSONProvider(app)
    if app.config["BEHIND_PROXY"]:
        app.wsgi_app = ProxyFix(app.wsgi_app)

    app.register_blueprint(problems.bp)
    app.register_blueprint(api.bp)
    app.after_request(add_headers)
    #: if spa
    from . import frontend

    frontend.init_app(app)
    #: end
    #: if db
    from . import database

    database.init_app(app)
    #: end
    #: if pages
    from . import pages

    pages.init_app(app)
    #: end
    #: if many
    from . import named

    named.init_app(app)
    #: end
    #: if jobs
    from . import jobs

    jobs.init_app(app)
    #: end
    #: if stream
    from . import stream

    stream.init_app(app)
    #: end
    #: if crud
    from . import records

    records.init_app(app)
    #: end
    #: if login
    from . import accounts

    accounts.init_app(app)
    #: end
    #: if admin
    from . import admin

    admin.init_app(app)
    #: end
    return app


def add_headers(response: Response) -> Response:
    """Add the headers that a response does not have yet."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
