"""The settings, each from an environment variable.

TWIN_INSTANCE   the folder that holds this service's own folder (default: ./instance)
TWIN_HOSTS      the host names it answers to, with commas between (default: this machine; * for any)
TWIN_PROFILE    full, or for measuring: startproject (what Django's startproject turns on, and here
                what it takes to do the same) or bare (the framework and its ORM, nothing else: no
                sessions, which Flask opens wherever there is a key, and no check of the host)
TWIN_LIMITS     off to serve without rate limits, for measuring (default: on)
TWIN_REMOTE_URL what the remote test asks (default: http://127.0.0.1:8099/)
TWIN_SITE       the site that shows this service, as seen from its first page (default: none)
DATABASE_URL    sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME (default: SQLite, own folder)
REDIS_URL       keeps features and rate limits in Redis (default: lmdb, and memory)
SECRET_KEY      signs cookies and tokens, the same on all hosts: needed beside a PostgreSQL address
                (default: made once, kept in the own folder)
"""

from functools import partial
from os import environ
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import make_url

from . import bodies, instance

PROFILE = environ.get("TWIN_PROFILE", "full")
LIMITS = environ.get("TWIN_LIMITS", "on") != "off"
REMOTE_URL = environ.get("TWIN_REMOTE_URL", "http://127.0.0.1:8099/")
SITE = environ.get("TWIN_SITE", "")
REDIS_URL = environ.get("REDIS_URL", "")
if REDIS_URL and not (REDIS_URL.startswith(("redis://", "rediss://")) and urlsplit(REDIS_URL)[1]):
    raise ValueError("REDIS_URL is of another kind (expected: redis://… or rediss://…)")

SECRET_KEY = None if PROFILE == "bare" else instance.secret_key()
_hosts = environ.get("TWIN_HOSTS", "localhost,127.0.0.1,[::1]").replace(" ", "").split(",")


class Trusted(str):
    """A name of a host. Werkzeug would cut an IPv6 address at its first colon, for a port."""

    def partition(self, sep: str) -> tuple[str, str, str]:
        return str(self), "", ""


_names = [name.lower().removesuffix(".") for name in _hosts]
# Django takes a name with a dot at its end, too.
_trusted = [Trusted(name + end) for name in _names for end in ("", ".")]
TRUSTED_HOSTS = None if PROFILE == "bare" or "*" in _hosts else _trusted
MAX_CONTENT_LENGTH = MAX_FORM_MEMORY_SIZE = bodies.LARGEST

# A database that is slow or gone is given up: seconds to connect, milliseconds for data that nobody
# acknowledges and for a statement, and what tells that the other end is gone while we wait; one
# that is silent, by `silence`. What the database has been set to speak by default is not what a
# driver reads: text and dates are.
POSTGRESQL = {
    "connect_timeout": 3,
    "tcp_user_timeout": 3000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "options": "-c statement_timeout=4000 -c datestyle=ISO",
    "client_encoding": "UTF8",
}
# A pool between service and database gives a statement to another connection than prepared it.
# Django prepares none by default; here neither, but for measuring.
PREPARED = {"prepare_threshold": None} if PROFILE == "full" else {}
_address = environ.get("DATABASE_URL") or "sqlite://"
if not _address.startswith(("sqlite://", "postgresql://")):
    raise ValueError("DATABASE_URL is of another kind (expected: sqlite:///… or postgresql://…)")
_url = make_url(_address)
if _url.drivername == "postgresql":
    _url = _url.set(drivername="postgresql+psycopg")
elif not _url.database:
    _url = _url.set(database=str(instance.folder() / "twin.sqlite3"))
SQLALCHEMY_DATABASE_URI = _url
SQLALCHEMY_ENGINE_OPTIONS: dict[str, Any] = {
    "pool_pre_ping": PROFILE == "full",
    "pool_size": 0,  # no limit: a connection for each thread, as Django has it
    "connect_args": {"timeout": 10}
    if _url.drivername == "sqlite"
    else POSTGRESQL | dict(_url.query) | PREPARED,
}
if PROFILE == "full" and _url.drivername != "sqlite":
    from .silence import Connection  # which takes a driver that SQLite needs none of

    _defaults = {name: POSTGRESQL[name] for name in POSTGRESQL.keys() - _url.query.keys()}
    _connect = partial(Connection.connect, _address, **_defaults, **PREPARED)
    SQLALCHEMY_ENGINE_OPTIONS["creator"] = _connect

SESSION_COOKIE_NAME = "flask_session"
SESSION_COOKIE_SAMESITE = "Lax"
PERMANENT_SESSION_LIFETIME = 24 * 60 * 60
MAIL_SUPPRESS_SEND = True
MAIL_DEFAULT_SENDER = "webmaster@localhost"
