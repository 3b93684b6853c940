"""The twins: the same service in several frameworks, and what is known of each by name.

Another one is a row of `TWINS` and a folder beside this file. Nothing else knows a twin by name.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
Interface = Literal["wsgi", "asgi"]
PREFIX = "/demo"  # the path in the site under which the twins are mounted
INSTALL = "pip install '.[demos]'"
NEEDED = ("sklearn", "lmdb", "redis", "limits", "psycopg")  # modules that every twin needs


@dataclass(frozen=True)
class Twin:
    """One framework's service.

    `id` is the framework's module, and the alternative's id in a guide. `libraries` are the
    distributions whose versions are named beside what it did, `needs` the modules of its own that
    the extra `demos` installs (`bench`, for one that is only measured), and `importer` is the
    program, in `programs/`, that imports a part of it. `templates` are the engines that it can
    render with instead of its own. A twin that is not `shown` has no demo pages: it is only
    measured. `interfaces` are what a server can take it by, its own first. `settings_in` is the
    variable that tells its framework the module of its settings, "" where there is none.
    """

    id: str
    name: str
    libraries: tuple[str, ...]
    needs: tuple[str, ...]
    importer: str = ""
    templates: tuple[str, ...] = ()
    interfaces: tuple[Interface, ...] = ("wsgi",)
    shown: bool = True
    settings_in: str = ""

    @property
    def package(self) -> str:
        """The full name of its package."""
        return f"{__package__}.{self.id}_twin"

    @property
    def folder(self) -> Path:
        """The folder of its package."""
        return HERE / f"{self.id}_twin"

    @property
    def application(self) -> str:
        """Its application, as a server takes it: `module:name`."""
        return self.by(self.interfaces[0])

    def by(self, interface: Interface) -> str:
        """Its application for an interface, as a server takes it: `module:name`."""
        return f"{self.package}.{interface}:application"

    @property
    def prefix(self) -> str:
        """The path under which a site mounts it, without a slash at the end."""
        return f"{PREFIX}/{self.id}"


TWINS = (
    Twin(
        id="flask",
        name="Flask",
        libraries=("Flask", "Werkzeug", "Flask-SQLAlchemy", "SQLAlchemy", "scikit-learn"),
        needs=(
            *("flask_sqlalchemy", "flask_login", "flask_wtf", "flask_mail", "flask_admin"),
            "email_validator",
        ),
        importer="import_flask.py",
    ),
    Twin(
        id="django",
        name="Django",
        libraries=("Django", "scikit-learn"),
        needs=("django", "whitenoise"),
        importer="import_django.py",
        templates=("jinja2",),
        interfaces=("wsgi", "asgi"),
        settings_in="DJANGO_SETTINGS_MODULE",
    ),
    Twin(
        id="fastapi",
        name="FastAPI",
        libraries=("fastapi", "starlette"),
        needs=("fastapi", "uvicorn"),
        interfaces=("asgi",),
        shown=False,
    ),
)
SHOWN = tuple(each for each in TWINS if each.shown)


def twin(id: str) -> Twin:
    """Return the twin of this id; raise `KeyError` where there is none."""
    return {each.id: each for each in TWINS}[id]


def available() -> bool:
    """Tell whether what the twins need is installed: the extra named `demos`."""
    return not missing()


def missing() -> list[str]:
    """Return the modules that the twins with pages need and that are not installed."""
    return [name for name in needed(SHOWN) if importlib.util.find_spec(name) is None]


def needed(those: Sequence[Twin]) -> list[str]:
    """Return the modules that twins need, in alphabetical order."""
    return sorted({*NEEDED, *(name for each in those for name in each.needs)})
