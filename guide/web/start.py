"""The page about the starter project, and the project as an archive."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, abort, request
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from guide.engine.answers import Answers, Known, Problem, choose, pairs_of, read, split
from guide.engine.decision import decide
from guide.engine.elsewhere import Elsewhere
from guide.engine.features import Starter
from guide.engine.model import Guide
from guide.starter import plan, project
from guide.starter.plan import Plan
from guide.telling.phrases import Phrases
from guide.telling.problems import told_problems
from guide.telling.verdict import names, verdict
from guide.web.errors import problem
from guide.web.links import address
from guide.web.places import Pages
from guide.web.ready import ready
from guide.web.render import render
from guide.web.served import Served
from guide.web.state import state
from guide.web.texts import Body, render_body

blueprint = Pages("start", __name__)

PREFIX = "start."  # before the names of what is chosen on the page; no criterion has a dot
FRAMEWORK, FORMAT = PREFIX + "framework", PREFIX + "format"


class Part(NamedTuple):
    """A part of the project, what it brings and why it is there."""

    name: str
    says: str
    reason: str


class File(NamedTuple):
    """A file of the project, to read."""

    path: str
    lines: int
    text: str


class Size(NamedTuple):
    """How large the project is in a framework; `lines` is written out."""

    name: str
    files: int
    lines: str
    packages: int


class Choice(NamedTuple):
    """Something to choose from, and whether it is chosen."""

    value: str
    text: str
    chosen: bool


class Start(NamedTuple):
    """The project for the answers of the link.

    `unanswered` names the framework that the choice starts with while nothing is answered, else "".
    `body` is the site's own text, about what comes after the project.
    """

    title: str
    description: str
    problems: Sequence[str]
    first: Sequence[Elsewhere]
    uncounted: Sequence[str]
    hidden: Sequence[tuple[str, str]]
    unanswered: str
    chosen: str
    frameworks: Sequence[Choice]
    formats: Sequence[Choice]
    size: Size
    sizes: Sequence[Size]
    contents: Sequence[Part]
    files: Sequence[File]
    folder: str
    query: str
    body: Body
    back: str
    terminal: str
    archive: str
    root: str
    words: Markup


def offered(served: Served) -> bool:
    """Tell whether a site has projects to offer."""
    return served.site.starter is not None


@blueprint.page("/start/", when=offered, query=("framework", "format"))
def start() -> str:
    """What is in the project for these answers, and why, with every file to read."""
    starter, guide, say = _starter(), state().site.guide, state().say
    answers, framework, kind, problems = _chosen(guide, starter)
    d, page = decide(guide, answers), state().site.page("start")
    planned = plan.plan(starter, d, framework, kind)
    made = {
        each: project.files(say, starter, plan.plan(starter, d, each, kind), d)
        for each in starter.frameworks
    }
    asked_for = _query(answers, planned)
    called = names(guide)
    return render(
        "start.html",
        Start(
            title=page.title if page else say("start.title"),
            description=page.summary if page else say("start.summary"),
            problems=told_problems(say, problems),
            first=d.first,
            uncounted=verdict(say, d).uncounted,
            hidden=answers.pairs(),
            unanswered="" if d.answers else called[plan.plan(starter, d).framework],
            chosen=planned.format.name,
            frameworks=[Choice(f, called[f], f == planned.framework) for f in starter.frameworks],
            formats=[Choice(f.id, f.name, f == planned.format) for f in starter.formats],
            size=size(say, called[planned.framework], made[planned.framework]),
            sizes=[size(say, called[each], texts) for each, texts in made.items()],
            contents=[
                Part(p.feature.name, p.feature.says, project.reason(say, starter, p, d))
                for p in planned.parts
            ],
            files=[
                File(path, text.count("\n"), text) for path, text in made[planned.framework].items()
            ],
            folder=project.folder(planned),
            query=asked_for,
            body=render_body(page),
            back=answers.query(),
            terminal=_command(answers, planned),
            archive=f"{address()}start/project.zip?{asked_for}",
            root=ready().root,
            words=htmlsafe_json_dumps(say.starting("start", "thousands")),
        ),
    )


@blueprint.get("/start/project.zip")
def archive() -> Response:
    """Send the project for the answers in the query; what is unknown there is refused."""
    starter, guide = _starter(), state().site.guide
    answers, framework, kind, problems = _chosen(guide, starter)
    if problems:
        return problem(400, errors=problems)
    d = decide(guide, answers)
    planned = plan.plan(starter, d, framework, kind)
    contents = project.with_model(project.files(state().say, starter, planned, d), None)
    packed = project.packed(planned, contents, d)
    name = f'attachment; filename="{project.folder(planned)}.zip"'
    return Response(packed, mimetype="application/zip", headers={"Content-Disposition": name})


def size(say: Phrases, name: str, texts: dict[str, str]) -> Size:
    """Count what is in a project: its files, their lines, and the packages that it installs."""
    pinned = texts.get("requirements.txt", "").splitlines()
    lines = sum(text.count("\n") for text in texts.values())
    return Size(name, len(texts), say.whole(lines), sum("==" in line for line in pinned))


def _starter() -> Starter:
    return state().site.starter or abort(404)


def _chosen(
    guide: Guide, starter: Starter
) -> tuple[Answers, str | None, str | None, list[Problem]]:
    """Return the answers, the framework and the format that the link has, and what is unknown."""
    pairs = split(pairs_of(request.query_string))[0]
    known = {
        FRAMEWORK: Known.options([*starter.frameworks]),
        FORMAT: Known.options([each.id for each in starter.formats]),
    }
    chosen, unknown = choose(known, [pair for pair in pairs if pair[0].startswith(PREFIX)])
    answers, problems = read(guide, [pair for pair in pairs if not pair[0].startswith(PREFIX)])
    problems += unknown
    return answers, chosen.get(FRAMEWORK) or None, chosen.get(FORMAT) or None, problems


def _query(answers: Answers, planned: Plan) -> str:
    """Return what a link to this project carries."""
    chosen = [f"{FRAMEWORK}={planned.framework}", f"{FORMAT}={planned.format.id}"]
    return "&".join([*filter(None, [answers.query()]), *chosen])


def _command(answers: Answers, planned: Plan) -> str:
    """Return the command line that makes this project."""
    given = [f"{name}={option}" for name, option in answers.options.items()]
    given += [f"--importance {name}={n}" for name, n in answers.importance.items()]
    flags = f"--framework {planned.framework} --format {planned.format.id}"
    return " ".join(["guide start", *given, "DIR", flags])
