#: file if stream
"""An answer piece by piece: a line of JSON for each."""

import itertools
import json
import logging
from collections.abc import Iterator

from .contract import Row, problem
#: if heavy
from .limit import slot
#: end
from .model import Model, adapter, refused

# nginx before 1.30 would collect them
HEADERS = {"Content-Type": "application/x-ndjson", "X-Accel-Buffering": "no"}

logger = logging.getLogger(__name__)


def lines(model: Model, row: Row) -> Iterator[str]:
    """Return the lines; what is wrong before the first one is raised here."""
    pieces = generate(model, row)
    try:
        first = list(itertools.islice(pieces, 1))
    except ValueError as error:
        raise refused(error) from error
    return write(itertools.chain(first, pieces))


def generate(model: Model, row: Row) -> Iterator[Row]:
    """Yield the pieces as the model makes them."""
    #: if heavy
    with slot():
        yield from adapter.stream(model.loaded, row)
    #: else
    yield from adapter.stream(model.loaded, row)
    #: end


def write(pieces: Iterator[Row]) -> Iterator[str]:
    """Yield each piece as a line; a failure becomes the last one."""
    try:
        for piece in pieces:
            yield json.dumps(piece, ensure_ascii=False, allow_nan=False) + "\n"
    except Exception:
        logger.exception("a stream broke")
        yield json.dumps({"problem": problem(500)}) + "\n"
