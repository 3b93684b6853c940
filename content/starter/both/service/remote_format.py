#: file if remote
"""A model that lives elsewhere: on a server of its own, or behind a hosted interface.

The service sends a row as JSON to `MODEL_URL`, and passes on the JSON object that comes
back. Put what the model takes into INPUTS, fit the functions to the interface of your
server, then run `MODEL_URL=https://… python dev.py add`.
"""

import http.client
import json
import logging
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from .errors import Broken

FORMAT = "remote"
SUFFIXES = ()
VERSIONS: dict[str, str] = {}

TIMEOUT = 10.0  # seconds for each try; a language model may need more
PAUSES = (0, 0.2, 0.4)  # seconds before each try
REFUSALS = (400, 413, 422)  # these are about the row; 401 or 404 are about us
# an answer that breaks off, that is no JSON, or that has not what you look for in it
UNREADABLE = (OSError, http.client.HTTPException, ValueError, LookupError, TypeError)

# the name of each input, with an example
INPUTS: dict[str, Any] = {
    "sepal_length": 5.1,
    "sepal_width": 3.5,
    "petal_length": 1.4,
    "petal_width": 0.2,
}

logger = logging.getLogger(__name__)


def load(path: Path | None) -> Any:
    """Return the model's address; on a developer's machine an example stands in for it."""
    if url := os.environ.get("MODEL_URL"):
        if not url.startswith(("https://", "http://")):
            raise Broken("MODEL_URL begins neither with https:// nor with http://")
        return url
    if os.environ.get("DEV") == "1":
        from . import example_server

        return example_server.start()
    raise Broken("MODEL_URL is not set. To fix this: MODEL_URL=https://…")


def predict(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Return the server's answer. Raise `ValueError` for a row that it refuses."""
    with closing(ask(model, row)) as response, readable():
        answer = json.load(response)
        if isinstance(answer, dict):
            return answer
        raise ValueError("no JSON object")


@contextmanager
def readable() -> Iterator[None]:
    """Raise `Broken` if what comes back breaks off or is another: the row is not to blame."""
    try:
        yield
    except UNREADABLE as error:
        raise Broken(f"the answer of MODEL_URL cannot be read: {error!r}") from error


def ask(url: str, row: dict[str, Any], accept: str = "application/json") -> Any:
    """Send a row, again if the server fails or is silent; return the open response.

    No message shows the address, which may hold a key.
    """
    headers = {"Content-Type": "application/json", "Accept": accept}
    request = urllib.request.Request(url, json.dumps(row).encode(), headers)
    if key := os.environ.get("MODEL_KEY"):
        # for this server, not for one that it redirects to
        request.add_unredirected_header("Authorization", f"Bearer {key}")
    for pause in PAUSES:
        time.sleep(pause)
        try:
            return urllib.request.urlopen(request, timeout=TIMEOUT)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in REFUSALS:
                raise ValueError(f"MODEL_URL answers {error.code}") from error
            if error.code < 500 and error.code != 429:
                raise Broken(f"MODEL_URL answers {error.code}") from error
            logger.warning("MODEL_URL answers %s", error.code)
        except (OSError, http.client.HTTPException) as error:
            logger.warning("MODEL_URL does not answer: %s", error)
    raise Broken("MODEL_URL does not answer")


#: if stream
def stream(model: Any, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the pieces as the server sends them: a line of JSON for each."""
    answer = ask(model, row, "application/x-ndjson")
    with closing(answer) as response, readable():
        for line in response:
            yield json.loads(line)


#: end
def describe(model: Any) -> list[dict[str, Any]]:
    """Return the inputs with their examples."""
    return [{"name": name, "example": example} for name, example in INPUTS.items()]
