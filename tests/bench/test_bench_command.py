"""The command, and short real runs. Nothing here asserts a time or a ratio."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from array import array
from pathlib import Path

import pytest
from click.testing import CliRunner

from guide.bench import crosscheck, session
from guide.bench.command import bench
from guide.bench.comparisons import LEFT, RIGHT, Comparison, Settings, Subject, subject
from guide.bench.protocol import FailedError, measure, twin
from guide.bench.result import CrossCheck, ServerName, TestName
from guide.bench.servers import Plan
from guide.bench.workloads import WORKLOADS
from tests.bench.conftest import read_runs

pytestmark = pytest.mark.usefixtures("processes")
BENCH = "from guide.bench.command import bench; bench()"
TESTS = ("json", "remote", "complete", "predict")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all, so that the tables and the model are made once."""
    return tmp_path_factory.mktemp("twins")


@pytest.mark.long
@pytest.mark.parametrize("test", TESTS)
def test_each_test_runs_and_both_twins_answer_alike(folder: Path, test: TestName):
    settings = Settings(connections=(2,), blocks=1, seconds=0.2, warm_up=0.1)
    comparison = Comparison(test, "bare", subject(LEFT, "bare"), subject(RIGHT, "bare"))

    found = measure(comparison, settings, Plan("gunicorn", 1, 2), folder, lambda *_: None)

    (pair,) = found[2].pairs
    assert pair.left.requests == len(found[2].latencies["left"]) > 0
    assert pair.right.requests == len(found[2].latencies["right"]) > 0


@pytest.mark.parametrize(
    ("side", "server"),
    [
        (subject(LEFT, "startproject"), "gunicorn"),
        (subject(RIGHT, "startproject"), "gunicorn"),
        (subject(RIGHT, "bare", "jinja2"), "gunicorn"),
        (subject(LEFT, "bare"), "granian"),
    ],
)
def test_the_other_profiles_and_the_other_server_give_the_same_answers(
    folder: Path, side: Subject, server: ServerName
):
    with twin(side, Plan(server, 1, 2), folder, "other") as process:
        process.wait_until_it_listens()
        assert WORKLOADS["json"].verify(process.port).says == {"message": "Hello, World!"}
        assert WORKLOADS["complete"].verify(process.port).says == 101


def test_a_wrong_twin_fails_the_comparison(folder: Path):
    """The site's own greeting is no right answer to a test."""
    (folder / "wrong.py").write_text(
        "def application(environ, start_response):\n"
        "    start_response('200 OK', [('Content-Type', 'application/json')])\n"
        "    return [b'{}']\n"
    )
    wrong = Subject("flask", "Wrong", "wrong:application", {})
    comparison = Comparison("json", "bare", subject(LEFT, "bare"), wrong)

    with pytest.raises(FailedError, match="Flask, bare against Wrong: GET /json: not the message"):
        measure(comparison, Settings(), Plan("gunicorn", 1, 2), folder, lambda *_: None)


def test_a_twin_that_does_not_start_fails_the_comparison(folder: Path):
    missing = Subject("flask", "Missing", "no_such_module:application", {})
    comparison = Comparison("json", "bare", missing, missing)

    with pytest.raises(FailedError) as failed:
        measure(comparison, Settings(), Plan("gunicorn", 1, 2), folder, lambda *_: None)

    assert "no_such_module" in failed.value.said


def test_a_quick_run_writes_a_file_that_the_site_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "content/benchmarks").mkdir(parents=True)
    pair = Comparison("json", "bare", subject(LEFT, "bare"), subject(RIGHT, "bare"))
    monkeypatch.setattr(session, "comparisons", lambda settings: [pair])
    monkeypatch.setattr(crosscheck, "cross_check", lambda *_: None)

    done = CliRunner().invoke(
        bench,
        ["--quick", "--seconds", "0.1", "--connections", "2", "--site", str(tmp_path)],
    )

    # A busy test machine may make the generator too busy, which is said and is no mistake here.
    assert done.exit_code == 0 or "of its core" in done.stderr, done.output
    assert "ROUGH: it was a quick run" in done.stdout
    assert "json: Flask, bare against Django, bare" in done.stdout
    (stored,), mistakes = read_runs(tmp_path / "content/benchmarks")
    assert mistakes == []
    assert stored.run.rows[0].pairs
    text = (tmp_path / f"content/benchmarks/{stored.name}.json").read_text()
    assert os.uname().nodename not in json.loads(text)["environment"].values()
    assert str(tmp_path) not in text
    assert sys.prefix not in text


def test_the_generator_is_checked_against_wrk(folder: Path, monkeypatch: pytest.MonkeyPatch):
    wrk = folder / "wrk"
    wrk.write_text("#!/bin/sh\necho wrk 4.2 or later\necho 'Requests/sec:   1000.00'\n")
    wrk.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(wrk))
    settings = Settings(connections=(2,), seconds=0.1, warm_up=0.1, quick=True)

    found = crosscheck.cross_check(settings, Plan("gunicorn", 1, 2), folder)

    assert found
    assert (found.wrk, found.connections) == ("wrk 4.2", 2)
    assert found.low <= found.ratio <= found.high


def test_without_wrk_there_is_no_cross_check(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)

    assert crosscheck.cross_check(Settings(), Plan("gunicorn", 1, 2), folder) is None


@pytest.mark.parametrize(
    ("profile", "session", "status"),
    [("bare", "NullSession", "200"), ("startproject", "SecureCookieSession", "400")],
)
def test_flask_without_anything_opens_no_session_and_checks_no_host(
    tmp_path: Path, profile: str, session: str, status: str
):
    """Django's bare profile has no middleware for either."""
    code = (
        "from guide.demos.flask_twin.wsgi import application as app\n"
        "from flask import session\n"
        "with app.test_request_context('/json'):\n"
        "    print(type(session._get_current_object()).__name__)\n"
        "answer = app.test_client().get('/json', headers={'Host': 'elsewhere.example'})\n"
        "print(answer.status_code)\n"
    )
    environment = {"TWIN_PROFILE": profile, "TWIN_INSTANCE": str(tmp_path), "TWIN_LIMITS": "off"}

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == [session, status], done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopped_early_it_says_so_and_leaves_no_server(tmp_path: Path, number: signal.Signals):
    (tmp_path / "content/benchmarks").mkdir(parents=True)
    command = subprocess.Popen(
        [sys.executable, "-c", BENCH, "--tests", "json", "--site", str(tmp_path)],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while len(_processes_below(tmp_path)) < 2:  # a keeper and its server
        assert command.poll() is None
        time.sleep(0.02)

    command.send_signal(number)
    time.sleep(0.005)
    command.send_signal(number)  # an impatient reader asks again
    _, said = command.communicate(timeout=60)

    deadline = time.monotonic() + 10
    while _processes_below(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert _processes_below(tmp_path) == []
    assert command.returncode == 1
    assert "stopped after 0 of 3 comparisons" in said
    assert "nothing was written" in said


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured):
    done = _bench(tmp_path, monkeypatch, measured, KeyboardInterrupt())

    assert done.exit_code == 1
    assert "stopped after 2 of 3 comparisons" in done.stderr
    (stored,), _ = read_runs(tmp_path)
    assert stored.run.incomplete
    assert len(stored.run.noise) == len(stored.run.rows) == 1


def test_a_failure_keeps_what_is_finished_and_marks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured
):
    done = _bench(tmp_path, monkeypatch, measured, FailedError("json: status 500", "Traceback"))

    assert done.exit_code == 1
    assert "Traceback" in done.stderr
    (stored,), _ = read_runs(tmp_path)
    assert stored.run.invalid == "json: status 500"


def test_a_busy_generator_marks_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured):
    done = _bench(tmp_path, monkeypatch, measured, None, cpu=0.9)

    assert done.exit_code == 1
    assert "json at 1 connection: the generator used 90% of its core" in done.stderr


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left on device"), subprocess.TimeoutExpired("wrk", 35)],
)
def test_an_error_of_the_system_keeps_what_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured, error: Exception
):
    done = _bench(tmp_path, monkeypatch, measured, error)

    assert done.exit_code == 1
    assert f"after 2 comparisons: {error}" in done.stderr
    (stored,), _ = read_runs(tmp_path)
    assert len(stored.run.rows) == 1


def test_each_run_draws_its_own_order_and_writes_the_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured
):
    seeds = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _bench(tmp_path / name, monkeypatch, measured, None)
        seeds.add(read_runs(tmp_path / name)[0][0].run.method.seed)

    assert len(seeds) == 2


def test_a_generator_far_behind_wrk_makes_the_run_rough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured
):
    check = CrossCheck(wrk="wrk 4.2", connections=1, ratio=0.7, low=0.69, high=0.71)

    done = _bench(tmp_path, monkeypatch, measured, None, check=check)

    assert "ROUGH: the generator got only 70% of the rate of wrk" in done.stdout


@pytest.mark.parametrize("factor", [0.5, 1, 2])
def test_a_rate_and_a_time_that_do_not_fit_make_the_run_rough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured, factor: float
):
    """By Little's law: half of the requests were never open, or took longer than was noted."""
    short = measured(1.0, 0.01, 1)
    for times in short.latencies.values():
        times[:] = array("d", [time * factor for time in times])
    monkeypatch.setattr(session, "measure", lambda *_: {1: short})
    monkeypatch.setattr(crosscheck, "cross_check", lambda *_: None)

    output = ["--output", str(tmp_path / "run.json")]
    done = CliRunner().invoke(bench, ["--tests", "json", *output])

    said = (
        f"ROUGH: by Little's law Flask, bare in json had {factor:.3g} requests open, and not 1 to 1"
    )
    assert (said in done.stdout) == (factor != 1)


def test_a_busy_machine_makes_the_run_rough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured
):
    done = _bench(tmp_path, monkeypatch, measured, None, waited=0.25)

    assert done.exit_code == 0
    assert "ROUGH: other processes kept the machine busy" in done.stdout
    assert "for more than 25% of the time" in done.stdout


def test_a_good_run_ends_with_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured):
    done = _bench(tmp_path, monkeypatch, measured, None)

    assert done.exit_code == 0, done.output
    assert "Written to" in done.stderr
    assert "Written to" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--tests", "json,speed"],
            "'speed' is not one of: json, remote, complete, predict, form.",
        ),
        (["--tests", "json,form"], "'form' is only counted: use --count."),
        (["--tests", "json,json"], "each at most once"),
        (["--connections", "0"], "'0' is not one of: whole numbers from 1 to 512."),
        (["--connections", "²"], "is not one of"),
        (["--blocks", "2"], "2 is not in the range 3<=x<=1000"),
        (["--seconds", "nan"], "'nan' is not a number."),
        (["--server", "apache"], "'apache' is not one of 'gunicorn', 'gevent', 'granian'"),
        (["--output", "no/such/folder/run.json"], "There is no folder"),
        (["--output", f"{__file__}/run.json"], "There is no folder"),
        (["--output", __file__], "exists already. Name a new file."),
        (["--output", str(Path(__file__).parent)], "is a directory"),
        (["--output", "x" * 300], "cannot be written: File name too long"),
        ([], "shows no runs: it has no content/benchmarks/."),
    ],
)
def test_wrong_usage_is_refused_before_anything_runs(
    tmp_path: Path, arguments: list[str], said: str
):
    (tmp_path / "content").mkdir()
    done = CliRunner().invoke(bench, [*arguments, "--site", str(tmp_path)])

    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize("option", [["--quick"], ["--workers", "4"], ["--site", "."]])
@pytest.mark.parametrize("command", ["serving", "compare"])
def test_an_option_before_a_command_is_refused(option: list[str], command: str):
    """It would be measured without it, and nobody would know."""
    done = CliRunner().invoke(bench, [*option, command, __file__, __file__])

    assert done.exit_code == 2
    assert f"{option[0]} stands before {command}, which has options of its own" in done.stderr


def test_the_help_says_how_to_get_a_figure_to_trust():
    text = CliRunner().invoke(bench, ["--help"]).stdout

    assert "How to get a figure that you can trust" in text
    assert "Read the noise first" in text


def _bench(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, measured, end, check=None, **made_up: float
):
    """Run the command on made-up measurements, the third comparison ending as `end` says."""
    calls = iter([None, None, end])

    def pretend(comparison, settings, plan, folder, progress, interpreter):
        if error := next(calls):
            raise error
        return {1: measured(1.0 if comparison.is_noise else 1.2, 0.01, 1, **made_up)}

    monkeypatch.setattr(session, "measure", pretend)
    monkeypatch.setattr(crosscheck, "cross_check", lambda *_: check)
    output = str(tmp_path / "run.json")
    return CliRunner().invoke(bench, ["--tests", "json", "--output", output])


def _processes_below(folder: Path) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink().is_relative_to(folder):
                found.append(entry.name)
        except OSError:
            continue
    return found


def test_measuring_imports_neither_framework():
    """What measures must not carry what is measured."""
    check = "import sys, guide.bench.command; sys.exit(bool({'flask', 'django'} & {*sys.modules}))"

    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
