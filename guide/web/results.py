"""The questionnaire and its result: the answers of a link in, a decision in words out."""

import datetime
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, Response, render_template, request
from markupsafe import Markup

from guide.engine.answers import DIGEST, OTHER, Answers, Problem, pairs_of, read, split
from guide.engine.decision import decide
from guide.engine.model import Criterion, Guide
from guide.telling import decision_record
from guide.telling.nodes import Link, Text
from guide.telling.phrases import Phrases
from guide.telling.sections import query, sections
from guide.telling.verdict import bars, verdict
from guide.web.places import Pages
from guide.web.ready import Ready, ready
from guide.web.render import address, the_site
from guide.web.state import state

blueprint = Pages("results", __name__)


@blueprint.page("/questions/", label="Questions", order=1)
def questions() -> str:
    """The questionnaire, with the answers of the link filled in."""
    site = the_site()
    guide, say, have = site.guide, state().say, ready()
    first, second = split(pairs_of(request.query_string))
    answers, problems = read(guide, first)
    d = decide(guide, answers)
    return render_template(
        "questions.html",
        say=say,
        link=have.link,
        node=have.node,
        problems=problems,
        problem=_problem(say),
        hidden=_kept(read(guide, second)[0]),
        parts_of=[
            (title, [_question(have, answers, criterion) for criterion in criteria])
            for title, criteria in _parts(guide)
        ],
        done=len(d.answers),
        all=len(d.answers) + len(d.skipped),
        told=verdict(say, d),
        bars=bars(say, d),
        data=have.asked,
    )


@blueprint.page("/result/")
def result() -> str:
    """The decision for the answers of the link, beside that for a second set, if any."""
    site = the_site()
    guide, say, have = site.guide, state().say, ready()
    first, second = split(pairs_of(request.query_string))
    answers, problems = read(guide, first)
    others, other_problems = read(guide, second)
    d = decide(guide, answers)
    told = verdict(say, d)
    asked_for, kept = query(answers), query(others, OTHER)
    questions_page = Link(say("result.noscript.questions"), "/questions/")
    uncounted = [(row.criterion, row.option) for row in d.uncounted]
    digest = urlencode([(DIGEST, guide.digest)])
    return render_template(
        "result.html",
        say=say,
        link=have.link,
        node=have.node,
        here=have.link("/result/"),
        problems=problems + other_problems,
        problem=_problem(say),
        outdated=answers.digest not in (None, guide.digest),
        noscript=have.node(Text("note", say.woven("result.noscript", questions=questions_page))),
        sections=sections(say, d, decide(guide, others) if second else None, have.runs),
        hidden=[*uncounted, *_kept(others)],
        told=told,
        summary=told.detail or told.between or told.headline,
        query=asked_for,
        back_query=_joined(asked_for, kept),
        keep_query=_joined(asked_for, query(answers, OTHER)),
        link_query=_joined(asked_for, kept, digest) if asked_for or kept else "",
        data=have.told,
    )


@blueprint.get("/result/decision.md")
def record() -> Response:
    """The decision as an architecture decision record in Markdown."""
    site = the_site()
    answers, _ = read(site.guide, split(pairs_of(request.query_string))[0])
    d = decide(site.guide, answers)
    pairs = answers.pairs()
    asked_for = f"?{urlencode([*pairs, (DIGEST, site.guide.digest)])}" if pairs else ""
    link = f"{address()}result/{asked_for}"
    today = datetime.datetime.now(datetime.UTC).date()
    text = decision_record.markdown(state().say, d, link, today)
    return Response(text, mimetype="text/markdown")


def _joined(*parts: str) -> str:
    return "&".join(filter(None, parts))


def _kept(others: Answers) -> list[tuple[str, str]]:
    """Return the second set of answers as a link carries it."""
    return [(OTHER + name, value) for name, value in others.pairs()]


def _problem(say: Phrases) -> Callable[[Problem], str]:
    def told(problem: Problem) -> str:
        return say(f"problem.{problem.problem.replace(' ', '-')}", expected=problem.expected)

    return told


def _question(have: Ready, answers: Answers, criterion: Criterion) -> Markup:
    chosen = answers.options.get(criterion.id, "")
    return have.question(criterion.id, chosen, answers.weight(criterion))


def _parts(guide: Guide) -> list[tuple[str, list[Criterion]]]:
    """Return the questions under their headings; the first ones may have none."""
    parts: list[tuple[str, list[Criterion]]] = []
    for criterion in guide.criteria:
        if criterion.section or not parts:
            parts.append((criterion.section or "", []))
        parts[-1][1].append(criterion)
    return parts


def init_app(app: Flask) -> None:
    """Add these pages."""
    app.register_blueprint(blueprint)
