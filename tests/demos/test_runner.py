"""The demos' requests, run in process, give the same on both twins."""

import dataclasses
import itertools
import os
import runpy
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client

from guide.demos import (
    charged,
    inputs,
    mount,
    recordings,
    runner,
    sizes,
    startup,
    structure,
    twins,
)
from guide.demos.catalogue import Demo, demo, demos, ids
from tests.demos.test_mount import mounted  # noqa: F401


@pytest.fixture
def both(mounted: Any) -> Any:  # noqa: F811
    def run(name: str, **given: str) -> list[runner.Recording]:
        found = demo(name)
        assert found
        values = inputs.read(found, given)
        return [runner.run(mounted, twin, found, values) for twin in twins.SHOWN]

    return run


@pytest.mark.parametrize("name", ids())
def test_both_twins_answer_alike(both: Any, name: str) -> None:
    flask, django = both(name)

    for one, other in zip(flask.exchanges, django.exchanges, strict=True):
        assert (one.says, one.status) == (other.says, other.status)
        assert one.status < 500


def test_steps_build_on_each_other(both: Any) -> None:
    for recording in both("records", note="hello"):
        added, read, replaced, page, deleted = recording.exchanges

        assert (added.status, read.status, replaced.status, deleted.status) == (201, 200, 200, 204)
        assert "hello" in read.body
        assert '"total":1' in page.body.replace(" ", "")


def test_accounts(both: Any) -> None:
    """And no cookie or token is recorded with its value."""
    for recording in both("auth"):
        statuses = [exchange.status for exchange in recording.exchanges]

        assert statuses == [200, 200, 200, 200, 200, 200, 401, 403, 200]
        assert "new_password1" in recording.exchanges[4].body
        for exchange in recording.exchanges:
            cookies = [value for name, value in exchange.headers if name == "Set-Cookie"]
            assert all("=…;" in cookie for cookie in cookies)
            assert "csrf" not in exchange.sent or "=…" in exchange.sent


def test_attacks_fail(both: Any) -> None:
    for recording in both("forms", note="kept"):
        _, kept, injected, scripted, forged = recording.exchanges

        assert "<td>kept</td>" in kept.body
        assert "<td>kept</td>" not in injected.body
        assert "<script>" not in scripted.body
        assert "&lt;script&gt;" in scripted.body
        assert forged.status == 403


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"sepal_length": "7"}, "7"),
        ({"sepal_length": "31"}, "31"),
        ({"sepal_length": "x"}, "x"),
        ({"sepal_length": ""}, ""),
        ({"sepal_length": "x" * 501}, "5.1"),
        ({"sepal_length": "x\n"}, "5.1"),
        ({}, "5.1"),
    ],
)
def test_what_is_wrong_is_taken_if_it_can_be_sent(given: dict[str, str], kept: str) -> None:
    """To see it refused is what some demos are for."""
    found = demo("predict")
    assert found

    assert inputs.read(found, given)["sepal_length"] == kept


@pytest.mark.parametrize(
    ("text", "sent"),
    [("7", 7), ("-0.5", -0.5), ("x", "x"), ("nan", "nan"), ("1_0", "1_0"), ("", "")],
)
def test_what_is_no_number_is_sent_as_text(text: str, sent: object) -> None:
    """As it was written: the twins say what is wrong with it."""
    found = inputs.filled({"a": "{n}", "b": "-{n}"}, {"n": text}, frozenset({"n"}))

    assert {"a": sent, "b": f"-{text}"} == found


@pytest.mark.parametrize("each", [each for each in demos() if each.files], ids=lambda each: each.id)
def test_both_twins_have_the_files(each: Demo) -> None:
    for twin in twins.SHOWN:
        expected = len(each.files) + len(each.more.get(twin.id, ()))

        assert len(structure.files(twin, each)) == expected


@pytest.mark.parametrize("twin", twins.SHOWN, ids=lambda twin: twin.id)
def test_what_one_twin_alone_has_for_its_pages_is_charged_to_a_demo(twin: twins.Twin) -> None:
    """A template or a script that its library makes it have is a part of what the demo takes."""
    (other,) = (each for each in twins.SHOWN if each != twin)
    pages = [
        path.relative_to(twin.folder) for path in structure.files(twin) if path.suffix != ".py"
    ]
    alone = {str(name) for name in pages if not (other.folder / name).exists()}

    assert alone == {name for each in demos() for name in each.more.get(twin.id, ())}


MODULE = '''"""Doc."""

# comment
x = """a

b"""

def f():
    """Doc
    more."""
    return 1  # no
'''


def test_lines_are_lines_with_code(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(MODULE)
    page = tmp_path / "a.html"
    page.write_text("{# no\nno #}\n<p>\n\n<!-- no -->\n</p>\n")
    script = tmp_path / "a.js"
    script.write_text('// no\nf("//");\n')

    assert charged.lines(path) == 5
    assert charged.lines(page) == 2
    assert charged.lines(script) == 1


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One start and one import: more make the times steadier, and nothing here holds one."""
    monkeypatch.setattr(startup, "STARTS", 1)
    monkeypatch.setattr(startup, "IMPORTS", 1)


@pytest.mark.long
@pytest.mark.usefixtures("processes", "once")
def test_structure(twin: str) -> None:
    this = twins.twin(twin)
    other = next(each for each in twins.SHOWN if each.id != twin)
    size = structure.size(this)
    names = {package.name.lower() for package in structure.packages(this)}
    start = startup.start_up(this)

    assert size.same == structure.size(other).same > 200
    assert size.own > 500
    assert size.files >= 30
    assert (size.generated > 0) == (twin == "django")
    assert {twin, "scikit-learn", "limits"} <= names
    assert ("email-validator" in names) == (twin == "flask")
    assert ("whitenoise" in names) == (twin == "django")
    assert not {"guide", other.id} & names
    assert 0 < start.imported < start.answered


@pytest.mark.long
@pytest.mark.usefixtures("processes", "once")
def test_a_demo_has_its_own_time_to_import(twin: str) -> None:
    """What a file imports in a function counts, too."""
    this = twins.twin(twin)
    chosen = [each for each in demos() if each.id in ("json", "predict")]
    found = {each.id: structure.import_time(this, each) for each in chosen}
    learner = this.folder / "learner.py"
    libraries = structure.imports(charged.needed(learner))

    assert 0 < found["json"] < found["predict"]
    assert any(name.startswith("sklearn.") for name in libraries)


def test_a_start_hashes_no_password(twin: str, tmp_path: Path) -> None:
    """That takes a tenth of a second and 32 MB, and would count as the framework's."""
    module = twins.twin(twin).application.partition(":")[0]
    program = f"import hashlib; hashlib.scrypt = hashlib.pbkdf2_hmac = None; import {module}"
    environment = os.environ | {"TWIN_INSTANCE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)


def test_what_else_the_machine_does_is_no_cost_of_mounting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What takes as long of the processor is as fast, however long it waits for its turn."""
    worked = itertools.count()

    def answer(environ: object, start_response: object) -> list[bytes]:
        return [b"x"]

    monkeypatch.setattr(time, "process_time", lambda: next(worked))
    monkeypatch.setattr(mount, "mount", lambda *_: answer)
    monkeypatch.setattr(mount, "load", lambda *_: answer)
    monkeypatch.setattr(sys, "argv", ["mounting.py", "flask"])
    monkeypatch.setenv("TWIN_INSTANCE", str(tmp_path))
    runpy.run_path(str(startup.PROGRAMS / "mounting.py"))

    assert capsys.readouterr().out == "1.0\n"


def test_times_have_commas_between_thousands() -> None:
    """As the lines beside them have."""
    counts = [
        dataclasses.replace(
            count,
            start_up=startup.StartUp(1234.4, 2345.6, 99),
            demos=tuple(dataclasses.replace(need, imported=2540) for need in count.demos),
        )
        for count in recordings.counted()
    ]
    found = sizes.needs(counts)

    assert found
    assert {("1,234", "2,346")} == {(each.imported, each.answered) for each in found.in_all}
    assert {"2,540"} == {need.imported for each in found.demos for need in each.needs}


@pytest.mark.parametrize(("name", "count"), [("json", 1), ("records", 2), ("admin", 2)])
def test_a_demo_counts_its_routes_in_django(name: str, count: int) -> None:
    found = demo(name)
    assert found

    assert charged.routes(twins.twin("django"), found) == count


def test_a_demo_is_charged_only_what_it_uses_of_a_shared_file(twin: str) -> None:
    """The three tests share a module; only the one that loads rows needs an ORM."""
    this = twins.twin(twin)
    names = ("json", "remote", "complete")
    found = {name: each for name in names if (each := demo(name))}
    path = this.folder / "benchmark.py"
    counts = [charged.lines(path, found[name]) for name in names]
    packages = {
        name: {package.name.lower() for package in structure.packages(this, each)}
        for name, each in found.items()
    }

    assert sorted(counts)[0] == counts[0] > 4
    assert max(counts) < charged.lines(path)
    assert structure.size(this, found["json"]).lines < 10
    assert twin in packages["json"]
    assert "sqlalchemy" not in packages["json"] | packages["remote"]
    assert ("sqlalchemy" in packages["complete"]) == (twin == "flask")


SHARED = """\
import a
import b.c
from d import e as f, g

BASE = a.x

def helper():
    return f(BASE)

@b.c
def one():
    "Doc."
    return helper()

def other():
    return g
"""


def test_what_a_function_needs_is_followed(tmp_path: Path) -> None:
    """Its decorators, what these and its body use in turn, and no more."""
    path = tmp_path / "shared.py"
    path.write_text(SHARED)
    whole = demo("json")
    assert whole
    found = whole.model_copy(update={"only": {"shared.py": ("one",)}})

    assert charged.lines(path) == 11
    assert charged.lines(path, found) == 9
    assert structure.imports(charged.needed(path, found)) == ["a", "b.c", "d"]


def test_few_runs_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One run more than that is refused in words, and told when to come back."""
    monkeypatch.setattr(runner, "_runs", threading.Semaphore(0))
    refused = app.test_client().post("/demos/predict/")

    assert 503 == refused.status_code
    assert "2" == refused.headers["Retry-After"]
    assert "Please wait a moment" in refused.text


def test_an_address_has_its_share_of_runs(
    mounted: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who is turned away by the twins runs nothing here either."""
    from guide.demos.flask_twin import limiter, wsgi

    client, found = Client(mounted), demo("json")
    assert found
    address = "203.0.113.77"
    asked = {"path": "/demo/flask/json", "environ_overrides": {"REMOTE_ADDR": address}}
    client.get(**asked)  # a twin is loaded by the first request, with the settings of that moment
    # which another test of this process may have turned off
    monkeypatch.setitem(wsgi.application.config, "LIMITS", True)
    monkeypatch.setitem(limiter.RATES, "read", 2)
    statuses = [client.get(**asked).status_code for _ in range(3)]
    with pytest.raises(runner.Refused) as refused:
        runner.run_all(mounted, found, {}, address)

    assert 429 == statuses[-1]
    assert 429 == refused.value.status
    assert 1 <= refused.value.seconds <= 60


def test_a_run_asks_under_a_name_that_the_twins_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """`TWIN_HOSTS` holds for the server's own requests, too."""
    monkeypatch.delenv("TWIN_HOSTS", raising=False)
    names = {"": "localhost", "*": "localhost", ".a.org": "a.org", "a.org, b.org": "a.org"}
    for setting, name in names.items():
        monkeypatch.setenv("TWIN_HOSTS", setting)

        assert name == mount.host()


def test_a_recording_that_failed_is_told() -> None:
    """Whatever answers with another status than in what comes with the engine."""
    kept = recordings.recorded("json")
    wrong = tuple(
        dataclasses.replace(
            each,
            exchanges=tuple(
                dataclasses.replace(exchange, status=400, reason="Bad Request")
                for exchange in each.exchanges
            ),
        )
        for each in kept
    )
    lines = recordings.failures({"json": wrong})

    assert [] == recordings.failures({"json": kept})
    assert 2 * len(kept[0].exchanges) == len(lines)
    assert lines[0].startswith("demo json, request 1 (")
    assert lines[0].endswith("flask: 400 Bad Request (expected: 200 OK)")
