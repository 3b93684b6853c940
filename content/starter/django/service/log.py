#: file if log
"""The log: every prediction becomes a row."""

from typing import Any

from django.db import models


class Prediction(models.Model):
    """A prediction: what went in and what came out."""

    created = models.DateTimeField(auto_now_add=True, db_index=True)
    inputs = models.JSONField()
    answer = models.JSONField()
    #: if edit
    label = models.CharField(
        max_length=200, blank=True, help_text="What it really was."
    )
    note = models.TextField(blank=True)
    #: end

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d %H:%M}: {self.answer['prediction']}"


def remember(inputs: dict[str, Any], answer: dict[str, Any]) -> None:
    """Add a prediction to the log."""
    Prediction.objects.create(inputs=inputs, answer=answer)
