"""The site as a Flask application: routes, the typed context of each template, errors, headers.

Nothing is decided or worded here: a view takes what `engine` found and `telling` says, and hands
its template all that this shows. No other package but the export and a twin knows Flask.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from guide.loading.mistakes import Invalid
from guide.web import checked
from guide.web.application import SETTINGS, configured, with_site
from guide.web.mounting import SettingError
from guide.web.served import Served

__all__ = ["SETTINGS", "Invalid", "SettingError", "create_app"]


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
    app = configured(config or {})
    if not isinstance(site, Served):
        site = checked.load(site or app.config["SITE"])
    return with_site(app, site)
