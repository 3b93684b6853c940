"""`guide start`, and what `guide check` says of a broken starter."""

import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guide.cli import main
from guide.loading import starter as starters
from tests.conftest import ROOT, files


def start(*arguments: str, site: Path = ROOT) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["start", "--site", str(site), *arguments])


def test_who_waits_for_a_model_elsewhere_has_threads(tmp_path: Path) -> None:
    """Its own server, or a hosted interface: four threads would be four requests."""
    for number, answers in enumerate((["model=deep", "place=apart"], ["model=hosted"])):
        start(*answers, str(tmp_path / f"{number}"))
        dockerfile = (tmp_path / f"{number}" / "Dockerfile").read_text(encoding="utf-8")

        assert "ENV GRANIAN_BLOCKING_THREADS=64\n" in dockerfile


def test_project_is_written(tmp_path: Path) -> None:
    """The folder has what the answers ask for, the model and the record."""
    model = tmp_path / "m.joblib"
    model.write_bytes(b"model")
    result = start("auth=key", str(tmp_path / "new"), "--framework", "flask", "--model", str(model))

    assert (0, "") == (result.exit_code, result.stderr)
    assert (tmp_path / "new/service/keys.py").is_file()
    assert not (tmp_path / "new/service/pages.py").exists()
    assert b"model" == (tmp_path / "new/model/m.joblib").read_bytes()
    assert (tmp_path / "new/DECISION.md").read_text(encoding="utf-8").startswith("# Decision")
    assert "“Programs with a key or token”" in (tmp_path / "new/README.md").read_text("utf-8")


def test_what_comes_first_and_what_is_not_counted_is_told(tmp_path: Path) -> None:
    """As on the page, though the project is made all the same."""
    done = start("extensions=contract", "audience=programs", "forms=many", str(tmp_path / "new"))
    silent = start("audience=page", str(tmp_path / "other"))

    first, uncounted = done.stderr.splitlines()
    assert first.startswith("Look at FastAPI first. Made for an API:")
    assert uncounted.startswith("Not counted: Forms, “Many forms that fill tables”.")
    assert "" == silent.stderr


def test_archive_has_the_same_files(tmp_path: Path) -> None:
    """With --zip and a folder both are written."""
    start("audience=page", str(tmp_path / "new"), "--zip", str(tmp_path / "new.zip"))
    with zipfile.ZipFile(tmp_path / "new.zip") as archive:
        packed = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    files = (path for path in (tmp_path / "new").rglob("*") if path.is_file())

    assert packed == {p.relative_to(tmp_path / "new").as_posix(): p.read_bytes() for p in files}


def test_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    """Nothing is written over."""
    (tmp_path / "kept").write_text("kept")
    result = start(str(tmp_path))

    assert 1 == result.exit_code
    assert "is not empty: it has kept (expected: a new or an empty folder)" in result.stderr
    assert ["kept"] == [path.name for path in tmp_path.iterdir()]


def test_archive_that_is_there_is_refused(tmp_path: Path) -> None:
    """Like a folder with something in it; what else was asked for is not written either."""
    (tmp_path / "kept.zip").write_text("kept")
    result = start(str(tmp_path / "new"), "--zip", str(tmp_path / "kept.zip"))

    assert 1 == result.exit_code
    assert "kept.zip exists already (expected: a new file)" in result.stderr
    assert {"kept.zip": b"kept"} == files(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["auth=nobody", "new"], "auth=nobody: unknown option"),
        (["new", "--framework", "rails"], "'rails' is unknown (expected: flask, django)"),
        (["new", "--format", "pmml"], "'pmml' is unknown (expected: sklearn, onnx, "),
        (["one", "two"], "expected: one folder"),
        (["auth=key"], "expected: one folder"),
    ],
)
def test_what_is_unknown_is_an_error(arguments: list[str], said: str) -> None:
    """The command line was not understood."""
    result = start(*arguments)

    assert 2 == result.exit_code
    assert said in result.stderr


@pytest.mark.parametrize(
    ("name", "options"),
    [("m.joblib", ["--format", "onnx"]), ("m.onnx", ["--format", "sklearn"]), ("m.pt", [])],
)
def test_model_of_another_kind_is_refused_at_once(
    tmp_path: Path, name: str, options: list[str]
) -> None:
    """And not by the project, when its packages are installed."""
    model = tmp_path / name
    model.write_bytes(b"model")
    result = start(str(tmp_path / "new"), "--model", str(model), *options)

    assert 2 == result.exit_code
    assert f"{name} is no model of --format" in result.stderr
    assert not (tmp_path / "new").exists()


def test_guide_without_a_starter(tmp_path: Path) -> None:
    """Another guide has its own or none."""
    result = start(str(tmp_path / "new"), site=ROOT / "examples" / "flask-django-fastapi")

    assert 1 == result.exit_code
    assert "offers no project" in result.stderr


def test_every_mistake_has_its_place(tmp_path: Path) -> None:
    """`guide check` reports the map and the marks at once."""
    shutil.copy(ROOT / "criteria.yaml", tmp_path)
    folder = tmp_path / starters.FOLDER
    (folder / "both").mkdir(parents=True)
    (folder / "both" / "a.py").write_text("x = 1\n#: if nothing\n")
    (folder / "starter.yaml").write_text(
        "frameworks: [flask, rails]\n"
        "formats: [{id: any, name: Any, says: Anything.}]\n"
        "features:\n"
        "  - {id: page, name: Page, says: A page., when: [{audience: [pages]}], brings: [form]}\n"
    )
    result = CliRunner().invoke(main, ["check", "--site", str(tmp_path)])
    lines = [line for line in result.stdout.splitlines() if "starter" in line]

    assert 1 == result.exit_code
    assert all(line.startswith("content/starter/both/a.py:2:1: ") for line in lines[:2])
    assert "this block has no end" in lines[0]
    assert "unknown name 'nothing' (expected: any, flask, page, rails)" in lines[1]
    assert "starter.yaml:1:21: frameworks[1]: unknown alternative 'rails'" in lines[2]
    assert "unknown option 'pages' (expected: " in lines[3]
    assert "unknown feature 'form' (expected: page)" in lines[4]


def test_what_is_wrong_in_itself_hides_nothing_else(tmp_path: Path) -> None:
    """One run names all mistakes of the map, and no link to the page that it is of."""
    shutil.copy(ROOT / "criteria.yaml", tmp_path)
    folder = tmp_path / starters.FOLDER
    folder.mkdir(parents=True)
    (folder / "starter.yaml").write_text(
        "frameworks: [flask, rails, 5]\n"
        "formats: [{id: Any, name: Any, says: Anything., suffixes: any}]\n"
        "features:\n"
        "  - {id: page, name: Page, says: A page., when: [{audience: [pge], nobody: [page]}],"
        " unless: {auth: [nobody]}, brings: [form]}\n"
    )
    (tmp_path / "content" / "about.md").write_text(
        "---\ntitle: About\nsummary: What it is.\n---\n[A project](/start/)\n"
    )
    result = CliRunner().invoke(main, ["check", "--site", str(tmp_path)])
    found = [
        line.partition(" (")[0] for line in result.stdout.splitlines() if "/neither/" not in line
    ]

    assert [
        "1:21: frameworks[1]: unknown alternative 'rails'",
        "1:28: frameworks[2]: got 5",
        "2:16: formats[0].id: got 'Any'",
        "2:59: formats[0].suffixes: got 'any'",
        "4:62: features[0].when[0].audience[0]: unknown option 'pge'",
        "4:68: features[0].when[0]: unknown criterion 'nobody'",
        "4:102: features[0].unless.auth[0]: unknown option 'nobody'",
        "4:121: features[0].brings[0]: unknown feature 'form'",
    ] == [line.removeprefix(f"{starters.FILE}:") for line in found]
