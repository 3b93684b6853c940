"""The pages about the live demos: both twins side by side, their answers and their source."""

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, abort, current_app, request
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from guide import demos
from guide.demos import mount, record, runner, structure
from guide.demos.runner import Recording
from guide.engine.model import Criterion
from guide.web.places import Pages
from guide.web.render import render_page, the_site
from guide.web.served import Served

blueprint = Pages("live", __name__)

NAMES = {"flask": "Flask", "django": "Django"}


@dataclass(frozen=True)
class Source:
    """A file of a demo in each twin, highlighted, with the lines marked that the other lacks.

    A twin without the file has none; `same` tells that both have it word for word, and `lines`
    how many each needs for the demo.
    """

    name: str
    same: bool
    code: tuple[Markup | None, ...]
    lines: tuple[int, ...]


def _there(served: Served) -> bool:
    return served.site.has_demos


def _each(_: Served) -> list[dict[str, str]]:
    return [{"name": name} for name in demos.IDS]


@blueprint.page("/demos/", label="Demos", order=5, when=_there, kept=True)
def demo_index() -> str:
    """The live demos."""
    if not the_site().has_demos:
        abort(404)
    return render_page("demos.html", "demos", title="Demos", demos=demos.DEMOS)


@blueprint.page("/demos/<name>/", methods=("GET", "POST"), when=_there, each=_each, kept=True)
def demo(name: str) -> str:
    """One demo: as it was recorded, or, when the form is sent, as both twins answer now."""
    found = demos.demo(name)
    if not the_site().has_demos or found is None:
        abort(404)
    frozen = current_app.config["FROZEN"]
    fresh = mount.available() and frozen and current_app.config["RECORD"] != "off"
    inputs = runner.read_inputs(found, request.form)
    ran = request.method == "POST" and bool(found.steps) and mount.available()
    recordings: tuple[Recording, ...]
    if ran:
        address = request.remote_addr or ""
        app = current_app.wsgi_app
        recordings = tuple(runner.run(app, twin, found, inputs, address) for twin in mount.TWINS)
    else:
        recordings = record.take(name) if fresh else record.recorded(name)
    ids = [each.id for each in demos.DEMOS]
    at = ids.index(name)
    return render_page(
        "demo.html",
        f"demos/{name}",
        title=found.title,
        demo=found,
        inputs=inputs,
        refused=[
            each.label
            for each in found.inputs
            if ran and inputs[each.name] != request.form.get(each.name)
        ],
        ran=ran,
        recordings=recordings,
        steps=list(zip(*(recording.exchanges for recording in recordings), strict=True)),
        sources=sources(name),
        counts=(record.count() if fresh else record.counted()) if name == "structure" else (),
        install=None if mount.available() else mount.INSTALL,
        data=script_data(found),
        previous=demos.DEMOS[at - 1] if at else None,
        next=demos.DEMOS[at + 1] if at + 1 < len(ids) else None,
    )


@cache
def sources(name: str) -> tuple[Source, ...]:
    """Return the files of a demo, from those that are running."""
    found = demos.demo(name)
    if found is None:
        return ()
    files = {
        twin: {path.relative_to(structure.HERE / f"{twin}_twin").as_posix(): path for path in paths}
        for twin in mount.TWINS
        if (paths := structure.files(twin, found)) and found.files
    }
    names = dict.fromkeys(file for paths in files.values() for file in paths)
    return tuple(
        _source(file, [files[twin].get(file) for twin in mount.TWINS], found) for file in names
    )


def _source(name: str, paths: list[Path | None], found: demos.Demo) -> Source:
    texts = [path.read_text(encoding="utf-8") if path else "" for path in paths]
    same = texts[0] == texts[1]
    one, other = (text.splitlines() for text in texts)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    code = []
    for side, (path, text) in enumerate(zip(paths, texts, strict=True)):
        kept = {
            line
            for block in matcher.get_matching_blocks()
            for line in range(block[side], block[side] + block.size)
        }
        lines = text.splitlines()
        marked = [n + 1 for n, line in enumerate(lines) if n not in kept and line.strip()]
        code.append(_highlighted(path, text, [] if not all(paths) else marked) if path else None)
    counts = tuple(structure.lines(path, found) if path else 0 for path in paths)
    return Source(name, same, tuple(code), counts)


def _highlighted(path: Path, text: str, marked: list[int]) -> Markup:
    lexer = get_lexer_by_name("html+django" if path.suffix == ".html" else "python")
    formatter = HtmlFormatter(nowrap=True, hl_lines=marked)
    return Markup(highlight(text, lexer, formatter))  # noqa: S704 - our own source


def demos_of(criterion: Criterion) -> list[demos.Demo]:
    """Return the demos that show what is claimed of a criterion."""
    return demos.named(claim.demo for claim in criterion.claims)


def script_data(found: demos.Demo) -> dict[str, Any]:
    """Return what the page's script sends."""
    return {
        "twins": [{"id": twin, "base": f"{mount.PREFIX}/{twin}/"} for twin in mount.TWINS],
        "numbers": [each.name for each in found.inputs if each.kind == "number"],
        "warm": [_step_data(step) for step in found.warm],
        "steps": [_step_data(step) for step in found.steps],
    }


def _step_data(step: demos.Step) -> dict[str, Any]:
    return {
        "method": step.method,
        "path": step.path,
        "elsewhere": step.elsewhere,
        "json": step.json,
        "form": step.form,
        "page": step.page,
        "take": step.take,
        "look": step.look,
    }


def init_app(app: Flask) -> None:
    """Add these pages, and what the templates of these, and of those that link to them, can use."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals |= {
        "twin_names": NAMES,
        "twins": mount.TWINS,
        "twin_size": structure.size,
        "all_demos": demos.DEMOS,
        "demos_of": demos_of,
        "demo_prefix": mount.PREFIX,
    }
