"""What every page is rendered with: the site, its links, and what templates can call."""

import functools
import json
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, InternalServerError

from guide.engine.model import Guide, Option
from guide.loading import pages
from guide.loading.pages import Page
from guide.loading.site import Site
from guide.telling.phrases import thousandths
from guide.telling.verdict import conditions
from guide.web import headers


def the_site() -> Site:
    """Return the site that this application serves."""
    site: Site = current_app.extensions["site"]
    return site


def address() -> str:
    """Return the absolute address of the site's root, with a slash at the end."""
    configured: str = current_app.config["SITE_URL"]
    return (configured or request.url_root).rstrip("/") + "/"


def site_link(target: str) -> str:
    """Return the address of a path inside the site, as this response must write it."""
    path, _, fragment = target.partition("#")
    url_for: Callable[..., str] = current_app.jinja_env.globals["url_for"]  # type: ignore[assignment]
    adapter = current_app.url_map.bind("")
    try:
        endpoint, values = adapter.match(path)
    except HTTPException:
        return target
    return url_for(endpoint, **values, **({"_anchor": fragment} if fragment else {}))


def render_page(template: str, name: str, *, title: str, **values: Any) -> str:
    """Render a template with the content page `name`; `title` serves where there is none."""
    page = the_site().page(name)
    values["title"] = page.title if page else title
    return render_template(template, page=page, body=render_body(page), **values)


def render_body(page: Page | None) -> list[tuple[str, Markup]]:
    """Return a page's body as pairs of a slot's name and the HTML after it; the first is ''."""
    if page is None:
        return []
    parts = pages.render(page, site_link).parts
    names = ["", *parts[1::2]]
    return [(name, Markup(html)) for name, html in zip(names, parts[::2], strict=True)]  # noqa: S704 - our own Markdown


def leaders(guide: Guide, option: Option) -> int | None:
    """Return the index of the alternative that an option favours, None where several do."""
    fits = [option.fit[a.id] for a in guide.alternatives]
    best = max(fits)
    return fits.index(best) if fits.count(best) == 1 else None


def prepare(app: Flask) -> None:
    """Give every template what it can use, and every error its page."""
    guide, say = app.extensions["site"].guide, app.extensions["site"].phrases
    app.jinja_env.filters["tojson_compact"] = functools.partial(
        htmlsafe_json_dumps, dumps=functools.partial(json.dumps, separators=(",", ":"))
    )
    app.jinja_env.globals |= {
        "guide": guide,
        "site": app.extensions["site"],
        "say": say,
        "percent": say.percent,
        "thousandths": thousandths,
        "address": address,
        "site_link": site_link,
        "meta_policy": headers.META_POLICY,
        "leader": lambda option: leaders(guide, option),
        "conditions": lambda criterion: conditions(say, guide, criterion.when),
        "index_of": {a.id: i for i, a in enumerate(guide.alternatives)},
    }

    def failed(error: HTTPException) -> Response:
        code = error.code or 500
        if request.path.startswith("/api/"):
            made: Response = app.extensions["api-problem"](code, error.description or "")
        elif error.response is not None or code < 400:
            return error.get_response()  # type: ignore[return-value]
        else:
            made = Response(render_template("error.html", code=code, name=error.name), code)
        # such as Allow, which says what can be done instead
        made.headers.extend((k, v) for k, v in error.get_headers() if k != "Content-Type")
        return made

    def crashed(error: InternalServerError) -> Response:
        return failed(error)

    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(InternalServerError, crashed)
