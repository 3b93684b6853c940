"""A template with its typed context in its frame, made for one request or filled in."""

import functools
import json
from collections.abc import Callable
from typing import Any

from flask import Flask, render_template, request
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from guide.telling.phrases import Phrases
from guide.telling.verdict import briefs, names
from guide.web.frame import Frame, address_shown, carried, frame
from guide.web.links import link, site_link, url_for
from guide.web.nodes import bar
from guide.web.state import state
from guide.web.stencil import Pieces, Stencil, marks


def render(template: str, context: Any, around: Frame | None = None) -> str:
    """Render a template with the fields of its context, a named tuple, in their frame."""
    return render_template(template, **context._asdict(), **({"frame": around} if around else {}))


def fill(template: str, pieces: Pieces, context: Callable[[Pieces], Any]) -> bytes:
    """Render a template of which only `pieces` differ from one request to the next.

    `context` makes the template's context of them. All else in it, and which pieces are empty, is
    the same in each page that comes from the same `Stencil`.
    """
    kept = state()
    every = {
        **pieces,
        "frame.path": escape(request.path[1:]),
        "frame.address": escape(address_shown()),
        "frame.carried": carried(),
    }
    shape = tuple(map(bool, every.values()))
    root = link("pages.home")  # in an export it is another one at each depth
    key = ("stencil", template, request.script_root, root, kept.static_files.edition, shape)

    def made() -> Stencil:
        marked = marks(every)
        around = frame()._replace(
            path="/" + marked["frame.path"],
            address=marked["frame.address"],
            carried=marked["frame.carried"],
        )
        own = {name: marked[name] for name in pieces}
        return Stencil.of(render(template, context(own), around))

    return kept.once(key, made).filled(every)


def woven(say: Phrases, name: str, /, **values: Any) -> Markup:
    """Return a phrase as HTML: a value that is no markup is escaped, and so is the phrase."""
    return escape(say.table[name]).format_map(values)


def init_app(app: Flask) -> None:
    """Give every template its frame and the few functions that it may call."""
    kept = state(app)
    guide, say = kept.site.guide, kept.say
    app.jinja_env.filters["tojson_compact"] = functools.partial(
        htmlsafe_json_dumps, dumps=functools.partial(json.dumps, separators=(",", ":"))
    )
    app.jinja_env.globals |= {
        "url_for": url_for,
        "site_link": site_link,
        "say": say,
        "woven": functools.partial(woven, say),
        "names": names(guide),
        "briefs": briefs(guide),
        # the place of each alternative: its hue and its shape
        "place_of": guide.place_of,
        "bar": bar,
    }
    app.context_processor(lambda: {"frame": frame()})
