"""Writes the starter's requirements: each direct dependency with all that it needs, pinned.

The pins are those of tests/constraints.txt. What a package needs is read from what is installed.
`python -m tests.starter.pins` writes the files; a test finds them stale. What only the tests of a
project need has a file of its own, so that no image holds it.
"""

import importlib.metadata
import itertools
from collections.abc import Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

FOLDER = ROOT / "content" / "starter"
FILE = FOLDER / "both" / "requirements.txt"
TEST_FILE = FOLDER / "flask" / "requirements-test.txt"
ALWAYS = ""
# for whatever patch the files are the same; before it redis needs one package more, which pip adds
PATCH = "3.11.3"

# each direct dependency, and the mark under which the project needs it
DIRECT = {
    "flask": "flask",
    "django": "django",
    "granian": ALWAYS,
    "scikit-learn": "sklearn",
    "pandas": "sklearn",
    "onnxruntime": "onnx",
    "flask-wtf": "flask and pages",
    "whitenoise": "django and pages",
    "flask-migrate": "flask and db",
    "psycopg[binary]": "db",
    "flask-login": "flask and login",
    "flask-admin[sqlalchemy]": "flask and admin",
    "authlib": "flask and sso",
    "requests": "flask and sso",
    "django-allauth[socialaccount]": "django and sso",
    "redis": "redis",
    "huey": "flask and jobs",
    "django-tasks-db[compat]": "django and jobs",
}


def pinned() -> dict[str, str]:
    """Return the pin of each package in the constraints, by its canonical name.

    Where it depends on the version of Python, the lowest counts: it runs on all of them.
    """
    lines = (ROOT / "tests" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.partition(";")[0] for line in reversed(lines)]
    return {canonicalize_name(pin.partition("==")[0]): pin for pin in pins}


def closure(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield a package, and everything that it needs on this machine, with Python of `PATCH`."""
    found = [(canonicalize_name(name), extras)]
    for package, chosen in found:  # grows while it is walked
        yield package
        for text in importlib.metadata.requires(package) or []:
            needed = Requirement(text)
            environments = [
                {"extra": extra, "python_full_version": PATCH} for extra in ("", *chosen)
            ]
            if needed.marker and not any(map(needed.marker.evaluate, environments)):
                continue
            other = (canonicalize_name(needed.name), frozenset(needed.extras))
            if other not in found:
                found.append(other)


def simplified(conditions: set[str]) -> Iterator[str]:
    """Yield the conditions that another one does not already cover."""
    terms = {each: set(each.split(" and ")) - {ALWAYS} for each in conditions}
    for each in conditions:
        if not any(terms[other] < terms[each] for other in conditions):
            yield each


def text() -> str:
    """Return the file: in the order of the names, with a mark where the condition changes."""
    conditions: dict[str, set[str]] = {}
    for direct, condition in DIRECT.items():
        requirement = Requirement(direct)
        for name in closure(requirement.name, frozenset(requirement.extras)):
            conditions.setdefault(name, set()).add(condition)
    pins = pinned()
    marks = {name: " or ".join(sorted(simplified(conditions[name]))) for name in conditions}
    lines = ["# Every package, indirect ones too, at the version that was tested."]
    for mark, names in itertools.groupby(sorted(marks), marks.__getitem__):
        block = [pins[name] for name in names]
        lines += [f"#: if {mark}", *block, "#: end"] if mark else block
    return "\n".join(lines) + "\n"


def for_tests() -> str:
    """Return the file for the tests of a Flask project, which are run by pytest."""
    pins = pinned()
    lines = ["# What the tests need beside the service.", "-r requirements.txt"]
    return "\n".join([*lines, *(pins[name] for name in sorted(closure("pytest")))]) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    TEST_FILE.write_text(for_tests(), encoding="utf-8")
