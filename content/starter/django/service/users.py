#: file if login
"""The users."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who may log in: Django's user, in a table of our own that may grow."""
