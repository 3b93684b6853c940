"""What stands before the application: the twins beside it, and the proxies in front of it."""

import logging
import os
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from guide.demos import apart, mount, twins
from guide.web.asked_for import Refusing
from guide.web.state import state

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


logger = logging.getLogger(__name__)


class SettingError(ValueError):
    """A setting from the environment that cannot be used."""


def init_app(app: Flask) -> None:
    """Mount the twins, and believe as many proxies as `PROXIES` says; raise `SettingError`."""
    site = state(app).site
    if site.has_demos and twins.available() and not app.config["FROZEN"]:
        _check_kind("DATABASE_URL", "sqlite://", "postgresql://")
        _check_kind("REDIS_URL", "redis://", "rediss://")
        _check_hosts()
        _check_database(os.environ.get("DATABASE_URL", ""), os.environ.get("SECRET_KEY", ""))
    instance = app.config["INSTANCE"] or site.folder / "instance"
    app.wsgi_app = mount.mount(app.wsgi_app, instance)  # type: ignore[method-assign,assignment]
    checked = Refusing(app.wsgi_app, state(app).say)
    in_front = behind(checked, app.config["PROXIES"])
    app.wsgi_app = in_front  # type: ignore[method-assign,assignment]


def _check_kind(name: str, *kinds: str) -> None:
    """Refuse at start what no demo could use; raise `SettingError`."""
    address = os.environ.get(name, "")
    if not address:
        return
    try:
        known = address.startswith(kinds) and urlsplit(address).port != 0
    except ValueError:
        known = False
    if not known:  # it is not shown: there may be a password in it
        expected = " or ".join(f"{kind}…" for kind in kinds)
        raise SettingError(f"{name} is no address that can be used (expected: {expected})")
    if address.split() != [address]:  # each framework takes it in another way
        raise SettingError(f"{name} has a space or the end of a line in it (expected: neither)")
    if "?" in address and (unknown := _unknown(address)):
        raise SettingError(f"{name} has a parameter that cannot be used: {unknown}")


def _unknown(address: str) -> str:
    """Return which of an address’s parameters a driver refuses, "" where it takes them all."""
    try:
        if address.startswith("postgresql:"):
            from psycopg.conninfo import conninfo_to_dict  # only here: the extra `demos` has it

            conninfo_to_dict(address)
        elif address.startswith("redis"):
            from redis import ConnectionPool  # as above

            ConnectionPool.from_url(address).make_connection()
    except Exception as error:  # of the driver's own kinds; it may show a password
        names = [name for name, _ in parse_qsl(urlsplit(address).query)]
        return ", ".join([name for name in names if name in str(error)] or names)
    return ""


def _check_hosts() -> None:
    """Refuse at start a name to which no demo would answer; raise `SettingError`."""
    try:
        mount.hosts()
    except ValueError as error:
        raise SettingError(str(error)) from None


@cache
def _check_database(address: str, key: str) -> None:
    """Say at start what a database of servers takes; raise `SettingError` for what is missing."""
    if not address.startswith("postgresql:"):
        return
    if not key:
        raise SettingError(
            "SECRET_KEY is not set, and DATABASE_URL is: every process and host that shares the "
            "database has to sign with the same key. To fix this: set SECRET_KEY everywhere to "
            "what this prints: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    each = apart.THREADS
    logger.warning(
        "Each process holds at most %s connections to PostgreSQL: %s threads, one for each of %s "
        "demo services. All processes on all hosts together must stay below its max_connections.",
        *(each * len(twins.SHOWN), each, len(twins.SHOWN)),
    )


def behind(app: "WSGIApplication", proxies: object) -> "WSGIApplication":
    """Return `app` as it is served behind that many proxies; raise `SettingError`."""
    count = _number(str(proxies))
    if not count:
        return app
    return ProxyFix(app, x_for=count, x_proto=count, x_host=count, x_prefix=count)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 1):
        raise SettingError(f"GUIDE_PROXIES is '{text}' (expected: a whole number from 0 to 9)")
    return int(text)
