"""The questionnaire and its result: the answers of a link in, a decision in words out."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, render_template, request

from guide.engine.answers import DIGEST, OTHER, Answers, Problem, pairs_of, read, split
from guide.engine.decision import decide
from guide.engine.model import Alternative, Criterion, Guide, Option
from guide.telling import decision_record
from guide.telling.nodes import Link
from guide.telling.phrases import Phrases
from guide.telling.sections import query, sections
from guide.telling.verdict import bars, conditions, verdict
from guide.web.fields import fields
from guide.web.live import demos_of
from guide.web.pages import blueprint
from guide.web.render import address, the_site

QUESTIONS = ("score", "phrases", "answers", "verdict", "elements", "questions")
RESULT = (*QUESTIONS[:-1], "analysis", "sections", "nodes", "record", "result")
# what the scripts say, by the first word of the phrases' names
ASKED = ("number", "verdict", "asking", "problem")
TOLD = (
    *("number", "verdict", "problem", "against", "elsewhere", "out", "weighs", "firm", "share"),
    *("change", "why", "left", "differ", "answer", "record", "result"),
)
NOT_ASKED = "verdict.detail"  # the panel has no room for it


@blueprint.get("/questions/")
def questions() -> str:
    """The questionnaire, with the answers of the link filled in."""
    site = the_site()
    guide, say = site.guide, site.phrases
    first, second = split(pairs_of(request.query_string))
    answers, problems = read(guide, first)
    d = decide(guide, answers)
    return render_template(
        "questions.html",
        say=say,
        link=_linker(),
        scripts=_files(QUESTIONS),
        answers=answers,
        problems=problems,
        problem=_problem(say),
        hidden=_kept(read(guide, second)[0]),
        questions=_parts(guide),
        conditions=lambda criterion: conditions(say, guide, criterion.when),
        sheet=_sheet(say),
        done=len(d.answers),
        all=len(d.answers) + len(d.skipped),
        told=verdict(say, d),
        bars=bars(say, d),
        data={"guide": _asked(guide), "phrases": _phrases(say, ASKED)},
    )


@blueprint.get("/result/")
def result() -> str:
    """The decision for the answers of the link, beside that for a second set, if any."""
    site = the_site()
    guide, say = site.guide, site.phrases
    first, second = split(pairs_of(request.query_string))
    answers, problems = read(guide, first)
    others, other_problems = read(guide, second)
    d = decide(guide, answers)
    told = verdict(say, d)
    link = _linker()
    asked_for, kept = query(answers), query(others, OTHER)
    runs = {c.id: shown for c in guide.criteria if (shown := _runs(c))}
    questions_page = Link(say("result.noscript.questions"), "/questions/")
    uncounted = [(row.criterion, row.option) for row in d.uncounted]
    digest = urlencode([(DIGEST, guide.digest)])
    return render_template(
        "result.html",
        say=say,
        link=link,
        here=link("/result/"),
        scripts=_files(RESULT),
        problems=problems + other_problems,
        problem=_problem(say),
        outdated=answers.digest not in (None, guide.digest),
        noscript=say.woven("result.noscript", questions=questions_page),
        sections=sections(say, d, decide(guide, others) if second else None, runs),
        fields=fields(guide, say),
        hidden=[*uncounted, *_kept(others)],
        told=told,
        summary=told.detail or told.between or told.headline,
        query=asked_for,
        back_query=_joined(asked_for, kept),
        keep_query=_joined(asked_for, query(answers, OTHER)),
        link_query=_joined(asked_for, kept, digest) if asked_for or kept else "",
        data={
            "guide": _told(guide),
            "phrases": _phrases(say, TOLD),
            "root": link("/"),
        },
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
    text = decision_record.markdown(site.phrases, d, link, today)
    return Response(text, mimetype="text/markdown")


def _joined(*parts: str) -> str:
    return "&".join(filter(None, parts))


def _kept(others: Answers) -> list[tuple[str, str]]:
    """Return the second set of answers as a link carries it."""
    return [(OTHER + name, value) for name, value in others.pairs()]


def _files(scripts: tuple[str, ...]) -> list[str]:
    return [f"{name}.js" for name in scripts]


def _linker() -> Callable[[str], str]:
    """Return what makes an address of a path of the site; in an export a page's file is named."""
    url_for: Callable[..., str] = current_app.jinja_env.globals["url_for"]  # type: ignore[assignment]
    folder, slash, file = url_for("pages.home").rpartition("/")

    def link(to: str) -> str:
        if not to.startswith("/"):
            return to
        path, mark, fragment = to[1:].partition("#")
        name = file if not path or path.endswith("/") else ""
        return folder + slash + path + name + mark + fragment

    return link


def _problem(say: Phrases) -> Callable[[Problem], str]:
    def told(problem: Problem) -> str:
        return say(f"problem.{problem.problem.replace(' ', '-')}", expected=problem.expected)

    return told


def _parts(guide: Guide) -> list[tuple[str, list[Criterion]]]:
    """Return the questions under their headings; the first ones may have none."""
    parts: list[tuple[str, list[Criterion]]] = []
    for criterion in guide.criteria:
        if criterion.section or not parts:
            parts.append((criterion.section or "", []))
        parts[-1][1].append(criterion)
    return parts


def _sheet(say: Phrases) -> Callable[[Criterion, Option, Alternative], str]:
    def points(criterion: Criterion, option: Option, alternative: Alternative) -> str:
        return say.tenths(round(10 * criterion.importance * option.fit[alternative.id]))

    return points


def _runs(criterion: Criterion) -> tuple[Link, ...]:
    return tuple(Link(demo.title, f"/demos/{demo.id}/") for demo in demos_of(criterion))


def _phrases(say: Phrases, words: tuple[str, ...]) -> dict[str, str]:
    told = say.starting(*words)
    short = words is ASKED
    return {name: text for name, text in told.items() if not (short and name.startswith(NOT_ASKED))}


def _asked(guide: Guide) -> dict[str, Any]:
    """Return what the questionnaire's script computes with; all other text stands in the page."""

    def option(o: Option) -> dict[str, Any]:
        vetoes = {"rules_out": dict.fromkeys(o.rules_out, 1)} if o.rules_out else {}
        return {"id": o.id, "fit": o.fit, **vetoes}

    return {
        "verdict": guide.verdict.model_dump(),
        "alternatives": [{"id": a.id, "name": a.name} for a in guide.alternatives],
        "criteria": [
            {
                **_criterion(c),
                "options": [option(o) for o in c.options],
            }
            for c in guide.criteria
        ],
        **_elsewhere(guide, "because", "link"),
    }


def _told(guide: Guide) -> dict[str, Any]:
    """Return what the result's script computes with and tells."""

    def option(o: Option) -> dict[str, Any]:
        vetoes = {"rules_out": o.rules_out} if o.rules_out else {}
        return {"id": o.id, "label": o.label, "fit": o.fit, "because": o.because, **vetoes}

    def runs(c: Criterion) -> dict[str, Any]:
        shown = [{"id": demo.id, "title": demo.title} for demo in demos_of(c)]
        return {"demos": shown} if shown else {}

    return {
        "title": guide.title,
        "updated": guide.updated.isoformat(),
        "digest": guide.digest,
        "verdict": guide.verdict.model_dump(),
        "alternatives": [
            {"id": a.id, "name": a.name, "summary": a.summary} for a in guide.alternatives
        ],
        "criteria": [
            {
                **_criterion(c),
                "ask": c.ask,
                "options": [option(o) for o in c.options],
                **runs(c),
            }
            for c in guide.criteria
        ],
        **_elsewhere(guide),
    }


def _criterion(c: Criterion) -> dict[str, Any]:
    when = {"when": c.when[0] if len(c.when) == 1 else c.when} if c.when else {}
    return {"id": c.id, "title": c.title, "importance": c.importance, **when}


def _elsewhere(guide: Guide, *without: str) -> dict[str, Any]:
    found = [
        place.model_dump(exclude=set(without), exclude_defaults=True)
        for place in guide.elsewhere
    ]
    return {"elsewhere": found} if found else {}
