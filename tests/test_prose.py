"""What readers read: curly apostrophes and quotes, and no sentence that runs on."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from guide.loading import criteria, figures, page_html, pages
from guide.telling.english import PLACES
from guide.web import create_app
from tests.conftest import ROOT

CATALOGUE = ROOT / "guide" / "demos" / "catalogue.yaml"
MOST = 30  # words of a sentence
BLOCK = r"</?(?:p|li|ul|ol|h\d|td|th|tr|dt|dd|table|caption|blockquote|summary|figcaption)\b[^>]*>"
NOT_PROSE = {"id", "url", "when", "file", "client", "version", "code_revision"}  # keys of YAML
SHORT = r"\b(?:e\.g|i\.e|vs|etc|approx)\."  # a full stop that ends no sentence


def blocks_of_page(page: pages.Page) -> Iterator[str]:
    """Yield the paragraphs, items, headings and cells of a page, without code."""
    yield from (page.title, page.summary)
    made = "".join(page_html.render(page).parts[::2])
    yield from blocks_of(re.sub(r'<div class="codehilite">.*?</div>', "", made, flags=re.S))


def blocks_of(made: str) -> Iterator[str]:
    """Yield the same of some HTML."""
    made = re.sub(r"<(script|svg|pre)\b.*?</\1>", "", made, flags=re.S)
    made = re.sub(r"<code>.*?</code>", "…", made, flags=re.S)
    for block in re.split(BLOCK, made):
        yield html.unescape(re.sub(r"<[^>]+>", "", block))


def texts(data: Any, key: str = "") -> Iterator[str]:
    """Yield every text of a YAML file that a reader may see."""
    if isinstance(data, str) and key not in NOT_PROSE and not data.startswith("http"):
        yield re.sub(r"`[^`]*`", "…", data)
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from texts(value, str(name))
    elif isinstance(data, list):
        for value in data:
            yield from texts(value, key)


def straight(text: str) -> list[str]:
    """Return the places with a straight apostrophe or quote, with what stands around each."""
    return [text[max(0, m.start() - 20) : m.end() + 20] for m in re.finditer("['\"]", text)]


def sentences(text: str) -> list[str]:
    """Split a block into its sentences. Neither a colon nor a semicolon ends one."""
    text = re.sub(SHORT, lambda found: found[0][:-1], " ".join(text.split()))
    return re.split(r"(?<=[.!?])[”’)]*\s+", text)


def wrong(blocks: Iterator[str]) -> list[str]:
    """Return what is wrong with the prose of some blocks."""
    found = []
    for block in blocks:
        found += [f"straight: …{place}…" for place in straight(block)]
        for sentence in sentences(block):
            if (count := len(re.findall(r"\S*\w\S*", sentence))) > MOST:  # a dash is no word
                found.append(f"{count} words: {sentence}")
    return found


PAGES, _ = pages.read(ROOT)
EXAMPLE = ROOT / "examples" / "flask-django-fastapi"
EXAMPLES, _ = pages.read(EXAMPLE)
YAML = [
    *(site / criteria.FILE for site in (ROOT, EXAMPLE)),
    *sorted((ROOT / figures.FOLDER).glob("*.yaml")),
]


@pytest.mark.parametrize("page", [*PAGES.values(), *EXAMPLES.values()], ids=lambda page: page.name)
def test_prose_of_a_page(page: pages.Page) -> None:
    """Quotes and apostrophes are curly outside code, and sentences have at most 30 words."""
    assert [] == wrong(blocks_of_page(page))


OURS = re.compile(r"\b(?:our (?:own )?(?:runs?|tests?)|we measured)\b", re.IGNORECASE)
FIGURE = re.compile(r"\d+\.\d+|\d+ (?:%|requests|times|to \d)")


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"errata"}))  # which is about old figures
def test_our_figures_are_read_from_our_runs(name: str) -> None:
    """None is written by hand beside what we measured: the next run would leave an old sentence."""
    ours = [block for block in blocks_of_page(PAGES[name]) if OURS.search(block)]

    assert [] == [block for block in ours if FIGURE.search(block)]


@pytest.mark.parametrize("path", YAML, ids=lambda path: path.name)
def test_prose_of_data(path: Path) -> None:
    """So are those of the texts in YAML."""
    assert [] == wrong(texts(yaml.safe_load(path.read_text(encoding="utf-8"))))


# how a sentence that stands alone, as a reason does on a result, tells what it names
TOLD = {
    "ORM": r"\(ORM\)|ORM, which turn",
    "ASGI": r"asynchronous",
    "WSGI": r"the older kind|one request for each worker",
    "middleware": r"\(code|code that",
    "lueprint": r"groups? of views",
}


def alone() -> Iterator[str]:
    """Yield the sentences that may be the first to be read: reasons, and those of demos."""
    for site in (ROOT, EXAMPLE):
        for criterion in yaml.safe_load((site / criteria.FILE).read_text())["criteria"]:
            for option in criterion["options"]:
                yield from option.get("because", {}).values()
    for demo in yaml.safe_load(CATALOGUE.read_text()):
        yield from (demo["summary"], demo["means"])
        yield from (text for row in demo.get("differences", []) for text in row["does"].values())


def test_terms_are_told_where_a_sentence_stands_alone() -> None:
    """Elsewhere a link, or the first mention, opens what the glossary says."""
    found = [text for text in alone() if any(term in text for term in TOLD)]
    untold = [
        text
        for text in found
        for term, told in TOLD.items()
        if term in text and not re.search(told, text)
    ]

    assert len(found) > 9
    assert [] == untold


def test_prose_of_what_was_measured() -> None:
    """So are the sentences on the page about speed, but for those that list versions."""
    page = create_app(ROOT).test_client().get("/benchmarks/").text
    blocks = [block for block in blocks_of(page) if "CPython" not in block]

    assert any("Without a model it depends" in block for block in blocks)
    assert [] == [found for found in wrong(iter(blocks)) if "words: " in found]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__.rpartition(".")[2])
def test_prose_of_phrases(place: ModuleType) -> None:
    """So are those of the engine’s English; what is filled in counts as a word."""
    assert [] == wrong(iter(place.PHRASES.values()))


CODE = re.compile(r"```.*?```|^    [^\n]*$|`[^`]*`", re.DOTALL | re.MULTILINE)
DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "content/starter/both/README.md"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_quotes_of_documents(name: str) -> None:
    """They are curly outside code there, too."""
    assert [] == straight(CODE.sub("…", (ROOT / name).read_text(encoding="utf-8")))


def test_the_test_itself() -> None:
    """It finds what it looks for, and nothing in code."""
    text = "---\ntitle: It's\nsummary: x\n---\nA `b's` c.\n\n```\nd = 'e'\n```\n\n- f \"g\"\n"
    page = pages.parse(text, "page")
    long = f"{'word ' * 15}list: {'word ' * 15}"

    assert ["straight: …It's…", 'straight: …f "g"…', 'straight: …f "g"…'] == wrong(
        blocks_of_page(page)
    )
    assert [f"31 words: {long.strip()}"] == wrong(iter([f"Short. {long}"]))
    assert [] == wrong(iter([f"{'word ' * 29}– end. {'word ' * 29}end."]))
