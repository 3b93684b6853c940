"""The pages about the live demos: the twins side by side, their answers and their source."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import abort, request

from guide.demos import catalogue, sizes, structure, twins
from guide.demos.catalogue import Demo
from guide.demos.runner import Recording
from guide.demos.sizes import Lines, Needs, Sizes
from guide.demos.twins import SHOWN
from guide.engine.model import Criterion
from guide.telling.phrases import Phrases
from guide.web import demo_source
from guide.web.demo_source import Source
from guide.web.exchanges import Asked, Side, asked, script_data
from guide.web.places import Pages
from guide.web.render import render
from guide.web.running import Answered, answered
from guide.web.served import Served
from guide.web.state import state
from guide.web.texts import Body, render_body

blueprint = Pages("demos", __name__)


class Card(NamedTuple):
    """A demo in the list of all, and how many lines of code it has in each twin, or all have."""

    demo: Demo
    lines: str


class Demos(NamedTuple):
    """The list of all demos; `twins` are the names of those that run them."""

    title: str
    description: str
    twins: str
    body: Body
    cards: Sequence[Card]


class Links(NamedTuple):
    """The pages of one twin that a visitor may try by hand: each path and its address."""

    name: str
    pages: tuple[tuple[str, str], ...]


class Borrowed(NamedTuple):
    """The files that a demo uses beside its own, and the twins in which it does, in words."""

    name: str
    files: tuple[str, ...]


class DemoPage(NamedTuple):
    """What the page of a demo shows.

    `can_run` tells that a visitor can run it here, `when` is what they run or when it was recorded.
    `install` is how to install what the twins need, None where it is there. `lines` says how many
    of them each twin has. `sizes` and `needs` belong to the demo that counts.
    """

    demo: Demo
    criterion: Criterion | None
    sides: tuple[Side, ...]
    inputs: Mapping[str, str]
    can_run: bool
    when: str
    recordings: Sequence[Recording]
    steps: tuple[Asked, ...]
    links: tuple[Links, ...]
    sources: tuple[Source, ...]
    borrowed: tuple[Borrowed, ...]
    lines: str
    sizes: Sizes | None
    needs: Needs | None
    install: str | None
    data: dict[str, Any]
    previous: Demo | None
    next: Demo | None

    @property
    def side(self) -> Mapping[str, Side]:
        """Each side by its twin."""
        return {side.twin.id: side for side in self.sides}


class OneDemo(NamedTuple):
    """The page of a demo: what the site says of it, and what is shown."""

    title: str
    description: str
    body: Body
    shown: DemoPage


def _there(served: Served) -> bool:
    return served.site.has_demos


def _each(_: Served) -> list[dict[str, str]]:
    return [{"name": name} for name in catalogue.ids()]


@blueprint.page("/demos/", label="demos.label", order=5, when=_there, kept=True)
def index() -> str:
    """The live demos."""
    if not state().site.has_demos:
        abort(404)
    page, say = state().site.page("demos"), state().say
    return render(
        "demos.html",
        Demos(
            title=page.title if page else say("demos.title"),
            description=page.summary if page else say("demos.summary"),
            twins=say.listed(each.name for each in SHOWN),
            body=render_body(page),
            cards=[_card(say, each) for each in catalogue.demos()],
        ),
    )


def _card(say: Phrases, demo: Demo) -> Card:
    if demo.files:
        return Card(demo, say("demos.lines", lines=_lines(say, sizes.lines(demo))))
    return Card(demo, say("demos.lines.all", lines=_lines(say, sizes.lines())))


def _lines(say: Phrases, counts: Sequence[Lines]) -> str:
    """Say how many lines each twin has: `Flask 12, Django 14`."""
    told = (say("demo.file.lines", name=each.name, n=each.text) for each in counts)
    return say("number.comma").join(told)


@blueprint.page("/demos/<name>/", methods=("GET", "POST"), when=_there, each=_each, kept=True)
def demo(name: str) -> str:
    """One demo: as it was recorded, or, when the form is sent, as the twins answer now."""
    found = catalogue.demo(name)
    if not state().site.has_demos or found is None:
        abort(404)
    return render("demo.html", OneDemo(found.title, found.summary, [], _demo_page(found)))


def _demo_page(demo: Demo) -> DemoPage:
    got, say, sides = answered(demo), state().say, _sides()
    all_demos = catalogue.demos()
    at = all_demos.index(demo)
    return DemoPage(
        demo=demo,
        criterion=next((c for c in state().site.guide.criteria if c.id == demo.criterion), None),
        sides=sides,
        inputs=got.inputs,
        can_run=got.can_run,
        when=_ran(say, got.refused) if got.ran else _recorded(say, got),
        recordings=got.recordings,
        steps=asked(say, demo, sides, got.recordings),
        links=_links(demo),
        sources=demo_source.sources(demo),
        borrowed=_borrowed(say, demo),
        lines=_counted(say, demo) if demo.files else "",
        sizes=sizes.sizes() if demo.counted else None,
        needs=sizes.needs(got.counts),
        install=None if twins.available() else twins.INSTALL,
        data=script_data(say, demo),
        previous=all_demos[at - 1] if at else None,
        next=all_demos[at + 1] if at + 1 < len(all_demos) else None,
    )


def _ran(say: Phrases, refused: Sequence[str]) -> str:
    labels = say("number.comma").join(refused)
    return say("demo.ran.once") + (f" {say('demo.refused', labels=labels)}" if refused else "")


def _recorded(say: Phrases, got: Answered) -> str:
    if not got.recordings:
        return ""
    phrase = "demo.recorded.run" if got.can_run else "demo.recorded"
    return say(phrase, date=got.recordings[0].date)


def _counted(say: Phrases, demo: Demo) -> str:
    """Say how many lines of code a demo has in each twin, and how many all have."""
    lines, same = _lines(say, sizes.lines(demo)), structure.size(SHOWN[0], demo).same
    if same:
        return say("demo.source.lines.same", lines=lines, same=same)
    return say("demo.source.lines", lines=lines)


def _borrowed(say: Phrases, demo: Demo) -> tuple[Borrowed, ...]:
    names: dict[tuple[str, ...], list[str]] = {}
    for each in demo_source.borrowed(demo):
        names.setdefault(each.files, []).append(each.twin.name)
    return tuple(Borrowed(say.listed(who), files) for files, who in names.items())


def _sides() -> tuple[Side, ...]:
    places = state().site.guide.place_of
    return tuple(Side(each, places.get(each.id, 5)) for each in SHOWN)


def _links(demo: Demo) -> tuple[Links, ...]:
    if not demo.pages:
        return ()
    return tuple(
        Links(
            each.name,
            tuple((path, f"{request.script_root}{each.prefix}/{path}") for path in demo.pages),
        )
        for each in SHOWN
    )


def demos_of(criterion: Criterion) -> list[Demo]:
    """Return the demos that show what is claimed of a criterion."""
    return catalogue.named(claim.demo for claim in criterion.claims)
