"""Counts of instructions: read, checked, told, and one real count of a tiny application."""

import json
import os
import shutil
import signal
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from guide.bench import callgrind, count_command, runs
from guide.bench.callgrind import CountError
from guide.bench.command import bench
from guide.bench.count_changes import count_changes
from guide.bench.counted import (
    CountedRow,
    CountedSide,
    CountMethod,
    CountRun,
    Reference,
    Software,
    fewer_of,
    noise_of,
    ratio_of,
)
from guide.bench.counting import Counting, Task
from guide.bench.counts_view import counts_view
from guide.bench.counts_words import instructions
from guide.bench.result import Run
from guide.bench.sheets import count_sheets
from guide.bench.stopping import stopped_once
from guide.bench.workloads import WORKLOADS
from guide.demos.processes import output
from guide.telling.phrases import Phrases

SAY = Phrases()
OUT = """# callgrind format
version: 1
creator: callgrind-3.19.0
events: Ir
summary: 0

fl=(1) ceval.c
16 39134504

totals: 39134504
"""
APPLICATION = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b'{"message": "Hello, World!"}']
"""


def side(name: str, *counts: int) -> CountedSide:
    return CountedSide(label=f"{name}, bare", alternative=name.lower(), counts=list(counts))


@pytest.fixture
def counted(run: Run) -> CountRun:
    """Flask does a tenth less work; counted twice, it differs from itself by three thousandths."""
    row = CountedRow(
        test="json",
        profile="bare",
        left=side("Flask", 390_000, 391_170),
        right=side("Django", 434_000, 434_000),
        ratio=0.89997,
        noise=1.003,
        fewer="left",
    )
    return CountRun(
        title="Counts",
        date=date(2026, 11, 26),
        incomplete=None,
        environment=run.environment,
        method=CountMethod(
            tool="valgrind 3.19.0",
            how="requests alone",
            seeds=[1, 2],
            requests={"json": 100},
            warm_up={"json": 20},
            command="guide bench --count",
            database="SQLite",
        ),
        rows=[row],
    )


def test_counts_are_read_as_they_were_written(counted: CountRun, run: Run, tmp_path: Path) -> None:
    """They stand beside measured runs, and are no such."""
    runs.write_run(counted, tmp_path / "counts.json")
    runs.write_run(run, tmp_path / "run.json")

    found = runs.read_all(tmp_path)

    assert () == found.refused
    assert ["run"] == [each.name for each in found.runs]
    assert [("counts", counted)] == [(each.name, each.run) for each in found.counts]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ratio", 0.95, "ratio is 0.95, but its blocks give 0.9"),
        ("noise", 1.2, "noise is 1.2, but its blocks give 1.003"),
        ("fewer", "right", "'right' does not follow from ratio and noise"),
    ],
)
def test_a_figure_that_does_not_follow_is_refused(
    counted: CountRun, tmp_path: Path, name: str, value: Any, message: str
) -> None:
    """Ratio, noise and finding are computed again when a file is read."""
    path = tmp_path / "counts.json"
    runs.write_run(counted, path)
    data = json.loads(path.read_text())
    data["rows"][0][name] = value
    path.write_text(json.dumps(data))

    (mistake,) = runs.read_run(path)[1]

    assert "rows[0]" == mistake.path
    assert mistake.message.startswith(message)


def test_noise_hides_what_is_smaller() -> None:
    """Neither side takes fewer where one differs as much from itself."""
    assert ["left", "none", "none", "right"] == [
        fewer_of(ratio, 1.01) for ratio in (0.98, 0.995, 1.005, 1.02)
    ]
    assert ["none", "right"] == [fewer_of(ratio, 1.001) for ratio in (1.004, 1.006)]


def test_the_page_says_who_does_less_work(counted: CountRun) -> None:
    """A sentence for each row, and one about the noise."""
    shown = counts_view(SAY, runs.StoredCounts("counts", counted))

    assert (
        "Flask needs less work than Django. In JSON, bare, it is 10\u00a0% less."
        == shown.sentences[0]
    )
    assert "at most 0.3\u00a0%" in shown.notes[0]
    line = shown.tables[0].lines[0]
    assert ("391\u00a0k", "434\u00a0k", "0.90") == (line.left, line.right, line.ratio.text)
    assert ["999\u00a0k", "1\u00a0M", "17.3\u00a0M", "231\u00a0M"] == [
        instructions(SAY, n) for n in (999_000, 999_600, 17_321_000, 231_400_000)
    ]


def elsewhere(counted: CountRun, factor: float) -> CountRun:
    """Count the same in two environments, in the second one `factor` times as much for Flask."""
    row = counted.rows[0]
    left = [round(factor * count) for count in row.left.counts]
    ratio = ratio_of(left, row.right.counts)
    noise = noise_of(left, row.right.counts)
    other = row.model_copy(
        update={
            "environment": "two",
            "left": side("Flask", *left),
            "ratio": ratio,
            "noise": noise,
            "fewer": fewer_of(ratio, noise),
        }
    )
    reference = Reference(
        test="json",
        environment="two",
        side=CountedSide(label="FastAPI", alternative="fastapi", counts=[700_000, 701_000]),
    )
    return counted.model_copy(
        update={
            "environments": {
                "one": Software(python="CPython 3.11.7", versions={"Django": "5.2.19"}),
                "two": Software(python="CPython 3.13.0", versions={"Django": "6.1.3"}),
            },
            "rows": [row.model_copy(update={"environment": "one"}), other],
            "references": [reference],
        }
    )


def test_several_environments_make_a_matrix(counted: CountRun, tmp_path: Path) -> None:
    """Each with its versions, and a sentence that holds in all of them."""
    runs.write_run(elsewhere(counted, 1.2), tmp_path / "counts.json")
    (stored,) = runs.read_all(tmp_path).counts
    shown = counts_view(SAY, stored)
    same = counts_view(SAY, runs.StoredCounts("counts", elsewhere(counted, 1.05)))
    (matrix,) = shown.matrix

    assert ("CPython 3.11.7 and Django 5.2.19", "CPython 3.13.0 and Django 6.1.3") == (
        *matrix.heads,
    )
    assert [("0.90", "flask"), ("1.08", "django")] == [
        (cell.text, cell.fewer) for cell in matrix.lines[0].cells
    ]
    assert (
        "It depends on the versions: JSON, bare (Flask ÷ Django is 0.90 to 1.08)."
        == shown.sentences[0]
    )
    less = "In JSON, bare, it is 5.5\u00a0% to 10\u00a0% less."
    assert f"Flask needs less work than Django. {less}" == same.sentences[0]
    assert ["", "700\u00a0k"] == [table.lines[0].beside for table in shown.tables]
    (sheet,) = count_sheets([stored])
    assert ["5.2.19", "6.1.3", "6.1.3"] == [row["django_version"] for row in sheet.rows]
    assert 4 == len(sheet.csv().splitlines())


def test_an_environment_that_nobody_describes_is_refused(counted: CountRun) -> None:
    """A figure without its versions says nothing."""
    data = elsewhere(counted, 1.2).model_dump()
    data["environments"].pop("two")

    with pytest.raises(ValidationError, match="does not say what 'two' is"):
        CountRun.model_validate(data)


def test_counts_are_compared_beyond_their_noise(counted: CountRun, tmp_path: Path) -> None:
    """The command says what changed, of which service, and what else was different."""
    for name, factor in (("a", 1.0), ("b", 1.002), ("c", 1.2)):
        runs.write_run(elsewhere(counted, factor), tmp_path / f"{name}.json")
    once = counted.model_copy(update={"method": counted.method.model_copy()})
    runs.write_run(once, tmp_path / "d.json")

    def said(*names: str) -> str:
        files = [str(tmp_path / f"{name}.json") for name in names]
        return CliRunner().invoke(bench, ["compare", *files]).output

    assert "0 of 2 comparisons changed beyond their noise.\n" == said("a", "b")
    assert "json in two, sqlite: Flask, bare / Django, bare:\n" in said("a", "c")
    assert "  ratio 0.900 → 1.080; noise of both up to 1.006\n" in said("a", "c")
    assert "1 of 2 comparisons changed beyond their noise.\n" in said("a", "c")
    assert "only in the first: json in two, sqlite: " in said("a", "d")


@pytest.mark.parametrize(("more", "changed"), [(4, False), (6, True)])
def test_counts_that_lie_close_together_by_chance_are_no_quiet_ones(
    counted: CountRun, more: int, changed: bool
) -> None:
    """Two runs of the same service are compared with no less noise than two sides of one."""

    def exact(count: int) -> CountRun:
        data = counted.model_dump()
        (row, *_) = data["rows"]
        for side in ("left", "right"):
            row[side]["counts"] = [count, count]
        data["rows"] = [{**row, "ratio": 1.0, "noise": 1.0, "fewer": "none"}]
        return CountRun.model_validate(data)

    (change,) = count_changes(exact(1000), exact(1000 + more)).both

    assert changed == change.beyond_noise


def test_counts_and_times_are_not_compared(counted: CountRun, run: Run, tmp_path: Path) -> None:
    """A file says what it is."""
    runs.write_run(counted, tmp_path / "a.json")
    runs.write_run(run, tmp_path / "b.json")
    files = [str(tmp_path / f"{name}.json") for name in "ab"]

    done = CliRunner().invoke(bench, ["compare", *files])

    assert 1 == done.exit_code
    assert "a.json was counted, and" in done.output


def test_the_total_is_read_from_what_callgrind_writes() -> None:
    """It is that of all parts; a file without one is an error."""
    assert 39_134_504 == callgrind.total(OUT)
    with pytest.raises(CountError, match="counted nothing"):
        callgrind.total(OUT.replace("39134504", "0"))


def test_without_valgrind_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is written then."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    target = tmp_path / "counts.json"

    done = CliRunner().invoke(bench, ["--count", "--output", str(target)])

    assert 1 == done.exit_code
    assert "apt-get install valgrind" in done.output
    assert not target.exists()


def test_what_is_counted_is_written_whoever_is_impatient(
    counted: CountRun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A second Ctrl-C, while the machine is described, changes nothing."""

    def result(*_: Any) -> CountRun:
        os.kill(os.getpid(), signal.SIGINT)
        return counted

    for place in (callgrind, count_command):
        monkeypatch.setattr(place, "version", lambda: "valgrind 3")
    monkeypatch.setattr(Counting, "run", lambda *_: None)
    monkeypatch.setattr(Counting, "result", result)
    target = tmp_path / "counts.json"
    done = CliRunner().invoke(bench, ["--count", "--output", str(target)])

    assert 0 == done.exit_code, done.output
    assert target.is_file()


def test_a_run_that_is_stopped_ends_what_it_counts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By SIGTERM, which unlike Ctrl-C reaches the command alone."""

    def count(self: Counting, task: Task, seed: int, folder: Path) -> int:
        (folder / "begun").touch()
        output("sleep", ["sleep", "600"], folder, {})
        return 1

    def stop() -> None:
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(callgrind, "version", lambda: "valgrind 3")
    monkeypatch.setattr(Counting, "_count", count)
    counting = Counting(("json",))
    begin = time.monotonic()
    stopping = threading.Thread(target=stop)
    with stopped_once():
        stopping.start()
        counting.run(tmp_path, lambda what: None)
    stopping.join()

    assert time.monotonic() - begin < 30  # and not the minute that a command may take
    assert f"stopped after 0 of {counting.counts} counts" == counting.incomplete


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--connections", "8"], "--connections is for timed runs, and --count counts."),
        (
            ["--tests", "remote"],
            "'remote' cannot be counted (expected: json, complete, form, predict).",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(arguments: list[str], message: str) -> None:
    """Options of timed runs have no meaning, and waiting has no instructions."""
    done = CliRunner().invoke(bench, ["--count", *arguments])

    assert 2 == done.exit_code
    assert message in done.output


@pytest.mark.heavy
@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is in no Python package")
def test_a_real_application_is_counted(tmp_path: Path) -> None:
    """A tiny one takes few instructions."""
    (tmp_path / "tiny.py").write_text(APPLICATION)
    count = callgrind.instructions(
        *(callgrind.Program("tiny:application"), WORKLOADS["json"], 100, 2, 1, tmp_path),
        {"PYTHONPATH": str(tmp_path)},
    )

    assert 1_000 < count < 100_000
