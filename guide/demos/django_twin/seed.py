"""What the service starts with: its tables and rows, made by whichever process comes first."""

import random
import string
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from . import instance
from .models import Message
from .problems import FILES, problem
from .tidy import tidy

MESSAGES = 10_000
_APPLIED = "django_migrations"  # the table of those that were applied
WITHOUT_TABLES = {"json", "remote", "complete", "models", "predict", "feature", "readyz"}
NO_TABLE = "42P01"  # as PostgreSQL says it in every language
READ_ONLY = "25006"

_done = False
_file: tuple[int, int] | None = None  # in which the tables are
_mine = threading.local()  # .file is what the thread's connection has opened


def once() -> None:
    """Make what is missing. Every caller waits for the first; later calls return at once.

    Where another file is in the place of the database's, its tables are looked at anew.
    """
    global _done, _file
    if _done and _there() == _file == getattr(_mine, "file", None):
        return
    connection.close()  # it stays with the file that it has opened
    if not _done or _there() != _file:
        with instance.lock("seed"):
            _seed()
        _done, _file = True, _there()
    _mine.file = _file


def _there() -> tuple[int, int] | None:
    if connection.vendor != "sqlite":
        return None
    return instance.identity(connection.settings_dict["NAME"])


def again(error: Exception) -> None:
    """Have missing tables made again: the database was emptied, or another is in its place.

    A connection that was opened while nothing could be written stays so: another is opened.
    """
    global _done
    code = getattr(error.__cause__, "sqlstate", "")
    gone = "no such table" in str(error) or code == NO_TABLE
    if gone or "readonly database" in str(error) or code == READ_ONLY:
        connection.close()
        _done = _done and not gone


def _seed() -> None:
    with _alone():
        mended = _mend()
        call_command("migrate", interactive=False, verbosity=0)
        if mended or not Message.objects.exists():
            for group, rights in GROUPS.items():
                permissions = Permission.objects.filter(codename__in=rights)
                Group.objects.get_or_create(name=group)[0].permissions.set(permissions)
        if not Message.objects.exists():
            rows = enumerate(contents(), start=1)
            Message.objects.bulk_create(Message(id=n, content=c) for n, c in rows)
        tidy()


def _mend() -> bool:
    """Make the tables that were dropped after migrations made them; tell whether there were any."""
    there = set(connection.introspection.table_names())
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    lost = {model for model in models if model._meta.db_table not in there}
    listed = _APPLIED in there
    executor = MigrationExecutor(connection)
    if listed and executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False  # there is something to migrate
    if not listed and len(lost) == len(models):
        return False  # a new database
    while more := {model for model in models if model not in lost and _refers(model, lost)}:
        lost |= more  # whose rows refer to what is gone
    with connection.schema_editor() as editor:
        for model in lost:
            if model._meta.db_table in there:
                table = editor.quote_name(model._meta.db_table)
                editor.execute(editor.sql_delete_table % {"table": table})
        for model in lost:
            if model._meta.auto_created not in lost:  # what joins two tables comes with the first
                editor.create_model(model)
    if not listed:
        call_command("migrate", fake=True, interactive=False, verbosity=0)
    return bool(lost)


def _refers(model: type[Model], lost: set[type[Model]]) -> bool:
    return any(field.related_model in lost for field in model._meta.local_fields)


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
            cursor.execute("SET lock_timeout = '4s'")
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
