"""The README: it names every command, option, setting and key, and its commands work."""

import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pydantic
import pytest

from guide import cli
from guide.bench import runs
from guide.engine import answers, gates, model, values, ways
from guide.loading import cases, pages, phrases, textfile, yamlfile
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TUTORIAL = README[README.index("## Authoring a guide") : README.index("### The keys of")]
BIN = Path(sys.executable).parent


def options() -> Iterator[str]:
    """Yield every command and every option of each."""
    for name, command in cli.commands().items():
        yield f"guide {name}"
        yield from (
            parameter.opts[0]
            for parameter in command.params
            if isinstance(parameter, click.Option) and "--help" not in parameter.opts
        )


def settings() -> Iterator[str]:
    """Yield every environment variable that the engine reads."""
    for path in (ROOT / "guide").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r'environ(?:\.get\(|\[)"(\w+)"', text)
        yield from re.findall(r'envvar="(\w+)"', text)
        yield from re.findall(r'\("(GUIDE_\w+)", "', text)


def keys(annotation: Any) -> Iterator[str]:
    """Yield the keys of a pydantic model and of all models within it."""
    if isinstance(annotation, type) and issubclass(annotation, pydantic.BaseModel):
        for name, field in annotation.model_fields.items():
            yield name
            yield from keys(field.annotation)
    for part in get_args(annotation):
        yield from keys(part)


def test_commands_and_options_are_documented() -> None:
    """The README names each."""
    names = sorted(set(options()))

    assert "guide check" in names
    assert [] == [name for name in names if not re.search(rf"{re.escape(name)}\b", README)]


def test_settings_are_found() -> None:
    """The search for settings finds those that are known."""
    assert {"GUIDE_SITE", "GUIDE_URL", "GUIDE_PROXIES", "DATABASE_URL"} <= set(settings())


# set by Django's and the twins' own entry points, never by a person
INTERNAL = {"DJANGO_SETTINGS_MODULE"}
# no settings of ours: the system's time zone, and what WSGI calls the parts of a request
GIVEN = {
    "TZ",
    "CONTENT_LENGTH",
    "HTTP_HOST",
    "PATH_INFO",
    "QUERY_STRING",
    "REQUEST_METHOD",
    "SCRIPT_NAME",
}


def test_settings_are_documented() -> None:
    """The README names each."""
    names = sorted(set(settings()) - INTERNAL - GIVEN)

    assert [] == [name for name in names if f"`{name}`" not in README]


def test_keys_are_documented() -> None:
    """The README names every key of criteria.yaml and cases.yaml."""
    names = sorted({*keys(model.Guide), *keys(cases.Cases)})

    assert {"criteria", "cases"} <= set(names)
    assert [] == [n for n in names if not re.search(rf"`{n}`|^ *-? *{n}:", README, re.M)]


LIMITS = {
    "alternatives": model.MOST_ALTERNATIVES,
    "criteria": model.MOST_CRITERIA,
    "options": model.MOST_OPTIONS,
    "fits": model.MOST_FITS,
    "mappings in a `when`": values.MOST_WHEN,
    "destinations": model.MOST_ELSEWHERE,
    "rules": model.MOST_RULES,
    "ways to leave later criteria unasked": gates.MAX_GATES,
    "bytes": textfile.MAX_BYTES,
    "levels": yamlfile.MAX_DEPTH,
    "pages": pages.MAX_PAGES,
    "characters of a line": pages.MAX_LINE,
    "characters of a text": values.LONGEST_TEXT,
    "characters of an id": values.LONGEST_ID,
    "characters of a name": values.LONGEST_NAME,
    "characters of a short name": values.LONGEST_SHORT,
    "characters of a mark": values.LONGEST_MARK,
    "characters of a title or label": model.LONGEST_TITLE,
    "characters of a heading": model.LONGEST_HEADING,
    "characters of an address": values.LONGEST_ADDRESS,
    "characters of a phrase": phrases.LONGEST,
    "runs": runs.MOST,
    "bytes of a run": runs.LARGEST,
    "states": ways.MAX_STATES,
    "parts of a link": answers.MAX_PAIRS,
}


def test_limits_are_those_of_the_code() -> None:
    """The table has each limit, and no other."""
    table = README.partition("### Limits")[2].partition("\n`examples")[0]
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \|", table, re.M)

    assert LIMITS == {what: int(most.replace(",", "")) for what, most in rows}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def commands(text: str) -> list[str]:
    """Return the commands of a text's console blocks."""
    lines = "".join(blocks(text, "console")).splitlines()
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def run(command: str, folder: Path) -> None:
    """Run a command of the README; it has to succeed, or to serve."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    if command.startswith("make "):  # it would run these tests again
        command = command.replace("make ", "make --dry-run ")
    if command.startswith("guide serve"):
        serve(command, folder, environment)
        return
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, f"{command}\n{done.stdout}{done.stderr}"


def serve(command: str, folder: Path, environment: dict[str, str]) -> None:
    """Serve on a free port instead, until the first page has come."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [str(BIN / "guide"), *command.split()[1:], "--port", str(port)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(arguments, cwd=folder, env=environment, stdout=quiet, stderr=quiet)
    try:
        for _ in range(200):
            assert process.poll() is None
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/result/") as response:
                    assert 200 == response.status
                return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"{command} serves nothing")
    finally:
        process.terminate()
        process.wait(10)


@pytest.mark.parametrize("command", commands(README.replace(TUTORIAL, "")))
def test_command_works(command: str) -> None:
    """Each command outside the tutorial works in the repository; those of make are looked up."""
    run(command, ROOT)


def test_tutorial_works(processes: object, tmp_path: Path) -> None:
    """Whoever follows the tutorial gets a guide, its pages and its cases."""
    guide, pinned = blocks(TUTORIAL, "yaml")
    (tmp_path / "criteria.yaml").write_text(guide)
    (tmp_path / "cases.yaml").write_text(pinned)
    told = commands(TUTORIAL)

    assert {"guide check", "guide serve"} <= set(told)
    for command in told:
        run(command, tmp_path)
    for page in blocks(TUTORIAL, "markdown"):
        assert pages.parse(page, "compare").title


def test_links_to_files_exist() -> None:
    """Files and folders that the README names by their path are there."""
    targets = re.findall(r"\]\((?!http|#|/)([^)]+)\)", README)
    targets += re.findall(r"`((?:guide|tests|static|examples|content)/[\w./-]*)`", README)
    known = {"content/": None, "content/home.md": None}
    missing = [t for t in targets if "<" not in t and t not in known and not (ROOT / t).exists()]

    assert targets
    assert [] == missing


MADE = {"dev.py", "told.js"}  # of the starter, and of the guide


def test_modules_that_are_named_exist() -> None:
    """What the architecture says of a module, and which ones a script says it does the same as."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    files = [path for part in ("guide", "static", "tests") for path in (ROOT / part).rglob("*.*")]
    known = {path.relative_to(ROOT).as_posix() for path in files}
    said = set(re.findall(r"`((?:\w+/)*\w+\.(?:py|js))`", text)) - MADE
    mirrored = {
        path.stem: re.findall(r"guide/[\w/]+\.py", path.read_text(encoding="utf-8")[:300])
        for path in (ROOT / "static").glob("*.js")
    }

    assert {"render.py", "stencil.py", "ready.py", "question.py", "telling/nodes.py"} <= said
    assert [] == [
        name for name in said if not any(f"/{each}".endswith(f"/{name}") for each in known)
    ]
    assert ["guide/telling/nodes.py"] == mirrored["tree"]
    assert set() == {name for names in mirrored.values() for name in names} - known


def test_variables_of_a_brand_are_those_of_the_styles() -> None:
    """Each is set for light pages, and each colour for dark ones, too."""
    light, dark, *_ = (ROOT / "static" / "style.css").read_text().split("@media (prefers-color")
    told = README.partition("**A brand.**")[2].partition("```css")[0]
    named = set(re.findall(r"`(--[a-z]+)`", told))

    assert {"--paper", "--ink", "--serif"} <= named
    assert named <= set(re.findall(r"(--[a-z]+):", light))
    assert named - {"--serif"} <= set(re.findall(r"(--[a-z]+):", dark))


def test_make_targets_are_explained() -> None:
    """`make help` names every target of the Makefile."""
    text = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", text, re.M)[1].split()
    make = shutil.which("make") or "make"
    told = subprocess.run([make, "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert [] == [t for t in targets if t != "help" and f"make {t}" not in told.stdout]


def test_every_dependency_is_pinned() -> None:
    """The constraints have a version, and nothing but a version, for all that is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *itertools.chain(*project["optional-dependencies"].values()),
    ]
    lines = (ROOT / "tests" / "constraints.txt").read_text().splitlines()
    line_of_pins = re.compile(r"([\w.-]+)==[\w.]+(; python_version [<>=]+ \"3\.\d+\")?")
    pinned = {line_of_pins.fullmatch(line)[1].lower().replace("_", "-") for line in lines}

    assert set() == {re.match(r"[\w-]+", name)[0].lower() for name in wanted} - pinned


def test_nothing_says_where_it_was_made() -> None:
    """No file records a download address, the page of an index or a folder of some machine."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    bad = re.compile(
        r"pypi\.org|files\.pythonhosted\.org|index-url|find-links|file:///[a-z]|/home/\w+/"
    )
    found = []
    for name in filter(None, names):
        path = ROOT / name
        if path.suffix in (".png", ".svg") or path == Path(__file__) or not path.is_file():
            continue
        if bad.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(name)

    assert [] == found
