"""Run files: written whole, read with every mistake named."""

import json
from datetime import date
from pathlib import Path

import pytest

from guide.bench import runs
from guide.bench.result import Run
from guide.bench.runs import Mistake


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "run-1.json"
    runs.write_run(run, path)
    return path


def test_a_run_is_read_as_it_was_written(run: Run, stored: Path):
    found, mistakes = runs.read_runs(stored.parent)

    assert mistakes == []
    assert [one.name for one in found] == ["run-1"]
    assert found[0].run.environment == run.environment
    assert [row.verdict for row in found[0].run.rows] == [row.verdict for row in run.rows]
    assert found[0].run.rows[0].ratio == run.rows[0].ratio
    assert len(found[0].run.rows[0].pairs) == 10


def test_the_newest_run_comes_first(run: Run, stored: Path):
    later = run.model_copy(update={"date": date(2027, 1, 1)})
    runs.write_run(later, stored.with_name("a.json"))

    assert [one.name for one in runs.read_runs(stored.parent)[0]] == ["a", "run-1"]


def test_a_folder_without_runs_is_no_mistake(tmp_path: Path):
    assert runs.read_runs(tmp_path / "missing") == ([], [])


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"version": 2}, Mistake("run-1.json", "version", "Input should be 1")),
        ({"kind": "guessed"}, Mistake("run-1.json", "kind", "Input should be 'measured'")),
        ({"extra": 1}, Mistake("run-1.json", "extra", "Extra inputs are not permitted")),
    ],
)
def test_a_file_of_another_shape_is_refused(
    stored: Path, change: dict[str, object], mistake: Mistake
):
    stored.write_text(json.dumps(json.loads(stored.read_text()) | change))

    found, mistakes = runs.read_runs(stored.parent)

    assert found == []
    assert mistakes == [mistake]


@pytest.mark.parametrize(
    ("name", "value", "path", "message"),
    [
        ("ratio", 1.5, "rows[0]", "ratio is 1.5, but its blocks give 1.2"),
        ("low", 1.9, "rows[0]", "the interval does not hold the ratio"),
        ("verdict", "right", "rows[0]", "the verdict 'right' does not follow from the interval"),
        ("ratio", -1, "rows[0].ratio", "Input should be greater than 0"),
        ("ratio", float("nan"), "rows[0].ratio", "Input should be a finite number"),
    ],
)
def test_a_summary_that_does_not_follow_from_its_blocks_is_refused(
    stored: Path, name: str, value: object, path: str, message: str
):
    data = json.loads(stored.read_text())
    data["rows"][0][name] = value
    stored.write_text(json.dumps(data))

    (mistake,) = runs.read_runs(stored.parent)[1]
    assert mistake.path == path
    assert mistake.message.startswith(message)


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (b"", "is not JSON"),
        (b"\xff", "is not JSON"),
        (b"[" * 200_000, "is nested too deeply"),
        (b" " * (runs.LARGEST + 1), "is larger than 8 MB"),
        (b"[]", "Input should be"),
    ],
)
def test_a_file_that_is_no_run_is_a_mistake_and_no_traceback(
    tmp_path: Path, data: bytes, mistake: str
):
    (tmp_path / "bad.json").write_bytes(data)

    assert mistake in runs.read_runs(tmp_path)[1][0].message


def test_a_new_run_never_overwrites_another(tmp_path: Path):
    day, machine = date(2026, 11, 23), "AMD EPYC (8 cores)"
    first = runs.default_output(tmp_path, day, machine)
    first.parent.mkdir(parents=True)
    first.touch()

    second = runs.default_output(tmp_path, day, machine)

    assert first == tmp_path / "content/benchmarks/run-2026-11-23-amd-epyc-8-cores.json"
    assert second.name == "run-2026-11-23-amd-epyc-8-cores-2.json"
