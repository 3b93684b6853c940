"""A decision guide: answers in, a recommendation with its reasons out."""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

NOT_LOADED = 4  # gunicorn's exit code for it; it would start a worker anew after most others


def create_app(*args: Any, **values: Any) -> "Flask":
    """Make the application; see `guide.web.create_app`. Flask is imported only then.

    Without arguments, as a server calls it from its command line, what is wrong with the site or
    the settings is printed, and the process ends.
    """
    from guide import web

    try:
        return web.create_app(*args, **values)
    except (web.Invalid, web.SettingError) as wrong:
        if args or values:
            raise
        print(wrong, file=sys.stderr)
        sys.exit(NOT_LOADED)
