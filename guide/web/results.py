"""The questionnaire and its result: the answers of a link in, a recommendation in words out."""

import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Flask, Response, render_template, request

from guide.engine import analysis, scoring
from guide.engine.answers import DIGEST, OTHER, Answers, asked, pairs_of, read, split
from guide.engine.model import Criterion, Guide, Option
from guide.telling import decision_record, words
from guide.telling.phrases import PHRASES, RESULT_ONLY
from guide.web.live import demos_of
from guide.web.places import Pages
from guide.web.render import address, the_site

blueprint = Pages("results", __name__)


@blueprint.page("/questions/", label="Questions", order=1)
def questions() -> str:
    """The questionnaire, with the answers of the link filled in."""
    guide = the_site().guide
    first, second = split(pairs_of(request.query_string))
    answers, problems = read(guide, first)
    other_pairs = _kept(read(guide, second)[0])
    told = _tell(answers)
    return render_template(
        "questions.html",
        answers=answers,
        problems=problems,
        other_pairs=other_pairs,
        r=told.result,
        telling=told.telling,
        data=_script_data(guide, reasons=False),
        result_query=urlencode(answers.pairs() + other_pairs),
    )


@blueprint.page("/result/")
def result() -> str:
    """The recommendation for the answers of the link, beside that for a second set, if any."""
    guide = the_site().guide
    first, second = split(pairs_of(request.query_string))
    answers, problems = read(guide, first)
    others, other_problems = read(guide, second)
    told = _tell(answers)
    asked_ids = {criterion.id for criterion in asked(guide, answers.options)}
    pairs = answers.pairs()
    other_pairs = _kept(others)
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
        back_query=urlencode(pairs + other_pairs),
        keep_query=urlencode(pairs + kept),
        swap_query=urlencode(others.pairs() + kept),
        link_query=urlencode(pairs + other_pairs + digest) if pairs else "",
    )


@blueprint.get("/result/decision.md")
def record() -> Response:
    """The recommendation as an architecture decision record in Markdown."""
    guide = the_site().guide
    answers, _ = read(guide, split(pairs_of(request.query_string))[0])
    told = _tell(answers)
    data = analysis.as_data(guide, told.result, told.explanation)
    pairs = answers.pairs()
    query = f"?{urlencode([*pairs, (DIGEST, guide.digest)])}" if pairs else ""
    link = f"{address()}result/{query}"
    today = datetime.datetime.now(datetime.UTC).date()
    return Response(decision_record.markdown(guide, data, link, today), mimetype="text/markdown")


def _kept(others: Answers) -> list[tuple[str, str]]:
    """Return the second set of answers as a link carries it."""
    return [(OTHER + name, value) for name, value in others.pairs()]


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
        shown = [{"id": demo.id, "title": demo.title} for demo in demos_of(c)] if reasons else []
        return {
            "id": c.id,
            "title": c.title,
            **({"ask": c.ask} if reasons else {}),
            "importance": c.importance,
            **({"when": c.when} if c.when else {}),
            "options": [option(o) for o in c.options],
            **({"demos": shown} if shown else {}),
        }

    return {
        "guide": {
            **(
                {
                    "title": guide.title,
                    "updated": guide.updated.isoformat(),
                    "digest": guide.digest,
                }
                if reasons
                else {}
            ),
            "verdict": guide.verdict.model_dump(),
            "alternatives": [
                {"id": a.id, "name": a.name, **({"summary": a.summary} if reasons else {})}
                for a in guide.alternatives
            ],
            "criteria": [criterion(c) for c in guide.criteria],
        },
        "words": {
            name: phrase
            for name, phrase in PHRASES.items()
            if reasons or name.partition(".")[0] not in RESULT_ONLY
        },
    }


def init_app(app: Flask) -> None:
    """Add these pages."""
    app.register_blueprint(blueprint)
