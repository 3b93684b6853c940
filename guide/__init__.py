"""A decision guide: answers in, a recommendation with its reasons out."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(*args: Any, **values: Any) -> "Flask":
    """Make the application; see `guide.web.create_app`. Flask is imported only then."""
    from guide import web

    return web.create_app(*args, **values)
