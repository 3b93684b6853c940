#: file if spa
"""A front end on another site: every response says what a browser lets it do."""

from flask import Flask, Response, request

from . import cors


def allow(response: Response) -> Response:
    """Add the headers for where the request comes from."""
    response.vary.add("Origin")
    response.headers.update(cors.headers(request.headers.get("Origin", "")))
    return response


def init_app(app: Flask) -> None:
    """Let the front end ask."""
    app.after_request(allow)
