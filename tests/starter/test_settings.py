"""What people write into settings, as they write it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

from guide.bench import postgres
from guide.engine import marks
from guide.engine.features import BOTH, Starter

GIVEN = {
    "HOSTS": "a.example, b.example",
    "API_KEYS": "1f, 2e",
    "FRONTEND": "https://app.example/",
}
SHOW = """
import json
from service import cors, keys, settings

hosts = vars(settings).get("ALLOWED_HOSTS") or vars(settings)["TRUSTED_HOSTS"]
print(json.dumps([hosts, keys.HASHES, cors.FRONTEND]))
"""


def written(starter: Starter, folder: Path, on: set[str]) -> None:
    """Write the package of a project."""
    for name in (BOTH, *on & {*starter.frameworks}):
        for path, text in starter.files[name].items():
            kept = marks.keep(text, on)
            if kept is not None and path.startswith("service/"):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(kept, encoding="utf-8")


def said(program: str, folder: Path, settings: Mapping[str, str]) -> str:
    """Return what a program prints that is run beside that package, with settings of its own."""
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder, env=os.environ | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert 0 == run.returncode, run.stderr
    return run.stdout


@pytest.mark.parametrize("framework", ["flask", "django"])
def test_a_blank_or_a_slash_too_many_does_no_harm(
    starter: Starter, tmp_path: Path, framework: str
) -> None:
    """A space after a comma, and the slash that browsers show after an origin."""
    written(starter, tmp_path, {framework, "python", "spa", "key"})
    shown = said(SHOW, tmp_path, GIVEN)

    assert [["a.example", "b.example"], ["1f", "2e"], "https://app.example"] == json.loads(shown)


OPEN = """
import json
from service import cors, limit, settings

hosts = vars(settings).get("ALLOWED_HOSTS") or vars(settings)["TRUSTED_HOSTS"]
print(json.dumps([hosts is None or "*" in hosts, cors.headers(""), limit.AT_ONCE]))
"""


@pytest.mark.parametrize("framework", ["flask", "django"])
def test_what_is_left_empty_opens_nothing(starter: Starter, tmp_path: Path, framework: str) -> None:
    """Without a front end no origin may ask, and `*` stands for any host beside others, too."""
    written(starter, tmp_path, {framework, "python", "spa", "heavy"})
    given = {"HOSTS": "127.0.0.1,*", "FRONTEND": "", "AT_ONCE": "", "DEV": ""}

    assert [True, {}, 1] == json.loads(said(OPEN, tmp_path, given))


KEPT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "service.settings"
import django
from django.db import connection
from django.core.signals import request_finished, request_started
django.setup()
found = []
for _ in range(2):
    request_started.send(None)
    connection.ensure_connection()
    found.append(connection.connection.info.backend_pid)
    request_finished.send(None)
print(len(set(found)))
"""


@pytest.mark.usefixtures("processes")
def test_django_keeps_its_connection(starter: Starter, tmp_path: Path) -> None:
    """As SQLAlchemy does: a new one for each request takes longer than most models."""
    written(starter, tmp_path, {"django", "python", "log", "db"})
    with postgres.serving() as url:
        shown = said(KEPT, tmp_path, {"DATABASE_URL": url})

    assert "1\n" == shown


TIMES = {
    "flask": """
from service import create_app
from service.database import db
from service.log import Prediction

app = create_app()
with app.app_context():
    db.create_all()
    db.session.add(Prediction(model="", inputs={}, answer={}))
    db.session.commit()
    print(db.session.scalars(db.select(Prediction)).one().created.utcoffset())
""",
    "django": """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "service.settings"
import django
from django.core.management import call_command
django.setup()
from service.models import Prediction
call_command("migrate", verbosity=0)
Prediction.objects.create(model="", inputs={}, answer={})
print(Prediction.objects.get().created.utcoffset())
""",
}


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("framework", ["flask", "django"])
def test_times_are_told_in_utc(starter: Starter, tmp_path: Path, framework: str) -> None:
    """Wherever the database is, for no page names a zone."""
    written(starter, tmp_path, {framework, "python", "log", "db"})
    with postgres.serving() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER ROLE CURRENT_USER SET timezone = 'Asia/Tokyo'")
        shown = said(TIMES[framework], tmp_path, {"DATABASE_URL": url})

    assert "0:00:00\n" == shown


ENGINE = """
from service import settings

named = vars(settings)
print(named.get("SQLALCHEMY_DATABASE_URI") or named["DATABASES"]["default"]["ENGINE"])
"""


@pytest.mark.parametrize("framework", ["flask", "django"])
def test_a_database_without_an_address_is_sqlite(
    starter: Starter, tmp_path: Path, framework: str
) -> None:
    """Also where the setting is there, and empty, as a file of settings leaves it."""
    written(starter, tmp_path, {framework, "python", "log", "db"})
    shown = said(ENGINE, tmp_path, {"DATABASE_URL": ""})

    assert "sqlite" in shown
