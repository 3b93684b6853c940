"""The tables."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .checks import NOTE_LENGTH
from .learner import LABELS, MODELS


class Message(models.Model):
    """A row of the Complete test."""

    content = models.CharField(max_length=512)


class User(AbstractUser):
    """An account, known to the visitor who made it and to nobody else."""

    visitor = models.CharField(max_length=32, db_index=True, editable=False)
    username = models.CharField(max_length=40, validators=[UnicodeUsernameValidator()])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visitor", "username"], name="one_name_a_visitor")
        ]
        permissions = [("retrain", "Can train the models again")]


class Record(models.Model):
    """A prediction in a visitor's log."""

    visitor = models.CharField(max_length=32, db_index=True, editable=False)
    model = models.CharField(max_length=10, choices=[(name, name) for name in MODELS])
    label = models.CharField(max_length=10, choices=[(name, name) for name in LABELS])
    probability = models.FloatField(validators=[MinValueValidator(0), MaxValueValidator(1)])
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    def as_dict(self) -> dict[str, Any]:
        names = ("id", "model", "label", "probability", "note")
        values = {name: getattr(self, name) for name in names}
        return values | {"created": f"{self.created:%Y-%m-%dT%H:%M:%SZ}"}


class Mail(models.Model):
    """A mail that was written to a visitor. None leaves the server."""

    visitor = models.CharField(max_length=32, db_index=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created = models.DateTimeField(auto_now_add=True, db_index=True)
