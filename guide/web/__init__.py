"""The site as a Flask application. No other part of the engine knows Flask, but the export."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from guide.demos import mount
from guide.evidence import evidence
from guide.loading import site as sites
from guide.web import api, headers, live, pages, render
from guide.web import results as results  # its views join the pages' blueprint

SETTINGS = {
    "SITE": ("GUIDE_SITE", "."),
    "SITE_URL": ("GUIDE_URL", ""),
    "PROXIES": ("GUIDE_PROXIES", "0"),
    "INSTANCE": ("GUIDE_INSTANCE", ""),
    "RECORD": ("GUIDE_RECORD", "on"),
}


class SettingError(ValueError):
    """A setting from the environment that cannot be used."""


def create_app(site: Path | str | None = None, config: Mapping[str, Any] | None = None) -> Flask:
    """Make the application that serves a site.

    `site` is the folder with `criteria.yaml`, by default that of the environment's `GUIDE_SITE`.
    `GUIDE_URL` is the site's own address, for links that must be absolute. `GUIDE_PROXIES` is the
    number of proxies in front, 0 to 9, which must set or clear all of `X-Forwarded-For`, `-Proto`,
    `-Host` and `-Prefix`: what they let through is believed. `GUIDE_INSTANCE` is the folder in
    which the live demos keep what they have, by default `instance/` in the site. With
    `GUIDE_RECORD=off` the export shows the recordings that come with the engine, instead of new
    ones. Raises `SettingError`, or `loading.yamlfile.Invalid` with all the mistakes of the site.
    """
    app = Flask("guide", static_folder=None, template_folder="web/templates")
    app.config.update({key: os.environ.get(*names) for key, names in SETTINGS.items()})
    app.config["FROZEN"] = False
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_ALGORITHM_STREAMING"] = ["br", "gzip"]
    app.config["COMPRESS_LEVEL"] = 9
    app.config["COMPRESS_BR_LEVEL"] = 7
    app.config.update(config or {})
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.compact = True  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.url_map.strict_slashes = True
    app.extensions["site"] = sites.load(site or app.config["SITE"], evidence())
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    pages.prepare(app)
    render.prepare(app)
    api.prepare(app)
    live.init_app(app)
    app.after_request(headers.add)
    Compress(app)
    instance = app.config["INSTANCE"] or app.extensions["site"].folder / "instance"
    app.wsgi_app = mount.mount(app.wsgi_app, instance)  # type: ignore[method-assign,assignment]
    if proxies := _proxies(str(app.config["PROXIES"])):
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies
        )
    return app


def _proxies(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 1):
        raise SettingError(f"GUIDE_PROXIES is '{text}' (expected: a whole number from 0 to 9)")
    return int(text)
