"""Every file that any project can hold: it parses, is clean, and holds no mark and no secret."""

import ast
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from guide.engine import marks
from guide.engine.features import BOTH, Starter
from tests.starter import pins
from tests.starter.sets import closed, covering, used, variants

MARK = re.compile(r"^\s*(#:|<!--:|/\*:)", re.MULTILINE)
SECRET = re.compile(r"(?i)(secret|password|token|api_?key)\w*\s*=\s*['\"][^'\"]{6,}")
SENT = """
import json
from guide.demos.flask_twin.guards import HEADERS, MORE_HEADERS
print(json.dumps(HEADERS | MORE_HEADERS))
"""
RULES = "E4,E7,E9,F,I,B,UP"  # beside those of Ruff itself, which a user runs


def distinct(starter: Starter) -> dict[tuple[str, str, str], str]:
    """Return every distinct text of every file: by framework, path and a number."""
    found: dict[tuple[str, str, str], str] = {}
    possible = variants(starter)
    for framework in starter.frameworks:
        for folder in (BOTH, framework):
            for path, text in starter.files[folder].items():
                names = used([text])
                formats = {each.id for each in starter.formats} & names or {""}
                seen: dict[str, None] = {}
                for on, kind in itertools.product(possible(names), formats):
                    kept = marks.keep(text, {framework, kind, *on})
                    if kept is not None:
                        seen.setdefault(kept)
                for number, kept in enumerate(seen):
                    found[framework, path, str(number)] = kept
    return found


@pytest.fixture(scope="module")
def texts(starter: Starter) -> dict[tuple[str, str, str], str]:
    """Every distinct text."""
    return distinct(starter)


@pytest.mark.heavy
def test_no_file_holds_a_mark_or_a_secret(texts: dict[tuple[str, str, str], str]) -> None:
    """Marks are for us alone, and what is secret is made on the user's machine."""
    assert [] == [key for key, text in texts.items() if MARK.search(text) or SECRET.search(text)]


def test_a_project_sends_the_headers_that_the_twins_send(starter: Starter) -> None:
    """Nothing that a demo shows as a protection is left out of what people take along."""
    found: dict[str, dict[str, str]] = {}
    exec(starter.files[BOTH]["service/headers.py"], found)
    # a twin takes its settings when it is imported, and other tests mount it with theirs
    command = [sys.executable, "-c", SENT]
    sent = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert json.loads(sent) == found["HEADERS"]


@pytest.mark.long
def test_every_python_file_parses_and_is_clean(
    texts: dict[tuple[str, str, str], str], tmp_path: Path
) -> None:
    """Ruff finds nothing to lint or to format."""
    for (framework, path, number), text in texts.items():
        if path.endswith(".py"):
            ast.parse(text)
            # where Ruff looks for the package decides what it takes for our own imports
            target = tmp_path / framework / number / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    for folder in sorted(tmp_path.glob("*/*")):
        for package in ("service", "tests"):
            (folder / package).mkdir(exist_ok=True)
    ruff = [sys.executable, "-m", "ruff"]
    options = ["--isolated", "--no-cache"]
    sources = ["--config", f"src={[str(each) for each in sorted(tmp_path.glob('*/*'))]}"]
    check = subprocess.run(
        [*ruff, "check", *options, *sources, f"--extend-select={RULES}", "--output-format=concise"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    layout = subprocess.run(
        [*ruff, "format", *options, "--diff", "."],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (0, 0) == (check.returncode, layout.returncode), check.stdout + layout.stdout[:4000]


def written(
    texts: dict[tuple[str, str, str], str], name: str, folder: Path
) -> tuple[Path, list[str]]:
    """Write each distinct text of a file; return the folder and the names there."""
    for number, text in enumerate({text for (_, path, _), text in texts.items() if path == name}):
        (folder / str(number)).mkdir()
        (folder / str(number) / name).write_text(text, encoding="utf-8")
    return folder, sorted(str(path.relative_to(folder)) for path in folder.rglob(name))


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("Dockerfile", ["hadolint", "--no-color"]),
        ("compose.yaml", ["check-jsonschema", "--builtin-schema", "vendor.compose-spec"]),
    ],
)
def test_docker_has_nothing_to_complain_about(
    texts: dict[tuple[str, str, str], str], tmp_path: Path, name: str, command: list[str]
) -> None:
    """Neither the linter of Dockerfiles nor the schema of compose."""
    folder, names = written(texts, name, tmp_path)
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(program), *command[1:], *names],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert names
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


def test_no_password_of_the_database_is_part_of_an_address(starter: Starter) -> None:
    """One that holds a slash or a hash, as `openssl rand -base64 24` makes them, would break it."""
    on = {"flask", "sklearn", *closed(starter, {"log"})}
    compose = yaml.safe_load(marks.keep(starter.files[BOTH]["compose.yaml"], on) or "")
    said = compose["services"]["web"]["environment"]

    assert [] == [name for name, value in said.items() if "://" in value and "$" in value]
    assert "${POSTGRES_PASSWORD}" == said["PGPASSWORD"]


def test_compose_passes_on_every_setting_that_the_readme_names(starter: Starter) -> None:
    """Who sets one in the shell, or in `.env`, has it in the container."""
    both = starter.files[BOTH]
    for framework, on in itertools.product(starter.frameworks, covering(starter)):
        found = {framework, "remote", *on}
        if compose := yaml.safe_load(marks.keep(both["compose.yaml"], found) or ""):
            readme = marks.keep(both["README.md"], found) or ""
            table = re.findall(r"^\| (`[A-Z_, `]+`) \|", readme, re.MULTILINE)
            named = set(re.findall("[A-Z_]+", " ".join(table)))

            assert set() == named - compose["services"]["web"]["environment"].keys()


def test_a_database_that_is_being_set_up_is_not_healthy(starter: Starter) -> None:
    """PostgreSQL's image first starts a server that answers by its socket alone."""
    on = {"flask", "sklearn", *closed(starter, {"log"})}
    compose = yaml.safe_load(marks.keep(starter.files[BOTH]["compose.yaml"], on) or "")

    assert "--host" in compose["services"]["database"]["healthcheck"]["test"]


def test_predictions_at_once_are_not_in_each_others_way(starter: Starter) -> None:
    """A library takes all cores for each of them, unless one is told; a heavy model runs alone."""
    text = starter.files[BOTH]["Dockerfile"]
    found = [marks.keep(text, {"flask", "sklearn", *on}) or "" for on in ((), ("heavy",))]

    assert [True, False] == ["\nENV OMP_NUM_THREADS=1\n" in each for each in found]


@pytest.mark.parametrize("name", [".gitignore", ".dockerignore"])
def test_settings_in_a_file_stay_where_they_are(starter: Starter, name: str) -> None:
    """Compose reads `.env`, so that is where people write passwords."""
    assert ".env" in starter.files[BOTH][name].splitlines()


def test_every_feature_changes_a_file(starter: Starter) -> None:
    """No feature is an empty promise, in any framework."""
    for framework, feature in itertools.product(starter.frameworks, starter.features):
        texts = [text for f in (BOTH, framework) for text in starter.files[f].values()]
        on = {framework, "sklearn", *closed(starter, {feature.id})}
        changed = [t for t in texts if marks.keep(t, on) != marks.keep(t, on - {feature.id})]

        assert changed, f"{framework}: {feature.id}"


def test_python_files_have_at_most_ten_blocks(starter: Starter) -> None:
    """What has more is split by feature."""
    counts = {
        f"{folder}/{path}": sum(
            (marks.mark(line) or "").startswith("if ") for line in text.split("\n")
        )
        for folder, files in starter.files.items()
        for path, text in files.items()
        if path.endswith(".py")
    }

    assert {} == {path: count for path, count in counts.items() if count > 10}


def test_sets_cover_every_pair(starter: Starter) -> None:
    """Few sets are enough."""
    assert len(list(covering(starter))) <= 16


@pytest.mark.skipif(
    sys.version_info >= (3, 12),
    reason="the pins are written on the lowest Python, which needs packages that later ones do not",
)
def test_pins_are_not_stale() -> None:
    """After an upgrade: python -m tests.starter.pins."""
    assert pins.text() == pins.FILE.read_text(encoding="utf-8")
    assert pins.for_tests() == pins.TEST_FILE.read_text(encoding="utf-8")
