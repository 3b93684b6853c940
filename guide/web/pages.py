"""The pages. Each view hands its template what the template shows; templates compute nothing."""

import datetime
import functools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    render_template,
    request,
    send_file,
)
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, InternalServerError

from guide import adr, analysis, audit, content, logic, scoring, words
from guide.answers import DIGEST, OTHER, Answers, asked, pairs_of, read, split
from guide.bench.view import view
from guide.content import Page
from guide.model import Criterion, Guide, Option
from guide.site import Site
from guide.web import headers

blueprint = Blueprint("pages", __name__)


def the_site() -> Site:
    """Return the site that this application serves."""
    site: Site = current_app.extensions["site"]
    return site


@blueprint.get("/")
def home() -> str:
    """What this is, the comparison at a glance, and the way in."""
    return render_page("home.html", "home", title=the_site().guide.title)


@blueprint.get("/questions/")
def questions() -> str:
    """The questionnaire, with the answers of the link filled in."""
    guide = the_site().guide
    answers, problems = read(guide, split(pairs_of(request.query_string))[0])
    told = _tell(answers)
    return render_template(
        "questions.html",
        answers=answers,
        problems=problems,
        r=told.result,
        telling=told.telling,
        data=_script_data(guide, reasons=False),
        query=urlencode(answers.pairs()),
    )


@blueprint.get("/result/")
def result() -> str:
    """The recommendation for the answers of the link, beside that for a second set, if any."""
    guide = the_site().guide
    first, second = split(pairs_of(request.query_string))
    answers, problems = read(guide, first)
    others, other_problems = read(guide, second)
    told = _tell(answers)
    asked_ids = {criterion.id for criterion in asked(guide, answers.options)}
    pairs = answers.pairs()
    other_pairs = [(OTHER + name, value) for name, value in others.pairs()]
    kept = [(OTHER + name, value) for name, value in pairs]
    digest = [(DIGEST, guide.digest)]
    return render_template(
        "result.html",
        answers=answers,
        problems=problems + other_problems,
        r=told.result,
        e=told.explanation,
        telling=told.telling,
        other=_tell(others) if second else None,
        other_pairs=other_pairs,
        uncounted=[guide.criterion(c) for c in answers.options if c not in asked_ids],
        outdated=answers.digest not in (None, guide.digest),
        data=_script_data(guide, reasons=True),
        query=urlencode(pairs),
        keep_query=urlencode(pairs + kept),
        link_query=urlencode(pairs + other_pairs + digest) if pairs else "",
    )


@blueprint.get("/result/decision.md")
def record() -> Response:
    """The recommendation as an architecture decision record in Markdown."""
    guide = the_site().guide
    answers, _ = read(guide, split(pairs_of(request.query_string))[0])
    told = _tell(answers)
    data = analysis.as_data(guide, told.result, told.explanation)
    query = urlencode([*answers.pairs(), (DIGEST, guide.digest)])
    link = f"{address()}result/{'?' + query if answers.options else ''}"
    today = datetime.datetime.now(datetime.UTC).date()
    return Response(adr.markdown(guide, data, link, today), mimetype="text/markdown")


@blueprint.get("/criteria/")
def criteria() -> str:
    """All questions, with what they ask and where their answers lean."""
    return render_page("criteria.html", "criteria", title="Criteria")


@blueprint.get("/criteria/<criterion_id>/")
def criterion(criterion_id: str) -> str:
    """One question: what it means, the reasons, the claims and what was found."""
    site = the_site()
    ids = [c.id for c in site.guide.criteria]
    if criterion_id not in ids:
        abort(404)
    at = ids.index(criterion_id)
    the_criterion = site.guide.criteria[at]
    page = site.criterion_page(criterion_id)
    shown = [claim.demo for claim in the_criterion.claims if claim.demo]
    return render_template(
        "criterion.html",
        criterion=the_criterion,
        page=page,
        body=_render(page),
        previous=site.guide.criteria[at - 1] if at else None,
        next=site.guide.criteria[at + 1] if at + 1 < len(ids) else None,
        shown=list(dict.fromkeys(shown)),
    )


@blueprint.get("/compare/")
def compare() -> str:
    """The whole comparison side by side."""
    return render_page("compare.html", "compare", title="Compared")


@blueprint.get("/benchmarks/")
def benchmarks() -> str:
    """The source's figures, the audit, and the measured runs."""
    if not the_site().has_benchmarks:
        abort(404)
    runs = [view(stored) for stored in the_site().runs]
    return render_page("benchmarks.html", "benchmarks", title="Benchmarks", runs=runs)


@blueprint.get("/method/")
def method() -> str:
    """How the score works, and the audit of this guide."""
    guide = the_site().guide
    return render_page(
        "method.html",
        "method",
        title="Method",
        audit=_audit(),
        steps=logic.steps(guide),
        picture=Markup(logic.svg(guide)),  # noqa: S704 - made of escaped text
    )


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process is alive."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/404.html")
def not_found_page() -> str:
    """The page for an address that does not exist, for hosts of the export."""
    return render_template("error.html", code=404, name="Not found")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Allow everything but the live demos, and name the sitemap."""
    lines = ["User-agent: *", "Disallow: /demo/", f"Sitemap: {address()}sitemap.xml"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List all pages but the result, which is nothing without answers."""
    paths = [path for path in the_site().paths() if path != "/result/"]
    body = render_template("sitemap.xml", paths=paths)
    return Response(body, mimetype="application/xml")


def static(filename: str) -> Response:
    """Send a static file: the site's own, or else the engine's."""
    path = the_site().static_files().get(filename)
    if path is None:
        abort(404)
    return send_file(path, max_age=3600)


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


def _audit() -> audit.Audit:
    """Return the guide's audit of today, made once a day."""
    today = datetime.datetime.now(datetime.UTC).date()
    kept: dict[datetime.date, audit.Audit] = current_app.extensions["audits"]
    if today not in kept:
        found = audit.audit(the_site().guide, today)
        kept.clear()
        kept[today] = found
        return found
    return kept[today]


class Told(NamedTuple):
    """Everything that is said of one set of answers."""

    answers: Answers
    result: scoring.Recommendation
    explanation: analysis.Explanation
    telling: words.Telling


def _tell(answers: Answers) -> Told:
    guide = the_site().guide
    found = scoring.recommend(guide, answers)
    explanation = analysis.explain(guide, answers)
    return Told(answers, found, explanation, words.tell(guide, answers, found, explanation))


def render_page(template: str, name: str, *, title: str, **values: Any) -> str:
    page = the_site().page(name)
    values["title"] = page.title if page else title
    return render_template(template, page=page, body=_render(page), **values)


def _render(page: Page | None) -> list[tuple[str, Markup]]:
    """Return a page's body as pairs of a slot's name and the HTML after it; the first is ''."""
    if page is None:
        return []
    parts = content.render(page, site_link).parts
    names = ["", *parts[1::2]]
    return [(name, Markup(html)) for name, html in zip(names, parts[::2], strict=True)]  # noqa: S704 - our own Markdown


def _script_data(guide: Guide, *, reasons: bool) -> dict[str, Any]:
    """Return what the page's scripts compute and say; without what only other pages show."""

    def option(o: Option) -> dict[str, Any]:
        return {
            "id": o.id,
            "fit": o.fit,
            **({"rules_out": o.rules_out} if o.rules_out else {}),
            **({"label": o.label, "because": o.because} if reasons else {}),
        }

    def criterion(c: Criterion) -> dict[str, Any]:
        return {
            "id": c.id,
            "title": c.title,
            **({"ask": c.ask} if reasons else {}),
            "importance": c.importance,
            **({"when": c.when} if c.when else {}),
            "options": [option(o) for o in c.options],
        }

    return {
        "guide": {
            "title": guide.title,
            "updated": guide.updated.isoformat(),
            "digest": guide.digest,
            "verdict": guide.verdict.model_dump(),
            "alternatives": [
                {"id": a.id, "name": a.name, **({"summary": a.summary} if reasons else {})}
                for a in guide.alternatives
            ],
            "criteria": [criterion(c) for c in guide.criteria],
        },
        "words": {
            name: phrase
            for name, phrase in words.PHRASES.items()
            if reasons or name.partition(".")[0] not in words.RESULT_ONLY
        },
    }


def leaders(guide: Guide, option: Option) -> int | None:
    """Return the index of the alternative that an option favours, None where several do."""
    fits = [option.fit[a.id] for a in guide.alternatives]
    best = max(fits)
    return fits.index(best) if fits.count(best) == 1 else None


def _names(guide: Guide, ids: Iterable[str]) -> str:
    return words.listed(guide.alternative(i).name for i in ids)


def _conditions(guide: Guide, criterion: Criterion) -> str:
    """Say in words when a criterion is asked."""
    parts = []
    for name, options in criterion.when.items():
        earlier = guide.criterion(name)
        labels = " or ".join(f"“{earlier.option(o).label}”" for o in options)
        parts.append(f"{earlier.title} is {labels}")
    return " and ".join(parts)


def prepare(app: Flask) -> None:
    """Add what is not a page: static files, error pages, and what every template can use."""
    site: Site = app.extensions["site"]
    guide = site.guide
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static)
    for page in site.own_pages():
        view = functools.partial(render_page, "page.html", page.name, title=page.title)
        app.add_url_rule(f"/{page.name}/", endpoint=f"own.{page.name}", view_func=view)
    app.extensions["audits"] = {}
    app.jinja_env.globals |= {
        "guide": guide,
        "site": site,
        "say": words.say,
        "percent": words.percent,
        "thousandths": lambda share: int(float(share) * 1000 + 0.5),
        "differences": lambda kept, now: words.differences(guide, kept, now),
        "address": address,
        "site_link": site_link,
        "meta_policy": headers.META_POLICY,
        "leader": lambda option: leaders(guide, option),
        "conditions": lambda criterion: _conditions(guide, criterion),
        "index_of": {a.id: i for i, a in enumerate(guide.alternatives)},
    }

    def failed(error: HTTPException) -> Response | tuple[str, int]:
        code = error.code or 500
        if request.path.startswith("/api/"):
            made: Response = app.extensions["api-problem"](code, error.description or "")
            return made
        if error.response is not None or code < 400:
            return error.get_response()  # type: ignore[return-value]
        return render_template("error.html", code=code, name=error.name), code

    def crashed(error: InternalServerError) -> Response | tuple[str, int]:
        return failed(error)

    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(InternalServerError, crashed)
