"""What stands before the application: the twins beside it, and the proxies in front of it."""

from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from guide.demos import mount
from guide.web.state import NAME

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


class SettingError(ValueError):
    """A setting from the environment that cannot be used."""


def init_app(app: Flask) -> None:
    """Mount the twins, and believe as many proxies as `PROXIES` says; raise `SettingError`."""
    instance = app.config["INSTANCE"] or app.extensions[NAME].site.folder / "instance"
    app.wsgi_app = mount.mount(app.wsgi_app, instance)  # type: ignore[method-assign,assignment]
    in_front = behind(app.wsgi_app, app.config["PROXIES"])
    app.wsgi_app = in_front  # type: ignore[method-assign,assignment]


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
