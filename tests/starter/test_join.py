"""What the README says of the application that somebody has: the service works in it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from guide.engine import marks
from guide.engine.features import BOTH, Starter

LEFT_OUT = ("service/settings.py", "service/wsgi.py")
FLASK = """
from flask import Flask
from service import api, problems

app = Flask("application")
app.register_blueprint(api.bp, url_prefix="/ml")
app.register_blueprint(problems.bp)
client = app.test_client()
"""
DJANGO = """
import django
from django.conf import settings
from django.test import Client
from django.urls import include, path

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["service"],
    MIDDLEWARE=["service.middleware.ProblemMiddleware"],
)
django.setup()
urlpatterns = [path("ml/", include("service.urls"))]
client = Client()
"""
ASK = """
assert client.get("/ml/readyz").status_code == 200
for status, body in ((422, "{}"), (400, "{"), (415, None)):
    kind = "application/json" if body else "text/plain"
    answer = client.post("/ml/predict", data=body or "", content_type=kind)
    assert answer.status_code == status, answer.status_code
    assert answer.headers["Content-Type"] == "application/problem+json"
"""


@pytest.mark.parametrize(("framework", "application"), [("flask", FLASK), ("django", DJANGO)])
def test_the_service_works_in_another_application(
    starter: Starter, tmp_path: Path, framework: str, application: str
) -> None:
    """Without the files that the application has already."""
    for folder in (BOTH, framework):
        for path, text in starter.files[folder].items():
            kept = marks.keep(text, {framework, "python", "join"})
            if kept is not None and path not in LEFT_OUT:
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_text(kept, encoding="utf-8")
    (tmp_path / "application.py").write_text(application + ASK, encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    for name in ("add_model.py", "application.py"):
        done = subprocess.run(
            [sys.executable, "-W", "error", name],
            cwd=tmp_path, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip

        assert done.returncode == 0, done.stderr
