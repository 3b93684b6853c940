"""What the pages with answers have ready: all that no answer changes, made once for each site.

A question is rendered once for how it is answered.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from markupsafe import Markup

from guide.engine.model import Alternative, Criterion, Guide, Option
from guide.telling.nodes import Link, Node, Section
from guide.telling.phrases import Phrases
from guide.telling.verdict import conditions
from guide.web.fields import fields
from guide.web.links import link
from guide.web.live import demos_of
from guide.web.nodes import in_sections, renderer
from guide.web.state import state

MOST = 4096  # questions that are kept
# what the scripts say, by the first word of the phrases' names
ASKED = ("number", "verdict", "asking", "problem")
TOLD = (
    *("number", "verdict", "problem", "against", "elsewhere", "out", "weighs", "firm", "share"),
    *("change", "why", "left", "differ", "answer", "record", "result"),
)
NOT_ASKED = ("verdict.detail", "verdict.out")  # the panel has no room for these
VETOED = (
    "verdict.only",
    "verdict.none",
    "verdict.brief.only",
    "verdict.brief.none",
    "verdict.fit.out",
)


@dataclass(frozen=True)
class Ready:
    """Renderers and data for one site under one root.

    `link` makes an address of a path of the site; `node`, `sections` and `question`
    render theirs.
    """

    link: Callable[[str], str]
    runs: Mapping[str, tuple[Link, ...]]
    node: Callable[[Node], Markup]
    sections: Callable[[Iterable[Section]], Markup]
    question: Callable[[str, str, int], Markup]
    asked: Markup
    single: Markup
    told: Markup


def ready() -> Ready:
    """Return what is ready at the address at which this request asks for the site."""
    root = link("pages.home")
    return state().once(("ready", root), lambda: _made(root))


def _when(say: Phrases, guide: Guide, criterion: Criterion) -> str:
    """Say when a question is asked; with several ways to it, on what: its own page has them all."""
    if len(criterion.when) == 1:
        return say("questions.when", conditions=conditions(say, guide, criterion.when))
    names = dict.fromkeys(name for way in criterion.when for name in way)
    return say("questions.depends", titles=say.listed(guide.criterion(n).title for n in names))


def _made(root: str) -> Ready:
    guide, say, linked = state().site.guide, state().say, _linker(root)
    template = current_app.jinja_env.get_template("_question.html")
    macros: Any = template.make_module(
        {
            "say": say,
            "link": linked,
            "alternatives": guide.alternatives,
            "when": functools.partial(_when, say, guide),
            "sheet": _sheet(say),
            "frozen": current_app.config["FROZEN"],
        }
    )

    @functools.lru_cache(MOST)
    def question(criterion_id: str, chosen: str, weight: int) -> Markup:
        made: Markup = macros.question(guide.criterion(criterion_id), chosen, weight)
        return made

    node = renderer(say, fields(guide, say), linked)
    pack: Callable[[Any], Markup] = current_app.jinja_env.filters["tojson_compact"]
    return Ready(
        link=linked,
        runs={c.id: runs for c in guide.criteria if (runs := _runs(c))},
        node=lambda it: Markup(node(it)),  # noqa: S704 - all escaped
        sections=functools.partial(in_sections, node),
        question=question,
        asked=pack({"guide": _asked(guide), "phrases": _asked_phrases(say, guide)}),
        single=pack({"guide": _single(guide), "phrases": _single_phrases(say, guide)}),
        told=pack({"guide": _told(guide), "phrases": _phrases(say, TOLD), "root": root}),
    )


def _linker(root: str) -> Callable[[str], str]:
    """Return what makes an address of a path of the site; in an export a page's file is named."""
    folder, slash, file = root.rpartition("/")

    def link(to: str) -> str:
        if not to.startswith("/"):
            return to
        path, mark, fragment = to[1:].partition("#")
        name = file if not path or path.endswith("/") else ""
        return folder + slash + path + name + mark + fragment

    return link


def _sheet(say: Phrases) -> Callable[[Criterion, Option, Alternative], str]:
    def points(criterion: Criterion, option: Option, alternative: Alternative) -> str:
        return say.tenths(round(10 * criterion.importance * option.fit[alternative.id]))

    return points


def _runs(criterion: Criterion) -> tuple[Link, ...]:
    return tuple(Link(demo.title, f"/demos/{demo.id}/") for demo in demos_of(criterion))


def _phrases(say: Phrases, words: tuple[str, ...]) -> dict[str, str]:
    return say.starting(*words)


def _asked_phrases(say: Phrases, guide: Guide) -> dict[str, str]:
    """Return what the panel can say: of vetoes only where there are any."""
    two = len(guide.alternatives) == 2
    vetoes = any(option.rules_out for c in guide.criteria for option in c.options)
    never = (*NOT_ASKED, "verdict.among" if two else "verdict.two", *(() if vetoes else VETOED))
    return {n: text for n, text in _phrases(say, ASKED).items() if not n.startswith(never)}


def _asked(guide: Guide) -> dict[str, Any]:
    """Return what the questionnaire's script computes with; all other text stands in the page.

    So do the ids: of an option there are the fits, and then whom it rules out.
    """
    found = _computed(guide, lambda o: [*_fits(guide, o), *o.rules_out])
    for row in found["criteria"]:
        del row["id"]
    return found


def _single(guide: Guide) -> dict[str, Any]:
    """Return the same with the words of the questions, for where one is shown at a time."""

    def option(o: Option) -> dict[str, Any]:
        vetoes = {"rules_out": dict.fromkeys(o.rules_out, 1)} if o.rules_out else {}
        return {"id": o.id, "label": o.label, "fit": _fits(guide, o), **vetoes}

    found = _computed(guide, option)
    for criterion, row in zip(guide.criteria, found["criteria"], strict=True):
        row |= {"ask": criterion.ask, "why": criterion.why}
    return found


def _computed(guide: Guide, option: Callable[[Option], Any]) -> dict[str, Any]:
    return {
        "verdict": guide.verdict.model_dump(),
        "alternatives": [{"id": a.id, "name": a.name, **_short(a)} for a in guide.alternatives],
        "criteria": [
            {**_criterion(c), "options": [option(o) for o in c.options]} for c in guide.criteria
        ],
        **_elsewhere(guide, "because", "link"),
    }


def _fits(guide: Guide, option: Option) -> list[float]:
    return [option.fit[a.id] for a in guide.alternatives]


def _single_phrases(say: Phrases, guide: Guide) -> dict[str, str]:
    more = ("questions.more", "answer.none")
    return _asked_phrases(say, guide) | say.starting("one") | {name: say(name) for name in more}


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
            {
                "id": a.id,
                "name": a.name,
                **_short(a),
                "summary": a.summary,
                **({"url": a.url} if a.url else {}),
            }
            for a in guide.alternatives
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


def _short(a: Alternative) -> dict[str, str]:
    return {"short": a.short} if a.short else {}


def _criterion(c: Criterion) -> dict[str, Any]:
    when = {"when": c.when[0] if len(c.when) == 1 else c.when} if c.when else {}
    return {"id": c.id, "title": c.title, "importance": c.importance, **when}


def _elsewhere(guide: Guide, *without: str) -> dict[str, Any]:
    found = [
        place.model_dump(exclude=set(without), exclude_defaults=True) for place in guide.elsewhere
    ]
    return {"elsewhere": found} if found else {}
