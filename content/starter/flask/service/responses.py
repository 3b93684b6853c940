"""What every response carries."""

#: if spa
from flask import Response, request
#: else
from flask import Response
#: end

#: if spa
from . import cors
#: end
from .headers import HEADERS


def add_headers(response: Response) -> Response:
    """Add the headers that a response does not have yet."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    #: if spa
    response.vary.add("Origin")
    response.headers.update(cors.headers(request.headers.get("Origin", "")))
    #: end
    return response
