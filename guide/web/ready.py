"""What the pages with answers have ready: all that no answer changes, made once for each site.

A question is rendered once for how it is answered.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from flask import current_app
from markupsafe import Markup

from guide.engine.model import Criterion
from guide.telling.nodes import Link, Node, Section, Text
from guide.web import scripted
from guide.web.demos import demos_of
from guide.web.fields import fields
from guide.web.links import link
from guide.web.nodes import Renderer, in_sections
from guide.web.question import asking
from guide.web.state import state

MOST = 4096  # questions that are kept


class Ready(NamedTuple):
    """Renderers and data for one site under one root.

    `root` is the address of the first page, `link` makes one of a path of the site; `node`,
    `sections` and `question` render theirs. `noscript` is for who has no script where one computes.
    """

    root: str
    link: Callable[[str], str]
    runs: Mapping[str, tuple[Link, ...]]
    node: Callable[[Node], Markup]
    sections: Callable[[Iterable[Section]], Markup]
    question: Callable[[str, str, int], Markup]
    noscript: Markup
    asked: Markup
    single: Markup


def ready() -> Ready:
    """Return what is ready at the address at which this request asks for the site."""
    root = link("pages.home")
    return state().once(("ready", root), lambda: _made(root))


def _made(root: str) -> Ready:
    guide, say, linked = state().site.guide, state().say, _linker(root)
    template = current_app.jinja_env.get_template("question.html")
    asked = asking(guide, say, linked, by_hand=current_app.config["FROZEN"])

    @functools.lru_cache(MOST)
    def question(criterion_id: str, chosen: str, weight: int) -> Markup:
        shown = asked(criterion_id, chosen, weight)
        return Markup(template.render(shown._asdict()))  # noqa: S704 - the template escapes

    node = Renderer(say, fields(guide, say), linked)
    questions = Link(say("result.noscript.questions"), "/questions/")
    noscript = Text("note", say.woven("result.noscript", questions=questions))
    pack: Callable[[Any], Markup] = current_app.jinja_env.filters["tojson_compact"]
    return Ready(
        root=root,
        link=linked,
        runs={c.id: runs for c in guide.criteria if (runs := _runs(c))},
        node=lambda it: Markup(node(it)),  # noqa: S704 - all escaped
        sections=functools.partial(in_sections, node),
        question=question,
        noscript=Markup(node(noscript)),  # noqa: S704 - all escaped
        asked=pack(scripted.asked(guide, say)),
        single=pack(scripted.single(guide, say)),
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


def _runs(criterion: Criterion) -> tuple[Link, ...]:
    return tuple(Link(demo.title, f"/demos/{demo.id}/") for demo in demos_of(criterion))
