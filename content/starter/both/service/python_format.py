#: file if python
"""Your model in plain Python: fill in `load` and `predict`, whatever library they need.

Put the library into requirements.txt, what the model takes into INPUTS, and then run
`python dev.py add`, or `python dev.py add FILE` if `load` reads a file. What is here
is a working example: it names an iris flower by its nearest neighbour among three.
"""

import math
import platform
#: if stream
from collections.abc import Iterator
#: end
from pathlib import Path
from typing import Any

FORMAT = "python"
SUFFIXES = ()  # any
VERSIONS = {"python": platform.python_version()}

# the name of each input, with an example
INPUTS: dict[str, Any] = {
    "sepal_length": 5.1,
    "sepal_width": 3.5,
    "petal_length": 1.4,
    "petal_width": 0.2,
}


def load(path: Path | None) -> Any:
    """Return the model. It is loaded once in a process, and shared by its threads."""
    return {
        "setosa": (5.0, 3.4, 1.5, 0.2),
        "versicolor": (5.9, 2.8, 4.3, 1.3),
        "virginica": (6.6, 3.0, 5.6, 2.0),
    }


def predict(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one row, as plain values that JSON can hold."""
    point = tuple(row.values())
    distances = {name: math.dist(point, mean) for name, mean in model.items()}
    return {
        "prediction": min(distances, key=distances.__getitem__),
        "distances": distances,
    }


#: if stream
def stream(model: Any, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the answer piece by piece; a language model yields its words here."""
    for name, value in predict(model, row)["distances"].items():
        yield {"name": name, "distance": value}


#: end
def describe(model: Any) -> list[dict[str, Any]]:
    """Return the inputs with their examples."""
    return [{"name": name, "example": example} for name, example in INPUTS.items()]
