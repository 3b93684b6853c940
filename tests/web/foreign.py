"""A site in which nothing is English: its texts are Cyrillic, and so is each phrase.

What is left of the Latin alphabet on its pages is bare English of the engine, but for names.
"""

import json
import re
from pathlib import Path
from typing import Any

import yaml

from guide.demos import catalogue, lab, recordings
from guide.demos.catalogue import Demo
from guide.demos.twins import TWINS
from guide.telling.english import ENGLISH
from guide.telling.phrases import HOLE
from tests.conftest import ROOT

BENCHMARKS = "content/benchmarks"
SOURCE = {"title": "Ж", "url": "https://example.org/"}
PAGES = {
    "benchmarks": "[[speed-answer]]\n\n[[counted]]\n\n[[measured-answer]]\n\n[[article-table]]\n\n"
    "[[upstream-table]]\n\n[[measured-summary]]\n\n[[measured-runs]]\n\n[[tried]]\n\n"
    "[[served]]\n",
    "method": "Ж.\n\n[[audit]]\n",
    "own": "Ж.\n\n## Ж\n\n| Ж |\n|---|\n| Ж |\n",
}
IDS = re.compile(
    r"\b(?:importance\.|other\.)?[aoqe]\d\b|shoe|px\b|https?://\S+|\bUTC\b|\bORM\b"
    r"|[\w/-]*\.(?:py|html|js|txt|md|zip)\b|/[\w/<>-]*"  # files and paths
    r"|\b(?:flask-service|django-service|flask|django|fastapi|cpython|scikit-learn|bare|startproject|full|jinja2?)\b"
    r"|\b(?:gunicorn|gevent|granian|uvicorn|json|application)\b",
    re.IGNORECASE,
)
COLON = re.compile(r"(?<!=)\b[^\s=]+: ")  # but for a part of a link, which is no language
WORD = re.compile(r"[A-Za-z]{2,}")


def marked() -> dict[str, str]:
    """Return every phrase without a Latin letter, with its values and the space at its end."""
    return {
        name: " ".join(["Ω", *(f"{{{hole}}}" for hole in dict.fromkeys(HOLE.findall(text)))])
        + " " * text.endswith(" ")
        for name, text in ENGLISH.items()
    }


def bare(text: str) -> set[str]:
    """Return the English words of a text that are no ids, and what ends with an English colon."""
    return set(WORD.findall(IDS.sub("", text))) | set(COLON.findall(text))


def claim(verdict: str, **more: Any) -> dict[str, Any]:
    found = {"says": "Ж.", "verdict": verdict, "note": "Ж.", "checked": "2020-01-01"}
    return found | {"sources": [SOURCE]} | more


def guide() -> dict[str, Any]:
    """Return a guide whose texts are Cyrillic: with all that one may have, and a finding of each.

    The alternatives have the ids of twins, since the runs are about those.
    """

    def option(number: int, fits: list[int], **more: Any) -> dict[str, Any]:
        names = {"flask": fits[0], "django": fits[1]}
        because = {"flask": "Да.", "django": "Нет."}
        return {"id": f"o{number}", "label": f"Ж{number}", "fit": names, "because": because} | more

    def question(number: int, **more: Any) -> dict[str, Any]:
        found = {"id": f"q{number}", "title": f"Щ{number}", "ask": f"Щ{number}?", "why": "Так."}
        return found | {"options": [option(1, [9, 2]), option(2, [3, 8])]} | more

    point = {"says": "Ж.", "origin": "article", "sources": [SOURCE]}
    sides = {"summary": "Э.", "url": "https://example.org/", "advantages": [point]}
    return {
        "title": "Ю",
        "lang": "ru",
        "updated": "2026-11-22",
        "demos": True,
        "source": {**SOURCE, "note": "Ж."},
        "alternatives": [
            {"id": "flask", "name": "Ы", **sides, "drawbacks": [point]},
            {"id": "django", "name": "Ф", **sides, "drawbacks": [{**point, "origin": "ours"}]},
        ],
        "claims": [claim(verdict) for verdict in ("holds", "partly", "outdated", "unverified")],
        "elsewhere": [
            {
                "id": f"e{number}",
                "name": f"Ц{number}",
                "place": place,
                "because": "Вот.",
                "link": "https://example.org/",
                "rules": [{"when": {"q1": ["o1"]}}, {"when": {"q6": ["o2"], "q4": ["o1"]}}],
            }
            for number, place in enumerate(("first", "beside"))
        ],
        "criteria": [
            question(1, section="Ъ", claims=[claim("holds", origin="ours", demo="structure")]),
            question(
                2, options=[option(1, [9, 2]), option(2, [5, 5], rules_out={"django": "Нет."})]
            ),
            question(3, origin="ours"),
            question(4, when={"q2": ["o2"]}),
            question(5, importance=0, when=[{"q1": ["o1"], "q3": ["o1"]}, {"q2": ["o1", "o2"]}]),
            question(6, options=[option(1, [1, 1]), option(2, [2, 2])], importance=1),
        ],
    }


def starter() -> dict[str, Any]:
    """Return a project of two parts: one that an answer asks for, and one that it brings."""
    return {
        "frameworks": ["flask", "django"],
        "formats": [{"id": "f1", "name": "Ж", "says": "Ж."}],
        "features": [
            {"id": "p1", "name": "Ж", "says": "Ж.", "when": [{"q1": ["o1"]}], "brings": ["p2"]},
            {"id": "p2", "name": "Ж", "says": "Ж."},
        ],
    }


def run() -> dict[str, Any]:
    """Return the measured run of this repository, its own words made Cyrillic."""
    (path,) = (ROOT / BENCHMARKS).glob("run-*.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found["environment"] |= {"processor": "Ж", "system": "Ж", "python": "Ж", "versions": {"Ж": "1"}}
    found["method"] |= {"flags": ["Ж"], "database": "Ж"}
    found["rough"] = found["incomplete"] = "Ж"
    return found


def counted(kind: str) -> dict[str, Any]:
    """Return a run of ours of another kind, with nothing of ours in it."""
    path = sorted((ROOT / BENCHMARKS).glob(f"{kind}-*.json"))[0]
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    found["environment"] |= {"processor": "Ж", "python": "Ж", "versions": {"Flask": "Ж"}}
    if kind == "counts":
        found["method"] |= {"tool": "Ж", "command": "Ж"}
        found["incomplete"] = "Ж"
    if kind == "serving":
        found["method"] |= {"command": "Ж"}
        found["rough"] = found["incomplete"] = "Ж"
    return found | {"title": "Ж"}


def figures() -> dict[str, Any]:
    """Return the figures of this repository, the source's words made Cyrillic."""
    text = (ROOT / BENCHMARKS / "article.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    found["title"] = "Ж"
    for row in found["quoted"]:
        row["words"] = "Ж"
    for test in found["tests"]:
        test["title"] = "Ж"
    return found


def write(folder: Path) -> None:
    """Write the site to a folder."""
    files: dict[str, Any] = {
        "criteria.yaml": guide(),
        "phrases.yaml": marked(),
        f"{BENCHMARKS}/run.json": run(),
        f"{BENCHMARKS}/run-broken.json": {**run(), "invalid": "Ж"},
        f"{BENCHMARKS}/counts.json": counted("counts"),
        f"{BENCHMARKS}/serving.json": counted("serving"),
        f"{BENCHMARKS}/try.json": counted("try"),
        f"{BENCHMARKS}/article.yaml": figures(),
        "content/starter/starter.yaml": starter(),
    }
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
    for name, text in PAGES.items():
        page = f"---\ntitle: Ж\nsummary: Ж.\n---\n{text}"
        (folder / f"content/{name}.md").write_text(page, encoding="utf-8")
    for name in starter()["frameworks"]:
        (folder / "content/starter" / name).mkdir()
    (folder / "content/starter/both").mkdir()
    (folder / "content/starter/both/README.md").write_text("# Ж\n", encoding="utf-8")


def demos() -> tuple[Demo, ...]:
    """Return the demos with prose in Cyrillic."""

    def step(it: catalogue.Step) -> catalogue.Step:
        outcomes = tuple(each.model_copy(update={"says": "Ж"}) for each in it.outcomes)
        differs, worked = (text and "Ж" for text in (it.differs, it.worked))
        changed = {"says": "Ж", "outcomes": outcomes, "differs": differs, "worked": worked}
        return it.model_copy(update=changed)

    def made(it: Demo) -> Demo:
        changed = {
            **dict.fromkeys(("title", "summary", "means"), "Ж"),
            "steps": tuple(map(step, it.steps)),
            "inputs": tuple(each.model_copy(update={"label": "Ж"}) for each in it.inputs),
            "differences": tuple(
                each.model_copy(update={"about": "Ж", "does": dict.fromkeys(each.does, "Ж")})
                for each in it.differences
            ),
        }
        return it.model_copy(update=changed)

    return tuple(map(made, catalogue.demos()))


def attacks() -> tuple[lab.Attack, ...]:
    """Return the attacks of the lab with prose in Cyrillic."""

    def made(it: lab.Attack) -> lab.Attack:
        changed = {
            **dict.fromkeys(("title", "says", "harm", "guard"), "Ж"),
            "requests": tuple(each.model_copy(update={"says": "Ж"}) for each in it.requests),
            "lines": {one: line.model_copy(update={"note": "Ж"}) for one, line in it.lines.items()},
            "input": it.input.model_copy(update={"label": "Ж"}) if it.input else None,
        }
        return it.model_copy(update=changed)

    return tuple(map(made, lab.attacks()))


def names() -> set[str]:
    """Return the words of what has a name: packages of the twins, and choices of an input."""
    found = {library for twin in TWINS for library in twin.libraries}
    found |= {package.name for count in recordings.counted() for package in count.packages}
    for each in catalogue.demos():
        found |= {*each.pages}
        found |= {choice for one in each.inputs for choice in one.choices}
    words = {word for name in found for word in WORD.findall(name)}
    return words | {word.lower() for word in words}
