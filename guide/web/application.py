"""What an application is made of: its settings, and the parts that a site which is right is given.

`checked.py` makes one, too, to look at the pages of a site that it has not accepted yet.
"""

import os
from collections.abc import Mapping
from typing import Any

from flask import Flask

from guide.loading import addresses
from guide.web import (
    api,
    asking,
    auditing,
    benchmarks,
    comparing,
    compression,
    criteria,
    demos,
    errors,
    files,
    headers,
    kept,
    lab,
    method,
    mounting,
    pages,
    preview,
    readyz,
    render,
    results,
    start,
)
from guide.web.compiled import compiled
from guide.web.mounting import SettingError
from guide.web.places import Place
from guide.web.served import Served
from guide.web.state import NAME, State

SETTINGS = {
    "SITE": ("GUIDE_SITE", "."),
    "SITE_URL": ("GUIDE_URL", ""),
    "PROXIES": ("GUIDE_PROXIES", "0"),
    "INSTANCE": ("GUIDE_INSTANCE", ""),
    "RECORD": ("GUIDE_RECORD", "off"),
}
VIEWS = (comparing, criteria, results, asking, start, benchmarks, demos, lab, method, api)
# what adds more than a blueprint
PARTS = (pages, preview, files, readyz, render, errors, headers, compression, kept, mounting)
PLACES: tuple[Place, ...] = tuple(
    place for view in (pages, *VIEWS) for place in view.blueprint.places
)


def configured(config: Mapping[str, Any]) -> Flask:
    """Make an application without a site; raise `SettingError` if a setting is wrong.

    What is not in `config` is taken from the environment.
    """
    app = Flask("guide", static_folder=None, template_folder="web/templates")
    app.config.update({key: os.environ.get(*names) for key, names in SETTINGS.items()})
    app.config.update(FROZEN=False, FOLLOWED="", MAX_CONTENT_LENGTH=64 * 1024)
    app.config.update(config)
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
    return app


def with_site(app: Flask, served: Served) -> Flask:
    """Give an application a site, and with it every part; return it."""
    app.extensions[NAME] = State.of(served, PLACES)
    for view in VIEWS:
        app.register_blueprint(view.blueprint)
    for part in PARTS:
        part.init_app(app)
    return app


def _check_day() -> None:
    try:
        auditing.day_of_export()
    except ValueError as error:
        raise SettingError(str(error)) from None
