"""The twins are the same, file for file and name for name, but for what is listed here."""

import ast
import re
from pathlib import Path

import pytest

import guide.demos

HERE = Path(guide.demos.__file__).parent
FLASK, DJANGO, FASTAPI = (HERE / f"{name}_twin" for name in ("flask", "django", "fastapi"))

# The parts that the choice of a framework does not touch.
SAME = {
    "asked.py",
    "bodies.py",
    "instance.py",
    "learner.py",
    "checks.py",
    "store.py",
    "redis_store.py",
    "limiter.py",
    "silence.py",
    "places.py",
    "static/twin.css",
    "templates/complete.html",
    "templates/reset_subject.txt",
}

ONLY_FLASK = {
    "templates/_fields.html": "Django's forms render themselves: {{ form.as_div }}",
    "static/admin.js": "Flask-Admin writes scripts into its links; Django's admin does not",
    "templates/admin/records.html": "Flask-Admin writes scripts into its links",
    "templates/admin/master.html": "Flask-Admin's name and links are its template's",
}
ONLY_DJANGO = {
    "asgi.py": "Flask's interface is WSGI alone",
    "waiting.py": "a request without a thread, for ASGI",
    "urls.py": "Django's routes are a table; Flask's stand on the views",
    "static.py": "Django keeps the address of its static files from the first request on",
    "templates/admin/base_site.html": "Django's admin has a template for what is a site's own",
    "postgresql/__init__.py": "Django takes a backend, Flask's engine a function that connects",
    "postgresql/base.py": "Django takes a backend, Flask's engine a function that connects",
    "migrations/__init__.py": "Django comes with migrations",
    "migrations/0001_initial.py": "Django comes with migrations",
}

# Public names at the top of a module that only one twin has, and why.
NAMES = {
    "__init__.py": {"create_app": "Flask's application factory: Django's is its settings"},
    "settings.py": "the frameworks' settings have their own names",
    "wsgi.py": {"Request": "Flask reads a query only where a view asks for it"},
    "models.py": {
        "Base": "SQLAlchemy's declarative base",
        "db": "Flask-SQLAlchemy's object",
        "now": "Django's timezone.now",
        "Group": "django.contrib.auth has groups",
        "Login": "django.contrib.sessions keeps what is logged in",
        "membership": "django.contrib.auth has groups",
        "init_app": "Flask's extensions are set up by hand",
    },
    "seed.py": {
        "GROUPS": "Django's groups have permissions",
        "first": "before_request, for Django's middleware",
        "missing": "an error handler, for Django's middleware",
        "SeedMiddleware": "middleware, for Flask's before_request",
        "init_app": "Flask's hooks are set up by hand",
    },
    "problems.py": {
        "UnsupportedMediaType": "Flask's get_json() checks the type of the body",
        "read_json": "Flask has request.get_json()",
        "bad_request": "a handler a status, for Flask's one for all",
        "forbidden": "a handler a status, for Flask's one for all",
        "not_found": "a handler a status, for Flask's one for all",
        "server_error": "a handler a status, for Flask's one for all",
        "ProblemMiddleware": "middleware, for Flask's error handlers",
        "http_error": "one handler for all, for Django's handler a status",
        "nesting_error": "Flask's get_json() lets RecursionError through",
        "store_error": "an error handler, for Django's middleware",
        "files_error": "an error handler, for Django's middleware",
        "JSON": "Flask knows the media types of JSON",
        "conflict": "an error handler, for Django's middleware",
        "data_error": "an error handler, for Django's middleware",
        "database_error": "an error handler, for Django's middleware",
        "init_app": "Flask's error handlers are set up by hand",
        "logger": "Flask's application has a logger",
    },
    "visitors.py": {"VisitorMiddleware": "middleware, for Flask's after_this_request"},
    "guards.py": {
        "HEADERS": "Django's own middleware sets these",
        "csrf": "Flask-WTF's object, for Django's middleware",
        "limit": "before_request, for Django's middleware",
        "secure": "after_request, for Django's own middleware",
        "secure_more": "after_request, for Django's middleware",
        "add": "after_request, for Django's middleware",
        "SessionInterface": "Django's middleware marks the cookies",
        "Handler": "the type of what a middleware calls",
        "LimitMiddleware": "middleware, for Flask's before_request",
        "bound": "before_request, for Django's middleware",
        "BoundMiddleware": "middleware, for Flask's before_request",
        "HeadersMiddleware": "middleware, for Flask's after_request",
        "init_app": "Flask's hooks are set up by hand",
    },
    "outbox.py": {
        "mailer": "Flask-Mail's object",
        "keep": "a signal of Flask-Mail, for Django's mail backend",
        "EmailBackend": "Django's mail backend, for Flask-Mail's signal",
        "init_app": "Flask's extensions are set up by hand",
    },
    "auth.py": {
        "NAME": "Django's fields have it in their widgets",
        "MAIL": "Django's fields have it in their widgets",
        "NEW": "Django's password fields say it themselves",
        "OLD": "Django's password fields say it themselves",
        "View": "the type of what a decorator takes",
        "login_manager": "Flask-Login's object",
        "LOGIN": "Django's sessions are kept in the database",
        "log_in": "Django's sessions are kept in the database",
        "load_user": "Flask-Login asks for it",
        "authenticate": "a function, for Django's authentication backend",
        "VisitorBackend": "an authentication backend, for Flask's function",
        "LoginForm": "django.contrib.auth has one",
        "group_required": "django.contrib.auth has permission_required",
        "init_app": "Flask's extensions are set up by hand",
    },
    "reset.py": {
        "RESET_SECONDS": "Django has a setting",
        "ResetConfirmView": "a view of Django's, kept to the visitor",
        "SetPasswordForm": "django.contrib.auth has one",
        "reset_token": "django.contrib.auth makes tokens",
    },
    "admin.py": {
        "StaffOnly": "Django's admin asks its users for it",
        "no_null": "Django's form fields refuse it themselves",
        "return_address": "Flask-Admin fails over some addresses to return to",
        "Index": "Flask-Admin's first page must be guarded by hand",
        "init_app": "Flask's extensions are set up by hand",
    },
    "records.py": {
        "LARGEST": "Django's ORM finds no row by a number that is too large",
        "NumberConverter": "Django's int takes the digits 0 to 9 only",
        "init_app": "Flask's blueprints are registered by hand",
    },
    "features.py": {"init_app": "Flask's blueprints are registered by hand"},
    "forms.py": {"init_app": "Flask's blueprints are registered by hand"},
}


def names(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)) for path in found if "__pycache__" not in path.parts}


def public(path: Path) -> list[str]:
    """Return the public names that a module defines at its top, in order."""
    found: list[str] = []
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.Assign):
            found += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [name for name in found if not name.startswith("_") and name != "bp"]


def test_files() -> None:
    assert names(FLASK) - names(DJANGO) == set(ONLY_FLASK)
    assert names(DJANGO) - names(FLASK) == set(ONLY_DJANGO)


def test_same() -> None:
    assert [] == [n for n in SAME if (FLASK / n).read_bytes() != (DJANGO / n).read_bytes()]


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("instance.py", FLASK),
        ("learner.py", FLASK),
        ("templates/complete.html", FLASK),
        ("waiting.py", DJANGO),
    ],
)
def test_the_reference_does_the_same_work(name: str, twin: Path) -> None:
    """What is only measured has the same model, page and client, and a folder of its own."""
    assert (twin / name).read_bytes() == (FASTAPI / name).read_bytes()


def test_names() -> None:
    """The same functions and classes in the same order; and every listed difference is one."""
    for name in sorted(n for n in names(FLASK) & names(DJANGO) if n.endswith(".py")):
        allowed = NAMES.get(name, {})
        if isinstance(allowed, str):
            continue
        flask, django = public(FLASK / name), public(DJANGO / name)

        common = [[n for n in found if n not in allowed] for found in (flask, django)]
        assert common[0] == common[1], name
        assert {*flask} ^ {*django} == {*allowed}, name


def methods(path: Path) -> dict[str, list[str]]:
    tree = ast.parse(path.read_text())
    return {
        node.name: [each.name for each in node.body if isinstance(each, ast.FunctionDef)]
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


@pytest.mark.parametrize(
    ("name", "view"),
    [("records.py", "RecordList"), ("records.py", "RecordDetail"), ("features.py", "Feature")],
)
def test_methods(name: str, view: str) -> None:
    assert methods(FLASK / name)[view] == methods(DJANGO / name)[view]


@pytest.mark.parametrize("folder", [FLASK, DJANGO], ids=["flask", "django"])
def test_a_twin_imports_nothing_else_of_the_guide(folder: Path) -> None:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert node.level <= len(path.relative_to(folder).parts)  # no further than the twin
                assert not (node.module or "").startswith("guide") or node.level
            if isinstance(node, ast.Import):
                assert not any(alias.name.startswith("guide") for alias in node.names)


def settings(folder: Path) -> dict[str, str]:
    text = ast.get_docstring(ast.parse((folder / "settings.py").read_text())) or ""
    return dict(re.findall(r"^([A-Z_]+) +(.+?)(?=\n[A-Z_]+ |\Z)", text, re.M | re.S))


@pytest.mark.parametrize("folder", [FLASK, DJANGO], ids=["flask", "django"])
def test_every_setting_is_documented(folder: Path) -> None:
    read = {
        name
        for path in folder.rglob("*.py")
        for name in re.findall(r'environ\.get\(\s*"([A-Z_]+)"', path.read_text())
    }

    assert read == set(settings(folder))


def test_settings_mean_the_same() -> None:
    flask, django = settings(FLASK), settings(DJANGO)

    assert set(django) - set(flask) == {"TWIN_TEMPLATES"}
    assert set(flask) <= set(django)


def test_the_readme_names_every_setting() -> None:
    readme = (HERE.parents[1] / "README.md").read_text()

    assert [name for name in settings(DJANGO) if f"`{name}`" not in readme] == []
