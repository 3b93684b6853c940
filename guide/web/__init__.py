"""The site as a Flask application: routes, the typed context of each template, errors, headers.

Nothing is decided or worded here: a view takes what `engine` found and `telling` says, and hands
its template all that this shows. No other package but the export and a twin knows Flask.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from guide.loading import addresses
from guide.loading.mistakes import Invalid
from guide.web import (
    auditing,
    checked,
    compression,
    errors,
    headers,
    kept,
    mounting,
    render,
)
from guide.web.compiled import compiled
from guide.web.mounting import SettingError
from guide.web.served import Served
from guide.web.state import NAME, State

__all__ = ["SETTINGS", "Invalid", "SettingError", "create_app"]

SETTINGS = {
    "SITE": ("GUIDE_SITE", "."),
    "SITE_URL": ("GUIDE_URL", ""),
    "PROXIES": ("GUIDE_PROXIES", "0"),
    "INSTANCE": ("GUIDE_INSTANCE", ""),
    "RECORD": ("GUIDE_RECORD", "off"),
}


def create_app(
    site: Path | str | Served | None = None, config: Mapping[str, Any] | None = None
) -> Flask:
    """Make the application that serves a site.

    `site` is the folder with `criteria.yaml`, by default that of the environment's `GUIDE_SITE`, or
    a site that was loaded and is right.
    `GUIDE_URL` is the site's own address, for links that must be absolute. `GUIDE_PROXIES` is the
    number of proxies in front, 0 to 9, which must set or clear all of `X-Forwarded-For`, `-Proto`,
    `-Host` and `-Prefix`: what they let through is believed. `GUIDE_INSTANCE` is the folder in
    which the live demos keep what they have, by default `instance/` in the site. With
    `GUIDE_RECORD=on` the export runs the demos and shows what they answer, instead of the
    recordings that come with the engine. Raises `SettingError`, or `Invalid` with
    all the mistakes of the site.
    """
    app = Flask("guide", static_folder=None, template_folder="web/templates")
    app.config.update({key: os.environ.get(*names) for key, names in SETTINGS.items()})
    app.config.update(FROZEN=False, FOLLOWED="", MAX_CONTENT_LENGTH=64 * 1024)
    app.config.update(config or {})
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.compact = True  # type: ignore[attr-defined]
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "bytecode_cache": compiled(),
    }
    app.url_map.strict_slashes = True
    if problem := addresses.problem(app.config["SITE_URL"]):
        raise SettingError(f"GUIDE_URL is {problem}")
    app.config["SITE_URL"] = addresses.sent(app.config["SITE_URL"])
    if app.config["FROZEN"]:
        _check_day()
    served = site if isinstance(site, Served) else checked.load(site or app.config["SITE"])
    app.extensions[NAME] = State.of(served, checked.PLACES)
    for part in (*checked.PARTS, render, errors, headers, compression, kept, mounting):
        part.init_app(app)
    return app


def _check_day() -> None:
    try:
        auditing.day_of_export()
    except ValueError as error:
        raise SettingError(str(error)) from None
