"""What stands before the application: the twins beside it, and the proxies in front of it."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from guide.demos import mount
from guide.web.state import NAME


class SettingError(ValueError):
    """A setting from the environment that cannot be used."""


def init_app(app: Flask) -> None:
    """Mount the twins, and believe as many proxies as `PROXIES` says; raise `SettingError`."""
    proxies = _number(str(app.config["PROXIES"]))
    instance = app.config["INSTANCE"] or app.extensions[NAME].site.folder / "instance"
    app.wsgi_app = mount.mount(app.wsgi_app, instance)  # type: ignore[method-assign,assignment]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies
        )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 1):
        raise SettingError(f"GUIDE_PROXIES is '{text}' (expected: a whole number from 0 to 9)")
    return int(text)
