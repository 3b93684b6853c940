"""The questionnaire and its result: the answers of a link in, a decision in words out."""

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Response, current_app
from markupsafe import Markup, escape

from guide.engine.answers import DIGEST, OTHER, Answers
from guide.engine.decision import Decision, decide, so_far
from guide.engine.model import Criterion, Guide
from guide.telling import decision_record
from guide.telling.phrases import Phrases
from guide.telling.problems import told_problems
from guide.telling.reasons import MOST, spread
from guide.telling.sections import sections
from guide.telling.verdict import Verdict, bars, verdict
from guide.web import preview
from guide.web.fields import hidden_fields
from guide.web.given import Given, given
from guide.web.links import address
from guide.web.places import Pages
from guide.web.question import told_margins
from guide.web.ready import Ready, ready
from guide.web.render import fill, render
from guide.web.state import state
from guide.web.stencil import Pieces

blueprint = Pages("results", __name__)

LOCAL = re.compile(r"(.+\.)?localhost|127\..+|::1")  # names of this machine


class Questions(NamedTuple):
    """The questionnaire: `parts_of` are its questions under their headings, each as it is answered.

    `many` is that there are more than two alternatives, whose hues are in the style of all pages.
    `bars` and `uncounted` belong to the panel, `hidden` is what goes along with the answers.
    """

    title: str
    description: str
    many: bool
    result_page: str
    questions_page: str
    one_page: str
    problems: Sequence[str]
    hidden: Markup
    parts_of: Sequence[tuple[str, Sequence[Markup]]]
    margins: str
    done: str
    all: str
    headline: str
    bars: Markup
    uncounted: str
    data: Markup


@blueprint.page("/questions/", label="questions.label", order=1, kept=True, query=())
def questions() -> str | bytes:
    """The questionnaire, with the answers of the link filled in."""
    guide, say, have = state().site.guide, state().say, ready()
    found = given()
    answers, problems = found.answers, found.problems
    asked = {
        f"question.{c.id}": have.question(c.id, answers.options.get(c.id, ""), answers.weight(c))
        for c in guide.criteria
    }
    panel = {
        "hidden": hidden_fields(kept_pairs(found.others)),
        **_panel(say, have, so_far(guide, answers)),
    }

    def context(pieces: Pieces) -> Questions:
        return Questions(
            title=say("questions.title"),
            description=say.counted("questions.summary", len(guide.criteria)),
            many=len(guide.alternatives) > 2,
            result_page=have.link("/result/"),
            questions_page=have.link("/questions/"),
            one_page=have.link("/questions/one/"),
            problems=told_problems(say, problems),
            parts_of=[
                (title, [pieces[f"question.{c.id}"] for c in criteria])
                for title, criteria in _parts(guide)
            ],
            margins=told_margins(say, guide.verdict),
            data=have.asked,
            **{name: pieces[name] for name in panel},
        )

    pieces = {**asked, **panel}
    if problems or current_app.config["FROZEN"]:
        return render("questions.html", context(pieces))
    return fill("questions.html", pieces, context)


def _panel(say: Phrases, have: Ready, d: Decision) -> Pieces:
    """Return the pieces around the questions that answers change, by their names in `Questions`."""
    told = verdict(say, d, firm=not d.skipped)
    return {
        "done": escape(len(d.answers)),
        "all": escape(len(d.answers) + len(d.skipped)),
        "headline": escape(told.bar),
        "bars": have.node(bars(say, d)),
        "uncounted": escape(" ".join(told.uncounted)),
    }


class Result(NamedTuple):
    """A decision, told in `sections`; the queries are for links.

    `first` are links to what comes before any alternative: the project is then for who decides
    otherwise.
    `unanswered` is the attribute that hides what only answers give something to take along.
    `picture` is the address of its own picture from the site's root on, "" where it has none.
    """

    title: str
    description: str
    here: str
    questions_page: str
    start_page: str
    problems: Sequence[str]
    outdated: bool
    noscript: Markup
    sections: Markup
    hidden: Markup
    first: Markup
    query: str
    back_query: str
    keep_query: str
    link_query: str
    unanswered: Markup
    picture: Markup
    root: str


@blueprint.page("/result/", query=())
def result() -> str | bytes:
    """The decision for the answers of the link, beside that for a second set, if any."""
    guide, say, have = state().site.guide, state().say, ready()
    found = given()
    problems = [*found.problems, *found.other_problems]
    outdated = found.answers.digest not in (None, guide.digest)
    frozen = current_app.config["FROZEN"]

    def context(pieces: Pieces) -> Result:
        return Result(
            here=have.link("/result/"),
            questions_page=have.link("/questions/"),
            problems=told_problems(say, problems),
            start_page=have.link("/start/") if state().site.starter else "",
            outdated=outdated,
            noscript=have.noscript,
            root=have.root,
            **pieces,
        )

    pieces = _decided(say, have, found, decide(guide, found.answers), frozen)
    if problems or outdated or frozen:
        return render("result.html", context(pieces))
    return fill("result.html", pieces, context)


def _decided(say: Phrases, have: Ready, found: Given, d: Decision, frozen: bool) -> Pieces:
    """Return the pieces of the page that a decision changes, by their names in `Result`."""
    told, against = verdict(say, d), decide(d.guide, found.others) if found.compared else None
    asked_for, carried = found.query, found.carried
    uncounted = [(row.criterion, row.option) for row in d.uncounted]
    drawn = asked_for and not frozen and preview.available()
    return {  # of a frozen page its script has the title and the summary
        "title": escape(say("result.title") if frozen else told.bar),
        "description": escape(say("result.summary") if frozen else _summary(say, d, told)),
        "sections": have.sections(sections(say, d, against, have.runs, told)),
        "hidden": hidden_fields([*uncounted, *kept_pairs(found.others)]),
        "first": _first(say, have, d),
        "query": escape(asked_for),
        "back_query": escape(carried),
        "keep_query": escape(f"{asked_for}&{found.answers.query(OTHER)}" if asked_for else ""),
        "link_query": escape(f"{carried}&{DIGEST}={d.guide.digest}" if carried else ""),
        "unanswered": escape("" if d.answers else " hidden"),
        "picture": escape(f"{preview.PATH[1:]}?{asked_for}" if drawn else ""),
    }


def _first(say: Phrases, have: Ready, d: Decision) -> Markup:
    made = Markup('<a class="button" href="{}">{}</a>\n')
    return Markup().join(
        made.format(have.link(place.link), say("elsewhere.more", name=say.inside(place.name)))
        for place in d.first
    )


@blueprint.get("/result/decision.md")
def record() -> Response:
    """The decision as an architecture decision record in Markdown."""
    site, answers = state().site, given().answers
    d = decide(site.guide, answers)
    query = given().query
    asked_for = f"?{query}&{DIGEST}={site.guide.digest}" if query else ""
    root = lasting(address())
    link = f"{root}result/{asked_for}" if root else None
    today = datetime.datetime.now(datetime.UTC).date()
    text = decision_record.markdown(state().say, d, link, today)
    return Response(text, mimetype="text/markdown")


def lasting(site: str) -> str | None:
    """Return the address of a site if others can follow it, None for one on this machine."""
    return None if LOCAL.fullmatch(urlsplit(site).hostname or "") else site


def _summary(say: Phrases, d: Decision, told: Verdict) -> str:
    """Return what a preview of the link says below the verdict."""
    if d.first:
        return d.first[0].because
    lead = told.detail or told.headline
    most = [d.guide.criterion(row.criterion).title for row in d.contributions[:MOST] if spread(row)]
    return f"{lead} {say('preview.weighs', titles=say.listed(most))}" if most else lead


def kept_pairs(others: Answers) -> list[tuple[str, str]]:
    """Return the second set of answers as a link carries it."""
    return [(OTHER + name, value) for name, value in others.pairs()]


def _parts(guide: Guide) -> list[tuple[str, list[Criterion]]]:
    """Return the questions under their headings; the first ones may have none."""
    parts: list[tuple[str, list[Criterion]]] = []
    for criterion in guide.criteria:
        if criterion.section or not parts:
            parts.append((criterion.section or "", []))
        parts[-1][1].append(criterion)
    return parts
