"""What surrounds every page: its head, navigation and footer."""

from typing import Any, NamedTuple

from flask import current_app, request
from markupsafe import Markup, escape

from guide.engine.directions import written_leftwards
from guide.engine.model import Guide
from guide.telling.nodes import FEW
from guide.telling.phrases import Phrases
from guide.web import headers, looks
from guide.web.given import given
from guide.web.links import Link, address, link
from guide.web.state import State, state

INDEX = "index.html"  # ends an address in an export, where no server adds it
BRAND = 60  # characters
OWN_STYLE = "site.css"  # of a site's static/: it comes after all of the engine's


class Frame(NamedTuple):
    """What surrounds every page.

    `address` is the site's, without a slash at its end, "" in an export that does not know it.
    `carried` are the answers of the link as a query with its mark, "" without any; `names` are the
    criteria, for the script that carries them along. `result` is the page that they lead to.
    `own` are the links to the site's own pages as HTML, cut where the answers go.

    `many` is that there are more alternatives than are shown at once, `looks` that the guide makes
    a stylesheet for them, `styled` that the site has one of its own.
    `rtl` tells that the page's language is written from right to left. `follow` is the script that
    reloads the page after an edit, "" where nobody edits it.
    """

    lang: str
    rtl: bool
    title: str
    brand: str
    many: bool
    looks: bool
    styled: bool
    frozen: bool
    policy: str
    path: str
    address: str
    follow: str
    carried: Markup
    names: str
    result: str
    preview: bool
    home: str
    navigation: tuple[Link, ...]
    own: tuple[Markup, ...]
    api: str
    updated: str
    updated_words: str


def frame() -> Frame:
    """Return what surrounds the page that answers this request."""
    kept, frozen = state(), current_app.config["FROZEN"]
    key = ("frame", request.script_root, request.endpoint, kept.static_files.edition)
    fixed = _fixed(kept, frozen) if frozen else kept.once(key, lambda: _fixed(kept, frozen))
    return Frame(
        path=request.path, address=address_shown(), follow=_follow(), carried=carried(), **fixed
    )


def address_shown() -> str:
    """Return the site's address, without the slash at its end, "" where an export has none."""
    config = current_app.config
    return address().rstrip("/") if config["SITE_URL"] or not config["FROZEN"] else ""


def carried() -> Markup:
    """Return the answers of the address that is asked for as links carry them, "" without any."""
    if current_app.config["FROZEN"] or not request.query_string:
        return Markup()
    query = given().carried
    return escape(f"?{query}") if query else Markup()


def _follow() -> str:
    """Return the script that follows edits; what a form was sent for is not asked for again."""
    script: str = current_app.config["FOLLOWED"]
    return request.script_root + script if script and request.method != "POST" else ""


def _fixed(kept: State, frozen: bool) -> dict[str, Any]:
    """Return what is the same in every frame around the same page."""
    guide = kept.site.guide
    places = sorted((p for p in kept.places if p.label), key=lambda place: place.order)
    return {
        "lang": guide.lang,
        "rtl": written_leftwards(guide.lang),
        "title": guide.title,
        "brand": _brand(kept.say, guide),
        "many": len(guide.alternatives) > FEW,
        "looks": looks.NAME in kept.static_files.current(),
        "styled": OWN_STYLE in kept.static_files.current(),
        "frozen": frozen,
        "policy": headers.META_POLICY,
        "names": " ".join(criterion.id for criterion in guide.criteria),
        "result": link("results.result"),
        "preview": _has_preview(kept),
        "home": link("pages.home"),
        "navigation": tuple(
            Link(link(place.endpoint), kept.say(place.label), place.endpoint == request.endpoint)
            for place in places
            if place.when(kept.served)
        ),
        "own": _own(kept, frozen),
        "api": "" if frozen else link("api.description"),
        "updated": guide.updated.isoformat(),
        "updated_words": kept.say.day(guide.updated),
    }


def _own(kept: State, frozen: bool) -> tuple[Markup, ...]:
    """Return the links to the site's own pages, made once for all pages of the same depth.

    In an export each page has its own way to them, and there may be hundreds of both.
    """
    home = link("pages.home")
    root, file = home.removesuffix(INDEX), INDEX if home.endswith(INDEX) else ""

    def made() -> tuple[Markup, ...]:
        parts = [Markup()]
        for page in kept.site.own_pages():
            parts[-1] += Markup('<a href="{}').format(f"{root}{page.name}/{file}")
            parts.append(Markup('" dir="auto">{}</a> · ').format(page.title))
        return (Markup().join(parts),) if frozen else tuple(parts)

    return kept.once(("own", request.script_root, home), made)


def _brand(say: Phrases, guide: Guide) -> str:
    """Return the names where they fit on a line of a phone or two, else the guide's title."""
    named = say("brand.names", names=say.either(a.name for a in guide.alternatives))
    return guide.title if len(guide.alternatives) > 3 or len(named) > BRAND else named


def _has_preview(kept: State) -> bool:
    file = kept.static_files.get("preview.png")
    return file is not None and file.path.is_relative_to(kept.site.folder)
