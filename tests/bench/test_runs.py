"""Run files: written whole, read with every mistake named."""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from guide.bench import runs, stats
from guide.bench.result import Run
from guide.bench.runs import Refused
from tests.bench.conftest import read_runs
from tests.samples import SHARE


@pytest.fixture
def stored(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "run-1.json"
    runs.write_run(run, path)
    return path


def test_a_run_is_read_as_it_was_written(run: Run, stored: Path):
    found, mistakes = read_runs(stored.parent)

    assert mistakes == []
    assert [one.name for one in found] == ["run-1"]
    assert found[0].run.environment == run.environment
    assert [row.verdict for row in found[0].run.rows] == [row.verdict for row in run.rows]
    assert found[0].run.rows[0].ratio == run.rows[0].ratio
    assert len(found[0].run.rows[0].pairs) == 10


def test_the_newest_run_comes_first(run: Run, stored: Path):
    later = run.model_copy(update={"date": date(2027, 1, 1)})
    runs.write_run(later, stored.with_name("a.json"))

    assert [one.name for one in read_runs(stored.parent)[0]] == ["a", "run-1"]


def test_a_folder_without_runs_is_no_mistake(tmp_path: Path):
    assert read_runs(tmp_path / "missing") == ([], [])


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"version": 2}, Refused("run-1.json", "version", "Input should be 1")),
        ({"kind": "guessed"}, Refused("run-1.json", "kind", "Input should be 'measured'")),
        ({"kind": []}, Refused("run-1.json", "kind", "Input should be 'measured'")),
        ({"extra": 1}, Refused("run-1.json", "extra", "Extra inputs are not permitted")),
    ],
)
def test_a_file_of_another_shape_is_refused(
    stored: Path, change: dict[str, object], mistake: Refused
):
    stored.write_text(json.dumps(json.loads(stored.read_text()) | change))

    found, mistakes = read_runs(stored.parent)

    assert found == []
    assert mistakes == [mistake]


@pytest.mark.parametrize(
    ("name", "value", "path", "message"),
    [
        ("ratio", 1.5, "rows[0]", "ratio is 1.5, but its blocks give 1.2"),
        ("low", 1.9, "rows[0]", "the interval does not hold the ratio"),
        ("verdict", "right", "rows[0]", "the verdict 'right' does not follow from the interval"),
        ("ratio", -1, "rows[0].ratio", "Input should be greater than or equal to 0.000001"),
        ("ratio", float("nan"), "rows[0].ratio", "Input should be a finite number"),
        ("ratio", 1e-300, "rows[0].ratio", "Input should be greater than or equal to 0.000001"),
        ("high", 1e300, "rows[0].high", "Input should be less than or equal to 1000000000"),
        ("generator_cpu", 0.5, "rows[0]", "generator_cpu is 0.5, but its blocks give 0.3"),
        ("noise_floor", 1.001, "", "noise_floor is 1.001, but its blocks give 1.0"),
        ("noise_floor", None, "", "a row's noise floor does not follow from the noise"),
        ("connections", 32, "", "the same comparison is there twice"),
        ("connections", 7, "", "a row has a server or connections that the method does not name"),
        ("server", "granian", "", "a row has a server or connections that the method does not"),
    ],
)
def test_a_summary_that_does_not_follow_from_its_blocks_is_refused(
    stored: Path, name: str, value: object, path: str, message: str
):
    data = json.loads(stored.read_text())
    data["rows"][0][name] = value
    stored.write_text(json.dumps(data))

    (mistake,) = read_runs(stored.parent)[1]
    assert mistake.path == path
    assert mistake.message.startswith(message)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("requests", 1, "left.requests is 1, but its blocks give "),
        ("requests_per_second", 5.5, "left.requests_per_second is 5.5, but its blocks give "),
        ("in_flight", 5.5, "left.in_flight is 5.5, but its blocks give "),
        ("p50_ms", 1e6, "the percentiles of left do not rise"),
    ],
)
def test_a_side_that_does_not_follow_from_its_blocks_is_refused(
    stored: Path, name: str, value: float, message: str
):
    data = json.loads(stored.read_text())
    data["rows"][0]["left"][name] = value
    stored.write_text(json.dumps(data))

    (mistake,) = read_runs(stored.parent)[1]
    assert mistake.path == "rows[0]"
    assert mistake.message.startswith(message)


def test_a_busy_generator_cannot_be_passed_over(stored: Path):
    data = json.loads(stored.read_text())
    row = data["rows"][0]
    row["generator_cpu"] = row["pairs"][3]["left"]["generator_cpu"] = 0.85
    stored.write_text(json.dumps(data))

    (mistake,) = read_runs(stored.parent)[1]
    assert mistake.message == "the generator was busier than 80%, but the row is valid"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda data: data["rows"][0]["left"].update(alternative="django"),
            "all rows must compare",
        ),
        (lambda data: data["noise"].append(data["rows"].pop()), "noise is one service against"),
        (lambda data: data["rows"][0]["pairs"].pop(), "a row has 9 pairs, the method 10"),
    ],
)
def test_a_run_whose_parts_do_not_hold_together_is_refused(
    stored: Path, change: Callable[[dict[str, Any]], None], message: str
):
    data = json.loads(stored.read_text())
    change(data)
    for row in data["rows"] + data["noise"]:
        _summed_up(row)
    stored.write_text(json.dumps(data))

    (mistake,) = read_runs(stored.parent)[1]
    assert (mistake.path, mistake.message[: len(message)]) == ("", message)


def _summed_up(row: dict[str, Any]) -> None:
    """Compute a row's counts and ratio again, so that only the run can be wrong."""
    ratios = []
    for name in ("left", "right"):
        blocks = [pair[name] for pair in row["pairs"]]
        side = row[name]
        side["requests"] = sum(block["requests"] for block in blocks)
        rate = side["requests"] / sum(block["seconds"] for block in blocks)
        side["requests_per_second"], side["in_flight"] = rate, rate * side["mean_ms"] / 1000
    for pair in row["pairs"]:
        left, right = (pair[name]["requests"] / pair[name]["seconds"] for name in ("left", "right"))
        ratios.append(left / right)
    row["ratio"] = stats.geometric_mean(ratios)


def test_the_committed_runs_intervals_follow_from_their_blocks():
    """Reading a file does not compute them again, for that takes seconds; here it is done."""
    stored, mistakes = read_runs(Path("content/benchmarks"))

    assert mistakes == []
    assert stored
    for run in (one.run for one in stored):
        for row in (run.rows + run.noise)[::SHARE]:
            found = stats.interval([pair.ratio for pair in row.pairs], run.method.seed)
            assert found == pytest.approx((row.low, row.high), rel=2e-3)


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.json")

    assert read_runs(tmp_path) == ([], [Refused("pipe.json", "", "is not a file")])


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

    assert mistake in read_runs(tmp_path)[1][0].message


def test_a_new_run_never_overwrites_another(tmp_path: Path):
    day, machine = date(2026, 11, 23), "AMD EPYC (8 cores)"
    first = runs.default_output(tmp_path, day, machine)
    first.parent.mkdir(parents=True)
    first.touch()

    second = runs.default_output(tmp_path, day, machine)

    assert first == tmp_path / "content/benchmarks/run-2026-11-23-amd-epyc-8-cores.json"
    assert second.name == "run-2026-11-23-amd-epyc-8-cores-2.json"


def test_control_characters_of_a_run_are_refused(stored: Path):
    """They would stand on the page, or in a terminal, unseen."""
    data = json.loads(stored.read_text())
    data["title"] += "\x1b[31m"
    stored.write_text(json.dumps(data))
    _, refused = runs.read_run(stored)

    assert [("title", "without control characters)")] == [
        (each.path, each.message[-27:]) for each in refused
    ]
