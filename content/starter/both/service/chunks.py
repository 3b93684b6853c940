"""A body that is sent in chunks: nothing says beforehand how long it is."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from .contract import MAX_BODY

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def counted(handler: Application) -> Application:
    """Count such a body: Django takes it for empty, and Flask cuts it off at the limit."""

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if "CONTENT_LENGTH" not in environ and environ.get("wsgi.input_terminated"):
            body = environ["wsgi.input"].read(MAX_BODY + 1)
            length = str(len(body))
            environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": length}
            environ.pop("HTTP_TRANSFER_ENCODING", None)  # the chunks are no more
        return handler(environ, start_response)

    return application
