"""What the scripts have of a guide: what they compute with, and what they say.

The questionnaire has its part in the page. What a decision is told with is far more, and the same
on every page that tells one: it is a script of its own, which a browser loads once, as are the
files of all projects.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from guide.demos import catalogue
from guide.engine.features import Starter
from guide.engine.model import Alternative, Criterion, Guide, Option
from guide.telling.nodes import FEW
from guide.telling.phrases import Phrases

NAME, STARTER = "told.js", "starter-data.js"
# what the scripts say, by the first word of the phrases' names
ASKED = ("number", "verdict", "asking", "problem")
TOLD = (
    *("number", "verdict", "problem", "against", "elsewhere", "out", "weighs", "firm", "share"),
    *("change", "why", "left", "differ", "answer", "record", "result", "trials"),
)
# the panel has no room for these, and no script counts the parts of a link
NOT_ASKED = ("verdict.detail", "verdict.out", "problem.too-many-parts")
VETOED = (
    "verdict.only",
    "verdict.none",
    "verdict.brief.only",
    "verdict.brief.none",
    "verdict.fit.out",
)


def files(guide: Guide, say: Phrases, starter: Starter | None) -> Mapping[str, bytes]:
    """Return the scripts that are data, by name: what a decision is told with, and all projects.

    They say so much as `self.Told = …`: a browser loads such a one from a file, too.
    """
    told = {"guide": _told(guide), "phrases": say.starting(*TOLD)}
    projects = {STARTER: _said("StarterData", starter.model_dump(mode="json"))} if starter else {}
    return {NAME: _said("Told", told), **projects}


def _said(name: str, data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"self.{name} = {text};\n".encode("utf-8", "surrogatepass")


def asked(guide: Guide, say: Phrases) -> dict[str, Any]:
    """Return what the questionnaire's script has."""
    return {"guide": _asked(guide), "phrases": _asked_phrases(say, guide)}


def single(guide: Guide, say: Phrases) -> dict[str, Any]:
    """Return what the script has that asks one question at a time."""
    return {"guide": _single(guide), "phrases": _single_phrases(say, guide)}


def _asked_phrases(say: Phrases, guide: Guide) -> dict[str, str]:
    """Return what the panel can say: of vetoes only where there are any."""
    two = len(guide.alternatives) == 2
    vetoes = any(option.rules_out for c in guide.criteria for option in c.options)
    never = (*NOT_ASKED, "verdict.among" if two else "verdict.two", *(() if vetoes else VETOED))
    found = {n: text for n, text in say.starting(*ASKED).items() if not n.startswith(never)}
    many = len(guide.alternatives) > FEW  # so many may be level
    return found | ({"result.more": say.table["result.more"]} if many else {})


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
    more = ("questions.more", "answer.none", "left.elsewhere")
    return _asked_phrases(say, guide) | say.starting("one") | {name: say(name) for name in more}


def _told(guide: Guide) -> dict[str, Any]:
    """Return what the result's script computes with and tells."""

    def option(o: Option) -> dict[str, Any]:
        vetoes = {"rules_out": o.rules_out} if o.rules_out else {}
        return {"id": o.id, "label": o.label, "fit": o.fit, "because": o.because, **vetoes}

    def runs(c: Criterion) -> dict[str, Any]:
        shows = catalogue.named(claim.demo for claim in c.claims)
        shown = [{"id": demo.id, "title": demo.title} for demo in shows]
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
        **({"trials": guide.trials.model_dump()} if guide.trials else {}),
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
