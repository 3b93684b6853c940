"""The page to begin with, the site's own pages, and the map of all."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flask import Flask
from markupsafe import Markup, escape
from werkzeug.routing import BaseConverter

from guide.engine.answers import asked
from guide.loading import page_html
from guide.loading.pages import Page
from guide.web.fields import hidden_fields
from guide.web.given import given
from guide.web.links import address
from guide.web.opening import Opening, opening
from guide.web.places import Pages
from guide.web.render import fill, render
from guide.web.results import kept_pairs
from guide.web.state import state
from guide.web.stencil import Pieces
from guide.web.texts import Body, contents, listed, render_body

blueprint = Pages("pages", __name__)


class Home(NamedTuple):
    """What this is, and the question to begin with; `hidden` are the other answers of the link.

    `lead` is the summary of the site's own text, "" without one; `compared` tells whether that text
    leads to the whole comparison.
    """

    title: str
    description: str
    lead: str
    counted: str
    scales: bool
    opening: Opening
    chosen: str
    hidden: Markup
    body: Body
    compared: bool


@blueprint.page("/", kept=True, query=())
def home() -> str:
    """What this is, and the most decisive question, to begin with."""
    guide, page, say = state().site.guide, state().site.page("home"), state().say
    least = len(asked(guide, {}))
    first, answers = opening(), given().answers
    others = [(name, value) for name, value in answers.pairs() if name != first.name]
    return render(
        "home.html",
        Home(
            title=guide.title,
            description=page.summary if page else guide.title,
            lead=page.summary if page else "",
            counted=say("home.count", least=least, most=len(guide.criteria))
            if least < len(guide.criteria)
            else str(least),
            scales=len(guide.alternatives) == 2,
            opening=first,
            chosen=answers.options.get(first.name, ""),
            hidden=hidden_fields([*others, *kept_pairs(given().others)]),
            body=render_body(page),
            compared=page is not None and "/compare/" in page_html.render(page).links,
        ),
    )


class OwnPage(NamedTuple):
    """A page that is all the site's own."""

    title: str
    description: str
    body: Body
    contents: Markup


def own_page(page: Page) -> str | bytes:
    """A page of the site's own, at its name. There may be hundreds: they fill one stencil."""
    body = render_body(page)
    pieces = {
        "title": escape(page.title.strip()),
        "description": escape(page.summary.strip()),
        "body": Markup().join(html for _, html in body),
        "contents": listed(contents(body)),
    }

    def context(pieces: Pieces) -> OwnPage:
        body = [("", pieces["body"])]
        return OwnPage(pieces["title"], pieces["description"], body, pieces["contents"])

    if page.title.strip() == state().site.guide.title:  # which its heading then names but once
        return render("page.html", context(pieces))
    return fill("page.html", pieces, context)


class Sitemap(NamedTuple):
    """The addresses of all pages, with the day of the guide."""

    addresses: Sequence[str]
    updated: str


@blueprint.get("/sitemap.xml")
def sitemap() -> tuple[str, dict[str, str]]:
    """List all pages but the result, which is nothing without answers."""
    root = address()
    paths = [root + path[1:] for path in state().served.paths if path != "/result/"]
    text = render("sitemap.xml", Sitemap(paths, state().site.guide.updated.isoformat()))
    return text, {"Content-Type": "application/xml"}


def init_app(app: Flask) -> None:
    """Add these, and the site's own pages by one route: to make one for each takes long."""
    app.register_blueprint(blueprint)
    own = {page.name: page for page in state(app).site.own_pages()}

    class Name(BaseConverter):
        """Matches the names of the site's own pages, and no others."""

        part_isolating = False
        regex = "|".join(map(re.escape, own))

    def show(name: str) -> str | bytes:
        return own_page(own[name])

    if own:
        app.url_map.converters["own"] = Name
        app.add_url_rule("/<own:name>/", endpoint="pages.own", view_func=show)
