"""Compresses what is made for one request; what is kept is compressed once, see `bodies`."""

from flask import Flask, Response, request

from guide.web import bodies

WINDOW = 14_000  # bytes: with their headers what ten packets carry, sent without waiting (RFC 6928)


def compress(response: Response) -> Response:
    """Compress a whole text, quickly, if the client takes that and gains by it.

    JSON comes alone: what fits in the first window is there as soon if it is sent as it is.
    """
    sent = {name.title(): value for name, value in response.headers}
    if (
        300 <= response.status_code < 400
        or response.direct_passthrough
        or response.is_streamed
        or "Content-Encoding" in sent
        or "Content-Range" in sent
        or "Etag" in sent
        or not bodies.is_text(sent.get("Content-Type", ""))
    ):
        return response
    if "Vary" in sent:
        response.vary.add("Accept-Encoding")
    else:  # the same, without parsing
        response.headers["Vary"] = "Accept-Encoding"
    encoding = bodies.choose(request.headers.get("Accept-Encoding", ""))
    data = response.get_data()
    if encoding and len(data) >= (WINDOW if response.is_json else bodies.SMALLEST):
        response.set_data(bodies.compress(data, encoding, once=False))
        response.headers["Content-Encoding"] = encoding
    return response


def init_app(app: Flask) -> None:
    """Compress every answer that Flask makes."""
    app.after_request(compress)
