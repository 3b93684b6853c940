"""The browser makes the same projects as Python, byte for byte."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from playwright.sync_api import expect

from guide.cli import main
from guide.engine import marks
from guide.engine.answers import read
from guide.engine.decision import decide
from guide.engine.features import BOTH, Starter
from guide.engine.model import Guide
from guide.starter import archive, plan
from tests.conftest import ROOT, OpenPage, Sites
from tests.starter.sets import used, variants

KEEP = """([text, sets]) => {
    const texts = new Map();
    const numbers = sets.map((on) => {
        const kept = Starter.keep(text, new Set(on));
        if (!texts.has(kept)) texts.set(kept, texts.size);
        return texts.get(kept);
    });
    return [[...texts.keys()], numbers];
}"""
ZIP = """async ([files, date]) => {
    const found = await Starter.zip(files, "top", date).arrayBuffer();
    return [...new Uint8Array(found)];
}"""
AT_ONCE = 2_000  # sets: the texts of all have more than a page can hold
QUERIES = [
    "",
    "audience=programs&experience=flask",
    "audience=page&model=small&auth=key&existing-code=django&database=key-value",
    "audience=application&auth=groups&speed=jobs&model=deep&place=worker",
    "audience=frontend&model=llm&speed=open&auth=sso&database=relational&importance.auth=5",
]


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "static" / "starter.js")
    yield page
    page.close()


@pytest.mark.long
def test_every_set_of_features_keeps_the_same_lines(page, starter: Starter) -> None:
    """The filter, for every file and every set."""
    possible = variants(starter)
    for framework in starter.frameworks:
        for path, text in {**starter.files[BOTH], **starter.files[framework]}.items():
            names = used([text])
            # a file that names no format is the same with all of them
            kinds = [kind.id for kind in starter.formats if kind.id in names] or ["none"]
            all_sets = [[framework, kind, *on] for on in possible(names) for kind in kinds]
            for start in range(0, len(all_sets), AT_ONCE):
                sets = all_sets[start : start + AT_ONCE]
                texts: dict[str | None, int] = {}
                numbers = [texts.setdefault(marks.keep(text, {*on}), len(texts)) for on in sets]

                assert [[*texts], numbers] == page.evaluate(KEEP, [text, sets]), path


def test_archive_is_the_same(page, guide: Guide) -> None:
    """The archive, with an empty file, text beyond ASCII and a folder."""
    files = {"b/ä.txt": "", "a.txt": "Ünïcode “x”\n", "model/m": "1" * 70_000}
    files = {name.replace("ä", "a"): text for name, text in files.items()}
    packed = archive.pack({n: t.encode() for n, t in files.items()}, "top", guide.updated)

    assert list(packed) == page.evaluate(ZIP, [files, guide.updated.isoformat()])


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("place", ["live", "file"])
def test_page_terminal_and_export_make_the_same_bytes(
    places: Sites, open_page: OpenPage, place: str, query: str, app, tmp_path: Path
) -> None:
    """What is downloaded from the page is what `guide start` and the live address give."""
    opened = open_page(places.url(place, f"/start/?{query}" if query else "/start/"))
    with opened.expect_download() as download:
        opened.click("#download")
    found = Path(download.value.path()).read_bytes()
    written = tmp_path / "terminal.zip"
    arguments = [part for part in query.split("&") if part and not part.startswith("importance.")]
    for part in query.split("&"):
        if part.startswith("importance."):
            arguments += ["--importance", part.removeprefix("importance.")]
    command = ["start", "--site", str(ROOT), *arguments, "--zip", str(written)]
    run = CliRunner().invoke(main, command)

    assert 0 == run.exit_code, run.output
    assert written.read_bytes() == found
    assert app.test_client().get(f"/start/project.zip?{query}").data == found


@pytest.mark.parametrize("place", ["live", "file"])
def test_model_goes_into_the_archive(
    place: str, places: Sites, open_page: OpenPage, tmp_path: Path
) -> None:
    """A file that is chosen on the page is in the archive and tells its kind, as with --model."""
    model = tmp_path / "my model.onnx"
    model.write_bytes(bytes(range(256)))
    opened = open_page(places.url(place, "/start/?audience=page"))
    opened.set_input_files("#model", model)
    with opened.expect_download() as download:
        opened.click("#download")
    written = tmp_path / "terminal.zip"
    command = ["start", "--site", str(ROOT), "audience=page", "--zip", str(written)]
    run = CliRunner().invoke(main, [*command, "--model", str(model)])

    assert 0 == run.exit_code, run.output
    assert written.read_bytes() == Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("query", QUERIES)
def test_page_without_scripts_says_the_same(places: Sites, open_page: OpenPage, query: str) -> None:
    """What a server tells reads as what the page's script makes once something is chosen."""
    url = places.url("live", f"/start/?{query}")
    opened = open_page(url)
    told, lead = opened.inner_text("#project dl"), opened.inner_text("#lead")
    opened.evaluate("document.getElementById('choose').dispatchEvent(new Event('change'))")
    opened.wait_for_selector("button#download")

    assert re.search(r" \d,\d{3} lines, ", lead)
    assert lead == opened.inner_text("#lead")
    assert told == opened.inner_text("#project dl")
    assert told == open_page(url, java_script_enabled=False).inner_text("#project dl")


def test_what_comes_first_is_said_once(places: Sites, open_page: OpenPage) -> None:
    """Each place to look at first has its reason; what the project is for then stands once."""
    query = "audience=programs&extensions=contract&model=deep&speed=busy"
    live, file = (open_page(places.url(place, f"/start/?{query}")) for place in ("live", "file"))
    notes = live.locator("#project .note").all_inner_texts()

    assert ["Look at FastAPI first.", "Look at a model server first."] == [
        note[: note.index(".") + 1] for note in notes
    ]
    assert [False, True] == ["decide otherwise" in note for note in notes]
    expect(file.locator("#project .note")).to_have_text(notes)
    expect(live.locator("#lead")).to_contain_text("in Flask for a model in plain Python,")


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_unknown_choices_are_named(place: str, places: Sites, open_page: OpenPage) -> None:
    """A framework that there is none of is told, as other parts of a link are, and not taken."""
    formats = [f"start.format={name}" for name in ("onnx", "sklearn")]
    strange = [
        "shoe=42",
        "start.framework=rails",
        *formats,
        "start.shoe=" + "4" * 70,
        "start.shoe=",
    ]
    opened = open_page(places.url(place, "/start/?auth=groups&" + "&".join(strange)))

    expect(opened.locator("#problems li")).to_have_text(
        [
            "shoe=42: unknown name (expected: a criterion of this guide)",
            "start.framework=rails: unknown option (expected: flask, django)",
            "start.format=sklearn: repeated (expected: each name once; the first counts)",
            f"start.shoe={'4' * 59}…: unknown name (expected: a criterion of this guide)",
            "start.shoe=: repeated (expected: each name once; the first counts)",
        ]
    )
    expect(opened.locator("select").nth(1)).to_have_value("onnx")


def test_an_archive_of_no_framework_is_refused(app: Flask) -> None:
    """Each part that is unknown is in the problem document."""
    answer = app.test_client().get("/start/project.zip?start.framework=rails&start.shoe=1")

    assert 400 == answer.status_code
    assert ["start.framework", "start.shoe"] == [it["name"] for it in answer.json["errors"]]


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_nothing_answered_is_said(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """The page does not speak of answers where there are none, whatever is chosen."""
    chosen = {"Flask": "", "Django": "?start.framework=django"}
    for name, query in chosen.items():
        opened = open_page(places.url(place, f"/start/{query}"), java_script_enabled=javascript)

        expect(opened.locator("#lead")).to_contain_text(
            "Nothing is answered yet, so the choice starts with Flask. "
            f"This is a small service in {name} for "
        )

    opened.goto(places.url(place, "/start/?auth=groups"))

    expect(opened.locator("#lead")).to_contain_text("with what your answers ask for")


def test_every_answer_of_the_map_brings_its_part(starter: Starter, guide: Guide) -> None:
    """Each condition, answered, puts its feature into the plan."""
    for feature in starter.features:
        for condition in feature.when:
            for options in zip(*condition.values(), strict=False):
                given = dict(zip(condition, options, strict=True))
                answers, _ = read(guide, given.items())
                planned = plan.plan(starter, decide(guide, answers))
                counted = {answer.criterion for answer in decide(guide, answers).answers}

                assert feature.id in planned.on or not counted.issuperset(given), given
