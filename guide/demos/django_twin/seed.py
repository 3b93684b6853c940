"""What the service starts with: its tables and rows, made by whichever process comes first."""

import random
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from . import instance
from .models import Message
from .problems import FILES, problem
from .tidy import tidy

MESSAGES = 10_000
WITHOUT_TABLES = {"json", "remote", "complete", "models", "predict", "feature", "readyz"}

_done = False


def once() -> None:
    """Make what is missing. Every caller waits for the first; later calls return at once."""
    global _done
    if not _done:
        with instance.lock("seed"):
            _seed()
        _done = True


def again(error: Exception) -> None:
    """Have missing tables made again: the database was emptied, or another is in its place."""
    global _done
    if "no such table" in str(error) or "does not exist" in str(error):
        connection.close()
        _done = False


def _seed() -> None:
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)
        if not Message.objects.exists():
            for group, rights in GROUPS.items():
                permissions = Permission.objects.filter(codename__in=rights)
                Group.objects.get_or_create(name=group)[0].permissions.set(permissions)
            rows = enumerate(contents(), start=1)
            Message.objects.bulk_create(Message(id=n, content=c) for n, c in rows)
        tidy()


GROUPS = {
    "trainers": ["retrain"],
    "staff": ["view_record", "add_record", "change_record"],
}


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # readers need not wait for a writer
            cursor.execute("PRAGMA journal_mode = WAL").fetchone()
            yield
        else:  # other machines may share it
            cursor.execute("SET lock_timeout = '10s'")
            cursor.execute("SELECT pg_advisory_lock(20051)")
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(20051)")
                cursor.execute("RESET lock_timeout")


def contents() -> list[str]:
    """Return the content of the messages, the same ones every time, with what HTML must escape."""
    letters = random.Random(20051)
    return ["".join(letters.choices(string.ascii_lowercase + "<&", k=64)) for _ in range(MESSAGES)]


class SeedMiddleware:
    """Makes what is missing before a view that reads the tables."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if isinstance(error, DatabaseError):
            again(error)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.resolver_match.url_name not in WITHOUT_TABLES:
            try:
                once()
            except DatabaseError:
                return problem(503)
            except OSError:
                return problem(503, FILES)
        return None
