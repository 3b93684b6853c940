"""What every page is rendered with: its typed context, the frame around it, and the links."""

import dataclasses
import functools
import html
import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote

from flask import Flask, current_app, render_template, request
from flask import url_for as flask_url_for
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.utils import get_current_url

from guide.engine.answers import OTHER
from guide.engine.model import Guide
from guide.loading import pages
from guide.loading.pages import Page
from guide.loading.site import Site
from guide.telling.nodes import FEW
from guide.telling.phrases import Phrases, thousandths
from guide.web import headers, looks, reading
from guide.web.given import given
from guide.web.reading import Heading
from guide.web.state import NAME, State, state
from guide.web.stencil import Pieces, Stencil, marks

# a page's text: pairs of a slot's name and the HTML after it; the first name is ""
Body = Sequence[tuple[str, Markup]]
INDEX = "index.html"  # ends an address in an export, where no server adds it
# languages and scripts that are written from right to left
LEFTWARDS = {
    *("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"),
    *("arab", "hebr", "syrc", "thaa", "nkoo"),
}
BRAND = 60  # characters
OWN_STYLE = "site.css"  # of a site's static/: it comes after all of the engine's


@dataclasses.dataclass(frozen=True)
class Link:
    """Where a link leads and what it says; `current` is the page that is shown."""

    href: str
    text: str
    current: bool = False


@dataclasses.dataclass(frozen=True)
class Frame:
    """What surrounds every page. `address` is the site's own, "" in an export without one.

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


def render(template: str, context: Any, around: Frame | None = None) -> str:
    """Render a template with the fields of its context, a frozen dataclass, in their frame."""
    fields = {f.name: getattr(context, f.name) for f in dataclasses.fields(context)}
    return render_template(template, **fields, **({"frame": around} if around else {}))


def fill(template: str, pieces: Pieces, context: Callable[[Pieces], Any]) -> bytes:
    """Render a template of which only `pieces` differ from one request to the next.

    `context` makes the template's context of them. All else in it, and which pieces are empty, is
    the same in each page that comes from the same `Stencil`.
    """
    kept = state()
    every = {
        **pieces,
        "frame.path": escape(request.path[1:]),
        "frame.address": escape(_address_shown()),
        "frame.carried": carried(),
    }
    shape = tuple(map(bool, every.values()))
    root = link("pages.home")  # in an export it is another one at each depth
    key = ("stencil", template, request.script_root, root, kept.static_files.edition, shape)

    def made() -> Stencil:
        marked = marks(every)
        around = dataclasses.replace(
            frame(),
            path="/" + marked["frame.path"],
            address=marked["frame.address"],
            carried=marked["frame.carried"],
        )
        return Stencil.of(render(template, context(marked), around))

    return kept.once(key, made).filled(every)


def frame() -> Frame:
    """Return what surrounds the page that answers this request."""
    kept, frozen = state(), current_app.config["FROZEN"]
    key = ("frame", request.script_root, request.endpoint, kept.static_files.edition)
    fixed = _fixed(kept, frozen) if frozen else kept.once(key, lambda: _fixed(kept, frozen))
    return Frame(
        path=request.path, address=_address_shown(), follow=_follow(), carried=carried(), **fixed
    )


def _address_shown() -> str:
    """Return the address of the site's root where pages tell it: an export may not know it."""
    config = current_app.config
    return address() if config["SITE_URL"] or not config["FROZEN"] else ""


def carried() -> Markup:
    """Return the answers of the address that is asked for as links carry them, "" without any."""
    if current_app.config["FROZEN"] or not request.query_string:
        return Markup()
    parts = (given().answers.query(), given().others.query(OTHER))
    query = "&".join(filter(None, parts))
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
    named = f"{say.either(a.name for a in guide.alternatives)}?"
    return guide.title if len(guide.alternatives) > 3 or len(named) > BRAND else named


def written_leftwards(lang: str) -> bool:
    """Tell whether a language, as HTML names it, is written from right to left."""
    language, *more = lang.lower().split("-")
    scripts = [part for part in more if len(part) == 4]
    return bool(LEFTWARDS & set(scripts)) if scripts else language in LEFTWARDS


def _has_preview(kept: State) -> bool:
    file = kept.static_files.get("preview.png")
    return file is not None and file.path.is_relative_to(kept.site.folder)


def the_site() -> Site:
    """Return the site that this application serves."""
    return state().site


def address() -> str:
    """Return the absolute address of the site's root, with a slash at the end."""
    configured: str = current_app.config["SITE_URL"]
    return (configured or _root(request.scheme, request.host, request.root_path)).rstrip("/") + "/"


@functools.lru_cache(64)
def _root(scheme: str, host: str, path: str) -> str:
    """Return what `request.url_root` is, without putting it together for each request."""
    return get_current_url(scheme, host, path)


def link(endpoint: str, **values: Any) -> str:
    """Return the address of a view as this response must write it: in an export it is relative."""
    written: Callable[..., str] = current_app.jinja_env.globals["url_for"]  # type: ignore[assignment]
    return written(endpoint, **values)


def url_for(endpoint: str, **values: Any) -> str:
    """Do what Flask's does, once for each link and root below which the site is served."""
    kept = state()
    files = kept.static_files
    if endpoint == "static":
        files.current()
    key = (request.script_root, endpoint, files.edition, *values.items())
    return kept.once(key, lambda: flask_url_for(endpoint, **values))


def site_link(target: str) -> str:
    """Return the address of a path inside the site, as this response must write it."""
    address, hash_, fragment = target.partition("#")
    path, mark, query = address.partition("?")
    try:
        endpoint, values = current_app.url_map.bind("").match(unquote(path))
    except HTTPException:
        return target
    written = link(endpoint, **values)
    return (written.partition("?")[0] if mark else written) + mark + query + hash_ + fragment


def render_body(page: Page | None) -> Body:
    """Return a page's text with its links as this response must write them, and terms explained."""
    if page is None:
        return []
    parts = pages.render(page, site_link).parts
    names, texts = ["", *parts[1::2]], _explained(page, parts[::2])
    return [(name, Markup(text)) for name, text in zip(names, texts, strict=True)]  # noqa: S704 - our own Markdown


def _explained(page: Page, texts: Sequence[str]) -> Sequence[str]:
    glossary = the_site().page(reading.GLOSSARY)
    if glossary is None or page.name == reading.GLOSSARY:
        return texts
    known = reading.terms("".join(pages.render(glossary, site_link).parts[::2]))
    address = html.escape(site_link(f"/{reading.GLOSSARY}/"))
    return list(reading.explained(texts, known, address, str(escape(state().say("frame.term")))))


def contents(body: Body) -> tuple[Heading, ...]:
    """Return the headings of a page's text, none where it is short."""
    return reading.contents([text for _, text in body])


def listed(headings: Sequence[Heading]) -> Markup:
    """Return headings as the items of a list of links."""
    item = Markup('<li><a href="{}">{}</a></li>')
    return Markup().join(item.format(each.href, each.text) for each in headings)


def woven(say: Phrases, name: str, /, **values: Any) -> Markup:
    """Return a phrase as HTML: a value that is no markup is escaped, and so is the phrase."""
    return escape(say.table[name]).format_map(values)


def init_app(app: Flask) -> None:
    """Give every template its frame and the few functions that it may call."""
    kept: State = app.extensions[NAME]
    guide, say = kept.site.guide, kept.say
    app.jinja_env.filters["tojson_compact"] = functools.partial(
        htmlsafe_json_dumps, dumps=functools.partial(json.dumps, separators=(",", ":"))
    )
    app.jinja_env.globals |= {
        "url_for": url_for,
        "site_link": site_link,
        "say": say,
        "woven": functools.partial(woven, say),
        "percent": say.percent,
        "thousandths": thousandths,
        "names": {a.id: a.name for a in guide.alternatives},
        "briefs": {a.id: a.brief for a in guide.alternatives},
        # the place of each alternative: its hue and its shape
        "index_of": {a.id: i for i, a in enumerate(guide.alternatives)},
    }
    app.context_processor(lambda: {"frame": frame()})
