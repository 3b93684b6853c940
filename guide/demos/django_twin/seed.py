"""The tables and the rows that the service starts with, made once by whichever process comes first."""

import random
import string
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection

from . import instance
from .models import Message

MESSAGES = 10_000

_done = False


def once() -> None:
    """Make what is missing. Every caller waits for the first; later calls return at once."""
    global _done
    if not _done:
        with instance.lock("seed"):
            _seed()
        _done = True


def _seed() -> None:
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)
        if not Message.objects.exists():
            rows = enumerate(contents(), start=1)
            Message.objects.bulk_create(Message(id=n, content=c) for n, c in rows)


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # readers need not wait for a writer
            cursor.execute("PRAGMA journal_mode = WAL").fetchone()
            yield
        else:  # other machines may share it
            cursor.execute("SELECT pg_advisory_lock(20051)")
            yield
            cursor.execute("SELECT pg_advisory_unlock(20051)")


def contents() -> list[str]:
    """Return the content of the messages, the same ones every time."""
    letters = random.Random(20051)
    return ["".join(letters.choices(string.ascii_lowercase, k=64)) for _ in range(MESSAGES)]
