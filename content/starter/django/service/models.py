#: file if log or login
"""The tables."""

#: if crud and login
from django.conf import settings
#: end
#: if login
from django.contrib.auth.models import AbstractUser
#: end
#: if log
from django.db import models
#: end
#: if login


class User(AbstractUser):
    """Somebody who may log in: Django's user, in a table of our own that may grow."""
#: end
#: if log


class Prediction(models.Model):
    """A prediction: what went in and what came out."""

    created = models.DateTimeField(auto_now_add=True, db_index=True)
    model = models.CharField(max_length=255)
    inputs = models.JSONField()
    answer = models.JSONField()
#: end
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
#: if log

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d %H:%M}: {self.answer['prediction']}"
#: end
