"""A model that is tried: what is looked at before it is loaded, and what is said of it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from guide.bench import runs, trying
from guide.bench.result import Run
from guide.bench.trial import Rate, Service, Trial, report
from guide.bench.trying import TryError
from guide.cli import main
from tests.conftest import ROOT


def service(name: str, model_ms: float, framework_ms: float, rates: tuple[float, ...]) -> Service:
    return Service(
        alternative=name.lower(),
        name=name,
        request_ms=model_ms + framework_ms + 0.01,
        model_ms=model_ms,
        json_ms=0.01,
        framework_ms=framework_ms,
        memory_mb=150,
        rates=[Rate(threads=2**n, requests_per_second=rate) for n, rate in enumerate(rates)],
    )


@pytest.fixture
def trial(run: Run) -> Callable[[float, tuple[float, ...]], Trial]:
    """A trial of a model that takes some milliseconds, and gives some rates."""

    def make(model_ms: float, rates: tuple[float, ...]) -> Trial:
        return Trial(
            title="forest.joblib",
            date=date(2026, 11, 26),
            file="model.joblib",
            sha256="0" * 64,
            format="sklearn",
            environment=run.environment,
            services=[
                service("Flask", model_ms, 0.3, rates),
                service("Django", model_ms, 0.4, rates),
            ],
        )

    return make


@pytest.mark.parametrize(
    ("name", "content", "options", "message"),
    [
        ("m.h5", b"\x89HDF", {}, "'.h5' is no format of a model (expected: .joblib, .pkl, "),
        ("m.onnx", b"", {}, "is empty"),
        ("m.onnx", b"\x80\x04cos\nsystem", {}, "is no ONNX file: it begins with"),
        ("m.skops", b"\x80\x04cos\nsystem", {}, "is no skops file: it begins with"),
        ("m.joblib", b"<html>", {"trust": True}, "is no pickle, as .joblib says"),
        ("m.pkl", b"\x80\x04.", {}, "can run any code when it is loaded (SHA-256 "),
        ("m.pkl", b"\x80\x04.", {"trust": True, "sha256": "0" * 64}, "has the SHA-256 "),
    ],
)
def test_a_bad_file_is_refused_before_it_is_loaded(
    tmp_path: Path, name: str, content: bytes, options: dict[str, Any], message: str
) -> None:
    """Suffix, first bytes, hash and trust are looked at first."""
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(TryError) as refused:
        trying.checked(path, **{"trust": False, **options})
    assert message in str(refused.value)


def test_a_good_file_gives_its_hash(tmp_path: Path) -> None:
    """An ONNX file needs no trust."""
    path = tmp_path / "m.onnx"
    path.write_bytes(b"\x08\x08\x12")

    assert 64 == len(trying.checked(path, trust=False))


@pytest.mark.parametrize(
    ("model_ms", "rates", "advice"),
    [
        (1, (500, 400, 300), ["a queue would cost more", "More threads do not help"]),
        (60, (15, 28, 50), ["let few predictions run at once", "Threads help: 4 give 3.3 times"]),
        (5000, (0.2, 0.2, 0.2), ["A queue pays"]),
    ],
)
def test_the_report_says_what_pays(
    trial: Callable[..., Trial], model_ms: float, rates: tuple[float, ...], advice: list[str]
) -> None:
    """A queue for a slow model, threads where they help; and it fits one screen."""
    said = report(trial(model_ms, rates))

    assert [] == [each for each in advice if each not in said]
    assert "Of this request the framework is " in said
    assert len(said.splitlines()) <= 24
    assert max(map(len, said.splitlines())) <= 100


def test_the_report_says_how_much_is_noise(trial: Callable[..., Trial]) -> None:
    """The model is the same in each project; where there is one, nothing is compared."""
    two = trial(2, (1, 1, 1))
    slower = service("Django", 3, 0.4, (1, 1, 1))
    noisy = two.model_copy(update={"services": [two.services[0], slower]})
    alone = two.model_copy(update={"services": two.services[:1]})

    assert "The same model took 1.50 times as long in one project as in another:" in report(noisy)
    assert "The same model took 1.00 times" in report(two)
    assert "The same model" not in report(alone)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "model/m.onnx: no input x\nput them in here:\npython dev.py add model/m.onnx '{}'",
            "Flask: model/m.onnx: no input x\nput them in here:\n--input '{}'",
        ),
        (
            "Traceback (most recent call last):\n  File …\nImportError: no x",
            "Flask: ImportError: no x",
        ),
        (
            "model/m.pkl: ModuleNotFoundError(\"No module named 'mine.parts'\")\nrequirements.txt",
            "Flask: the module 'mine.parts' is not installed for this Python. "
            "To fix this: install the package that holds it, also where it is your own",
        ),
    ],
)
def test_a_project_says_why_it_cannot_take_a_model(tmp_path: Path, said: str, told: str) -> None:
    """All that it says for people, with the option that helps; of a traceback what it ends with."""
    (tmp_path / "add_model.py").write_text(f"import sys\nsys.exit({said!r})\n")
    model = trying.Model("m.onnx", "m.onnx", "0" * 64, "onnx", None)
    project = trying.Project("flask", "Flask", tmp_path)

    with pytest.raises(TryError) as refused:
        trying.attempt([project], model, 0.1, lambda what: None, date(2026, 11, 28))
    assert told == str(refused.value)


def test_a_trial_that_cannot_be_written_is_printed(
    trial: Callable[..., Trial], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As runs are."""
    (tmp_path / "m.onnx").write_bytes(b"model")
    monkeypatch.setattr(trying, "attempt", lambda *_: trial(2, (1, 1, 1)))
    monkeypatch.setattr(runs, "write_run", Mock(side_effect=OSError(28, "No space left")))
    arguments = ["--site", str(ROOT), str(tmp_path / "m.onnx"), "--output", str(tmp_path / "t")]
    done = CliRunner().invoke(main, ["try", *arguments])

    assert 1 == done.exit_code
    assert f"{tmp_path / 't'} cannot be written: No space left" in done.stderr
    assert "one request, ms" in done.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "is a directory"),
        ("m.onnx", "exists already. Name a new file."),
        ("none/trial.json", "There is no folder"),
        ("x" * 300, "cannot be written: File name too long"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_before_a_model_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    """Minutes of measuring are not lost to it, and nothing is left of asking."""
    (tmp_path / "m.onnx").write_bytes(b"model")
    attempt = Mock(side_effect=TryError("nothing serves"))
    monkeypatch.setattr(trying, "attempt", attempt)
    arguments = ["--site", str(ROOT), str(tmp_path / "m.onnx"), "--output", str(tmp_path / name)]
    done = CliRunner().invoke(main, ["try", *arguments])

    assert 2 == done.exit_code
    assert said in done.stderr
    assert not attempt.called
    assert [tmp_path / "m.onnx"] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "content", "module", "package"),
    [
        ("m.onnx", b"model", "gunicorn", "'.[demos,bench]'"),
        ("m.onnx", b"model", "onnxruntime", "onnxruntime"),
        ("m.skops", b"PK", "skops", "skops"),
        ("m.pkl", b"\x80", "sklearn", "'.[demos,bench]'"),
        ("m.joblib", b"\x80", "joblib", "'.[demos,bench]'"),
    ],
)
def test_what_is_missing_is_asked_for_before_a_model_is_loaded(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes,
    module: str,
    package: str,
) -> None:
    """What serves it, and what its kind is loaded with: serving the site needs neither."""
    (tmp_path / name).write_bytes(content)
    for each in ("gunicorn", "joblib", "onnxruntime", "skops", "sklearn"):
        monkeypatch.setitem(sys.modules, each, None if each == module else Mock(__spec__=Mock()))
    monkeypatch.setattr(trying, "attempt", Mock(side_effect=TryError("nothing serves")))
    arguments = ["--site", str(ROOT), str(tmp_path / name), "--trust"]
    done = CliRunner().invoke(main, ["try", *arguments])

    assert (
        f"Error: The package that holds '{module}' is missing. To fix this: pip install {package}\n"
    ) == done.stderr


def test_a_row_comes_from_standard_input_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `-`; a file that is not there is named."""
    (tmp_path / "m.onnx").write_bytes(b"model")
    attempt = Mock(side_effect=TryError("nothing serves"))
    monkeypatch.setattr(trying, "attempt", attempt)
    arguments = ["--site", str(ROOT), str(tmp_path / "m.onnx"), "--input"]
    CliRunner().invoke(main, ["try", *arguments, "-"], input='{"x": 1}')
    done = CliRunner().invoke(main, ["try", *arguments, "none.json"])

    assert {"x": 1} == attempt.call_args.args[1].row
    assert (
        'Error: --input: none.json: No such file or directory (expected: {"name": value, …})\n'
    ) == done.stderr.partition("\n\n")[2]


def test_a_time_that_is_no_number_is_refused(tmp_path: Path) -> None:
    """Nothing ends after it."""
    (tmp_path / "m.onnx").write_bytes(b"model")
    done = CliRunner().invoke(main, ["try", str(tmp_path / "m.onnx"), "--seconds", "nan"])

    assert 2 == done.exit_code
    assert "'nan' is not a number." in done.stderr


def test_parts_that_do_not_add_up_are_refused(trial: Callable[..., Trial]) -> None:
    """The framework's part is what the others leave of the request."""
    data = trial(5, (1, 1, 1)).model_dump()
    data["services"][0]["framework_ms"] = 3

    with pytest.raises(ValidationError, match=r"framework_ms is 3, but its blocks give 0.3"):
        Trial.model_validate(data)


def test_without_rates_nothing_is_said_of_threads(
    trial: Callable[[float, tuple[float, ...]], Trial],
) -> None:
    """What one service was not measured with is a gap in its column."""
    none = trial(1.0, ())
    some = none.model_copy(
        update={"services": [trial(1.0, (100.0, 150.0)).services[0], none.services[1]]}
    )

    assert "hreads" not in report(none)
    assert "Threads help: 2 give 1.5 times" in report(some)
    assert "one worker, 2 threads" in report(some)


def test_nothing_is_left_of_a_trial_that_is_stopped(tmp_path: Path) -> None:
    """By SIGTERM: neither a copy of the model nor the program that loads it."""
    (tmp_path / "m.onnx").write_bytes(b"model")
    folder = tmp_path / "temporary"
    folder.mkdir()
    waits = "import os, signal, sys, time; os.kill(os.getppid(), signal.SIGTERM); time.sleep(60)"
    runs = f"""
import sys
from guide.bench import trying
from guide.cli import main
from guide.demos.processes import output
def attempt(projects, *_):
    output("add_model.py", [sys.executable, "-c", {waits!r}], projects[0].folder, {{}})
trying.attempt = attempt
main(["try", "--site", {str(ROOT)!r}, {str(tmp_path / "m.onnx")!r}])
"""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", runs],
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (1, "Aborted!") == (done.returncode, done.stderr.strip())
    assert [] == list(folder.iterdir())
    assert time.monotonic() - begin < 30
