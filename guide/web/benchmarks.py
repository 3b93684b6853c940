"""The page about speed: the source's figures, the audit of them, and the measured runs."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple, get_args

from flask import Response, abort
from markupsafe import Markup

from guide.bench import sheets
from guide.bench.answer import STEPS, pair
from guide.bench.counts_view import CountsView, counts_view
from guide.bench.opening import Opening, opening
from guide.bench.result import TestName
from guide.bench.runs import LARGEST
from guide.bench.serving_view import ServingView, serving_views
from guide.bench.sheets import Sheet
from guide.bench.summary import Summary
from guide.bench.trial_view import TrialView, trial_view
from guide.bench.view import RunView, view
from guide.engine.model import Guide
from guide.telling.phrases import Phrases
from guide.web.places import Pages
from guide.web.quoted import Source, numbered, source
from guide.web.render import render
from guide.web.served import Served
from guide.web.state import state
from guide.web.texts import Body, contents, listed, render_body

blueprint = Pages("benchmarks", __name__)

HEADS = ("mean", "p50", "p90", "p99", "max", "requests", "rate", "errors", "timeouts")
# what the page's scripts say
SPOKEN = (
    "measured.filter.",
    "measured.title.",
    "measured.plain",
    "measured.extent",
    "measured.count.",
    "speed.",
    "own.",
)
KINDS = {"csv": "text/csv", "json": "application/json"}


class Benchmarks(NamedTuple):
    """The source's figures and the measured runs.

    `heads` are those of the full table's figures. `first` is what stands above everything else, in
    a sequence that is empty where nothing was timed. `answered` is the newest run that says
    something, in a sequence that is empty without one, and `counts` is that of the newest run of
    counts.
    `left` is the alternative whose rates the newest run divides by the other's, None where it has
    no rates, and `found` is what the newest run that says something found.
    `servings` are the ways to serve, test by test, and `trials` are models that were tried.
    `data` is for the scripts: phrases, and our figures.
    """

    title: str
    description: str
    body: Body
    contents: Markup
    alternatives: Sequence[str]
    heads: Sequence[str]
    sources: Sequence[Source]
    runs: Sequence[RunView]
    left: str | None
    found: Sequence[Summary]
    first: Sequence[Opening]
    answered: Sequence[RunView]
    counts: Sequence[CountsView]
    servings: Sequence[ServingView]
    trials: Sequence[TrialView]
    data: Mapping[str, object]


def _there(served: Served) -> bool:
    return served.has_benchmarks


@blueprint.page("/benchmarks/", label="benchmarks.label", order=4, when=_there, kept=True)
def benchmarks() -> str:
    """The source's figures, the audit, and the measured runs."""
    site, served, say = state().site, state().served, state().say
    if not served.has_benchmarks:
        abort(404)
    page, names = site.page("benchmarks"), [each.id for each in site.guide.alternatives]
    runs = [view(say, run, names) for run in served.runs]
    return render(
        "benchmarks.html",
        Benchmarks(
            title=page.title if page else say("benchmarks.title"),
            description=page.summary if page else say("benchmarks.summary"),
            body=(body := render_body(page)),
            contents=listed(contents(body)),
            alternatives=names,
            heads=[say(f"benchmarks.head.{head}") for head in HEADS],
            sources=[source(say, site.guide, n, each) for n, each in enumerate(site.figures)],
            runs=runs,
            left=next((run.left for run in runs), None),
            found=next((run.summary for run in runs if run.summary), ()),
            first=_first(say, served),
            answered=[run for run in runs if run.answer][:1],
            counts=list(islice(filter(None, (counts_view(say, run) for run in served.counts)), 1)),
            servings=serving_views(say, served.servings),
            trials=[trial_view(say, each.run) for each in served.trials],
            data=_data(say, site.guide),
        ),
    )


def _first(say: Phrases, served: Served) -> Sequence[Opening]:
    """Return what to say first, of the newest run that says something and the newest counts."""
    counts = [row for stored in served.counts[:1] for row in stored.run.rows]
    found = (opening(say, stored.run, counts, served.servings) for stored in served.runs)
    return list(islice(filter(None, found), 1))


def _data(say: Phrases, guide: Guide) -> dict[str, object]:
    """Return what the scripts need: phrases, the alternatives, and what our newest run found.

    Of a visitor's own run they check what is checked of the site's, by the same bounds.
    """
    newest = next((run.run for run in state().served.runs if run.run.valid_rows), None)
    rows = newest.valid_rows if newest else []
    return {
        "phrases": {name: text for name, text in say.table.items() if name.startswith(SPOKEN)},
        "alternatives": {
            a.id: {"name": a.name, "hue": n} for n, a in enumerate(guide.alternatives)
        },
        "ours": [
            {**sheets.short(row), "pair": pair(say, row), "server": row.server} for row in rows
        ],
        "steps": STEPS,
        "tests": get_args(TestName),
        "largest": LARGEST,
    }


def tables(served: Served) -> list[Sheet]:
    """Return every table of the page as data."""
    found = sheets.sheets(served.runs)
    found += sheets.count_sheets(served.counts) + sheets.serving_sheets(served.servings)
    for number, figures in enumerate(served.site.figures):
        for kind, rows in (("quoted", figures.quoted), ("source", figures.rows)):
            found.append(Sheet(numbered(kind, number), [row.model_dump() for row in rows]))
    return found


def files(served: Served) -> list[str]:
    """Return the addresses of the tables as data."""
    return [f"/benchmarks/{table.name}.{kind}" for table in tables(served) for kind in KINDS]


@blueprint.get("/benchmarks/<table>.<any(csv, json):kind>")
def sheet(table: str, kind: str) -> Response:
    """Send a table of the page as data."""
    found = next((each for each in tables(state().served) if each.name == table), None)
    if found is None:
        abort(404)
    return Response(found.csv() if kind == "csv" else found.json(), mimetype=KINDS[kind])
