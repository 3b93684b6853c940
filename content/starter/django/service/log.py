#: file if log
"""The log: every prediction becomes a row."""

#: if crud and login
from django.conf import settings
#: end
from django.db import models

from .contract import Row
from .model import Model


class Prediction(models.Model):
    """A prediction: what went in and what came out."""

    created = models.DateTimeField(auto_now_add=True, db_index=True)
    model = models.CharField(max_length=255)
    inputs = models.JSONField()
    answer = models.JSONField()
    #: if edit or crud
    label = models.CharField(
        max_length=200, blank=True, help_text="What it really was."
    )
    note = models.TextField(blank=True)
    #: end
    #: if crud and login
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False
    )
    #: end

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d %H:%M}: {self.answer['prediction']}"


def entry(model: Model, inputs: Row, answer: Row) -> Prediction:
    """Return a row for the log that is not saved yet."""
    return Prediction(model=model.card["name"], inputs=inputs, answer=answer)


def remember(model: Model, inputs: Row, answer: Row) -> None:
    """Add a prediction to the log."""
    entry(model, inputs, answer).save()
