"""Compresses what is made for one request; what is kept is compressed once, see `bodies`."""

from flask import Flask, Response, request

from guide.web import bodies


def compress(response: Response) -> Response:
    """Compress a whole text, quickly, if the client takes that."""
    if (
        300 <= response.status_code < 400
        or response.direct_passthrough
        or response.is_streamed
        or "Content-Encoding" in response.headers
        or "Content-Range" in response.headers
        or "ETag" in response.headers
        or not bodies.is_text(response.mimetype or "")
    ):
        return response
    response.vary.add("Accept-Encoding")
    encoding = bodies.choose(request.headers.get("Accept-Encoding", ""))
    data = response.get_data()
    if encoding and len(data) >= bodies.SMALLEST:
        response.set_data(bodies.compress(data, encoding, once=False))
        response.headers["Content-Encoding"] = encoding
    return response


def init_app(app: Flask) -> None:
    """Compress every answer that Flask makes."""
    app.after_request(compress)
