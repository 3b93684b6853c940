#: file if log
"""The log: every prediction becomes a row."""

#: if crud and login
from django.contrib.auth.models import AnonymousUser

#: end
from .contract import Row
from .model import Model
#: if crud and login
from .models import Prediction, User
#: else
from .models import Prediction
#: end


def entry(model: Model, inputs: Row, answer: Row) -> Prediction:
    """Return a row for the log that is not saved yet."""
    return Prediction(model=model.card["name"], inputs=inputs, answer=answer)


def remember(
    model: Model,
    inputs: Row,
    answer: Row,
    #: if crud and login
    user: User | AnonymousUser | None = None,
    #: end
) -> None:
    """Add a prediction to the log."""
    kept = entry(model, inputs, answer)
    #: if crud and login
    if user and user.is_authenticated:
        kept.owner = user
    #: end
    kept.save()
