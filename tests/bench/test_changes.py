"""Two runs compared: what changed by more than its noise, and what is in one of them only."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from guide.bench import stats
from guide.bench.changes import changes, report
from guide.bench.command import bench
from guide.bench.comparisons import Comparison
from guide.bench.result import Row, Run
from guide.bench.runs import write_run

Rows = Callable[..., list[Row]]


def test_a_quotient_of_equal_ratios_is_no_change():
    """Its interval is wider than either, by the square root of two."""
    ratio, low, high = stats.quotient((1.2, 1.1, 1.3), (1.2, 1.1, 1.3))

    assert 1 == ratio
    assert low < 1 / math.sqrt(1.3 / 1.1) < 1 < high


def test_a_quotient_keeps_to_the_side_of_each_error():
    """Of an exact ratio only the other one's interval is left, the right way up."""
    exact = (2.0, 2.0, 2.0)

    assert pytest.approx((0.5, 0.4, 0.6)) == stats.quotient(exact, (1.0, 0.8, 1.2))
    assert pytest.approx((2.0, 2 / 1.2, 2.5)) == stats.quotient((1.0, 0.8, 1.2), exact)


@pytest.mark.parametrize(("ratio", "found"), [(1.25, 0), (1.4, 2), (1.0, 2)])
def test_a_change_beyond_the_noise_is_found(
    run: Run, rows: Rows, pair: Comparison, ratio: float, found: int
):
    """In either direction, at both numbers of connections."""
    floors = {1: 1.01, 32: 1.01}
    before = run.model_copy(update={"rows": rows(pair, 1.25, 0.01, floors)})
    after = run.model_copy(update={"rows": rows(pair, ratio, 0.01, floors)})

    assert found == sum(change.beyond_noise for change in changes(before, after).both)


def test_a_change_within_the_noise_of_both_runs_is_none(run: Run, rows: Rows, pair: Comparison):
    """Each of them may be off by its own floor."""
    before = run.model_copy(update={"rows": rows(pair, 1.2, 0.001, {1: 1.05, 32: 1.05})})
    after = run.model_copy(update={"rows": rows(pair, 1.3, 0.001, {1: 1.05, 32: 1.05})})
    quiet = run.model_copy(update={"rows": rows(pair, 1.3, 0.001, {1: 1.01, 32: 1.01})})

    assert [False, False] == [each.beyond_noise for each in changes(before, after).both]
    assert [True, True] == [each.beyond_noise for each in changes(before, quiet).both]


def test_what_is_in_one_run_only_is_named(run: Run):
    """And what else was different."""
    environment = run.environment.model_copy(update={"versions": {"Flask": "3.1.3"}})
    after = run.model_copy(update={"rows": run.rows[1:], "environment": environment})
    text = report(changes(run, after))

    assert "Django: 5.2.19 → none\n" in text
    assert "only in the first: json behind gunicorn, 1 connection: Flask, bare / Django" in text
    assert f"0 of {len(run.rows) - 1} ratios changed beyond their noise.\n" in text
    assert max(map(len, text.splitlines())) <= 100


def test_what_makes_a_run_show_less_is_told(run: Run, tmp_path: Path):
    """Two runs too rough to show a change are not taken for two that agree."""
    method = run.method.model_copy(update={"seconds": 0.3})
    rough = {"rough": "a block lasted 0.3 s", "incomplete": "stopped", "method": method}
    write_run(run, tmp_path / "a.json")
    write_run(run.model_copy(update=rough), tmp_path / "b.json")
    done = CliRunner().invoke(bench, ["compare", *(str(tmp_path / f"{n}.json") for n in "ab")])

    blocks = f"{run.method.blocks} pairs of"
    assert done.stdout.splitlines()[:3] == [
        "the second is rough: a block lasted 0.3 s",
        "the second is incomplete: stopped",
        f"blocks: {blocks} {run.method.seconds:g} s → {blocks} 0.3 s",
    ]


def test_the_command_compares_two_files(run: Run, tmp_path: Path):
    """And reads each as the site does."""
    write_run(run, tmp_path / "a.json")
    (tmp_path / "b.json").write_text("{}")
    same = CliRunner().invoke(bench, ["compare", *[str(tmp_path / "a.json")] * 2])
    wrong = CliRunner().invoke(bench, ["compare", *(str(tmp_path / f"{n}.json") for n in "ab")])

    assert (0, f"0 of {len(run.rows)} ratios changed beyond their noise.\n") == (
        same.exit_code,
        same.stdout,
    )
    assert wrong.exit_code == 1
    assert "b.json: title: Field required" in wrong.stderr


def test_a_run_that_is_not_valid_is_refused(run: Run, tmp_path: Path):
    """It says nothing that could be compared."""
    write_run(run.model_copy(update={"invalid": "the server stalled"}), tmp_path / "a.json")
    done = CliRunner().invoke(bench, ["compare", *[str(tmp_path / "a.json")] * 2])

    assert done.exit_code == 1
    assert "a.json: the run is not valid: the server stalled" in done.stderr
