"""The model: its card, its file and its answers. Nothing here knows the web framework."""

import functools
import hashlib
import json
import logging
import math
from pathlib import Path
from typing import Any

#: if heavy
from . import limit
#: end
#: if remote
from . import remote_format as adapter
#: end
#: if python
from . import python_format as adapter
#: end
#: if onnx
from . import onnx_format as adapter
#: end
#: if sklearn
from . import sklearn_format as adapter
#: end
from .contract import Row
from .errors import Broken, Invalid
#: if redis
from .reuse import reused
#: end

FOLDER = Path(__file__).parent.parent / "model"
HELP = "To fix this: python dev.py add FILE"

logger = logging.getLogger(__name__)


class Model:
    """A loaded model. Its card says what it takes, and what it answers to an example."""

    def __init__(self, card: dict[str, Any], folder: Path = FOLDER) -> None:
        self.card = card
        self.inputs: list[dict[str, Any]] = card["inputs"]
        self.example: Row = {each["name"]: each["example"] for each in self.inputs}
        self.loaded = adapter.load(checked_file(card, folder))

    #: if redis
    @reused
    #: end
    def predict(self, row: Row) -> Row:
        """Return the answer to one row: a value for the name of each input.

        A row that the model cannot take raises `Invalid`, an answer without a prediction
        `Broken`.
        """
        try:
            #: if heavy
            with limit.slot():
                answer = adapter.predict(self.loaded, row)
            #: else
            answer = adapter.predict(self.loaded, row)
            #: end
            json.dumps(answer, allow_nan=False)  # JSON knows neither NaN nor infinity
        except ValueError as error:
            raise refused(error) from error
        if "prediction" not in answer:
            raise Broken(f"the answer has no prediction, but {', '.join(answer)}")
        return answer

    #: if heavy
    @limit.once
    #: end
    def check(self) -> None:
        """Repeat the example; raise `Broken` if the answer is not the card's."""
        try:
            answer = json.loads(json.dumps(adapter.predict(self.loaded, self.example)))
        except ValueError as error:
            raise Broken(f"the model refuses its example: {error}") from error
        #: if remote
        right = answer.keys() == self.card["answer"].keys()  # it may be worded anew
        #: else
        right = same(answer, self.card["answer"])
        #: end
        if not right:
            raise Broken(f"the example gives {answer}, not {self.card['answer']}")


def refused(error: ValueError) -> Invalid:
    """Return what to tell a client whose row the model refuses; the log says why."""
    logger.warning("the model refuses a row: %r", error)
    return Invalid([{"pointer": "", "detail": "the model cannot take these values"}])


def checked_file(card: dict[str, Any], folder: Path) -> Path | None:
    """Return the model's file, which is opened only if it is the one on the card."""
    if not card["file"]:
        return None
    path = folder / card["file"]
    if not path.is_file() or sha256(path) != card["sha256"]:
        raise Broken(f"{path} is missing, or its hash differs from the card's. {HELP}")
    return path


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same(a: Any, b: Any) -> bool:
    """Tell whether two answers are equal; numbers may differ in the last digits."""
    match a, b:
        case dict(), dict():
            return a.keys() == b.keys() and all(same(a[name], b[name]) for name in a)
        case list(), list():
            return len(a) == len(b) and all(map(same, a, b))
        case float(), int() | float():
            return math.isclose(a, b, rel_tol=1e-4, abs_tol=1e-6)
    return a == b


def read_card(path: Path) -> dict[str, Any]:
    """Return a card; raise `Broken` if there is none."""
    if not path.exists():
        raise Broken(f"{path} is missing. {HELP}")
    return json.loads(path.read_text("utf-8"))


@functools.cache
def current() -> Model:
    """Return the model of this process: loaded once, and shared by its threads."""
    return Model(read_card(FOLDER / "model.json"))
