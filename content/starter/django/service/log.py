#: file if log
"""The log: every prediction becomes a row."""

from .contract import Row
from .model import Model
from .models import Prediction


def entry(model: Model, inputs: Row, answer: Row) -> Prediction:
    """Return a row for the log that is not saved yet."""
    return Prediction(model=model.card["name"], inputs=inputs, answer=answer)


def remember(model: Model, inputs: Row, answer: Row) -> None:
    """Add a prediction to the log."""
    entry(model, inputs, answer).save()
