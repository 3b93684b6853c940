"""Ways to serve: each answers, rates follow from blocks, and the page says what limits them."""

import contextlib
import json
import os
import re
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import psycopg
import pytest
from click.testing import CliRunner
from flask import Flask

from guide.bench import postgres, runs, serving
from guide.bench.command import bench
from guide.bench.load import run_load
from guide.bench.protocol import remote_server, twin
from guide.bench.responses import LoadError
from guide.bench.result import Block, Environment, Run
from guide.bench.served import ServingRun
from guide.bench.servers import Plan
from guide.bench.serving import Served, Serving
from guide.bench.serving_view import serving_views
from guide.bench.sheets import serving_sheets
from guide.bench.workloads import WORKLOADS
from guide.demos.processes import ProcessError
from guide.telling.phrases import Phrases
from tests.bench.conftest import block

SAY = Phrases()


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run) -> Callable[..., ServingRun]:
    """Serve with made-up blocks: as many requests as can wait at a time, ten times a second."""

    def pretend(self: Serving, way: Served, folder: Path, remote: str) -> Block:
        if way.plan.server in failing:
            raise LoadError("no answer")
        number = len(self.blocks[way])
        return block(way.plan.at_once(self.connections) * (9.8 + 0.01 * number), self.connections)

    def describe(*_: Any) -> Environment:
        return run.environment

    failing: set[str] = set()
    monkeypatch.setattr(Serving, "_block", pretend)
    monkeypatch.setattr(serving, "remote_server", lambda folder: contextlib.nullcontext(""))
    monkeypatch.setattr(serving, "describe", describe)

    def made(*fails: str, tests: tuple[Any, ...] = ("remote",), **options: Any) -> ServingRun:
        failing.update(fails)
        session = Serving(tests, **options)
        session.run(tmp_path, lambda what: None)
        return session.result(date(2026, 11, 26))

    return made


def test_threads_set_a_ceiling_and_waiting_without_them_does_not() -> None:
    """As many wait at a time as there are threads, greenlets or clients."""
    assert [4, 64, 4, 64, 8] == [
        Plan("gunicorn", 1, 4).at_once(64),
        Plan("gevent", 1, 4).at_once(64),
        Plan("granian", 1, 4).at_once(64),
        Plan("granian", 1, 4, interface="asgi").at_once(64),
        Plan("gunicorn", 2, 4).at_once(64),
    ]


def test_a_run_is_read_as_it_was_written(serve: Callable[..., ServingRun], tmp_path: Path) -> None:
    """And a figure that does not follow from its blocks or its method is refused."""
    path = tmp_path / "serving.json"
    runs.write_run(serve(), path)
    found = runs.read_all(tmp_path)
    refused = {}
    for name in ("requests_per_second", "low", "high", "p50_ms", "ceiling"):
        data = json.loads(path.read_text())
        data["ways"][0][name] *= 1.01
        changed = tmp_path / "changed.json"
        changed.write_text(json.dumps(data))
        refused[name] = runs.read_run(changed)[1][0].message

    assert ["serving"] == [each.name for each in found.servings]
    assert () == found.refused
    assert all(f"{name} is " in said and "give" in said for name, said in refused.items()), refused


def test_the_page_says_what_limits_the_rates(serve: Callable[..., ServingRun]) -> None:
    """A sentence for each ceiling, a line for each way, and the same as data."""
    stored = runs.StoredServing("serving", serve())
    (view,) = serving_views(SAY, [stored])
    (sheet,) = serving_sheets([stored])

    assert view.sentences[0].startswith(
        "What differs is how a request waits. Flask answered 16 times as many requests "
        "behind gunicorn with gevent as behind gunicorn with threads"
    )
    assert view.sentences[1].startswith(
        "Behind the same server no difference between Flask and Django could be told from chance: "
        "Flask ÷ Django is 1.00"
    )
    assert (
        "gunicorn with threads and granian with threads: 4 requests can wait at a time, so no more "
        "than 40 a second are possible. Measured were 39.2 (95\u00a0% intervals from 39.1 to 39.4)."
    ) == view.sentences[3]
    assert 6 == len(view.sentences)
    assert {"40", "640"} == {line.ceiling for line in view.lines}
    assert len(view.lines) == len(sheet.rows) == 10
    assert "requests_per_second" in sheet.csv().splitlines()[0]


def test_databases_are_told_apart(serve: Callable[..., ServingRun]) -> None:
    """Only the test that reads one is measured with each."""
    given = {"sqlite": "", "postgresql": "postgresql://nowhere"}
    run = serve(tests=("json", "complete"), servers=("gunicorn",), databases=given)
    views = serving_views(SAY, [runs.StoredServing("serving", run)])

    assert [2, 4] == [len(view.lines) for view in views]
    assert ["gunicorn with threads, SQLite", "gunicorn with threads, PostgreSQL"] == list(
        dict.fromkeys(line.server for line in views[1].lines)
    )


def test_tests_stand_in_one_order_whichever_is_newer(serve: Callable[..., ServingRun]) -> None:
    """That of the other tables."""
    newest = [serve(tests=(test,), servers=("gunicorn",)) for test in ("complete", "remote")]
    views = serving_views(SAY, [runs.StoredServing("serving", run) for run in newest])

    assert ["Remote", "Complete"] == [view.title for view in views]


def test_a_test_is_named_above_what_is_said_of_it(app: Flask) -> None:
    """“Behind the same server” is said of one test, and another may say otherwise."""
    page = app.test_client().get("/benchmarks/").text

    named = re.findall(r'<h4>(\w+)</h4>\s*<ul class="answer">', page)
    assert ["Remote", "Complete"] == named


def test_a_way_that_fails_ends_the_run_and_is_named(serve: Callable[..., ServingRun]) -> None:
    """Nothing is shown of a round that was not finished."""
    run = serve("gevent")

    assert [] == run.ways
    assert ", gevent wsgi: no answer" in run.incomplete


@pytest.mark.parametrize("error", [ProcessError("no port"), OSError(28, "No space left")])
def test_what_fails_outside_a_way_ends_the_run_too(
    error: Exception, serve: Callable[..., ServingRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server that is waited for may not start, and the disk may be full."""
    monkeypatch.setattr(serving, "remote_server", Mock(side_effect=error))

    assert f"the other server: {error}" == serve().incomplete


@pytest.mark.usefixtures("serve")
def test_what_is_finished_is_written_whoever_is_impatient(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second Ctrl-C, while the machine is described, changes nothing."""

    def describe(*_: Any) -> Environment:
        os.kill(os.getpid(), signal.SIGINT)
        return run.environment

    monkeypatch.setattr(serving, "describe", describe)
    target = tmp_path / "serving.json"
    done = CliRunner().invoke(bench, ["serving", "--output", str(target)])

    assert 0 == done.exit_code, done.output
    assert target.is_file()


@pytest.mark.parametrize(
    "options", ["", " --workers 2 --threads 64 --connections 8 --rounds 2 --seconds 0.5"]
)
@pytest.mark.usefixtures("serve")
def test_a_run_names_the_command_that_measures_it_again(tmp_path: Path, options: str) -> None:
    """With everything that was not left as it is by default."""
    target = tmp_path / "serving.json"
    done = CliRunner().invoke(
        bench, ["serving", "--server", "gunicorn", *options.split(), "--output", str(target)]
    )
    run, _ = runs.read_run(target)

    assert 0 == done.exit_code, done.output
    assert isinstance(run, ServingRun)
    assert f"guide bench serving --tests remote --server gunicorn{options}" == run.method.command


def test_a_time_that_is_no_number_is_refused() -> None:
    """Nothing ends after it."""
    done = CliRunner().invoke(bench, ["serving", "--seconds", "nan"])

    assert 2 == done.exit_code
    assert "'nan' is not a number." in done.stderr


@pytest.mark.usefixtures("serve")
def test_a_run_that_cannot_be_written_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An hour of measuring is not lost to a disk that has become full."""
    monkeypatch.setattr(runs, "write_run", Mock(side_effect=OSError(28, "No space left")))
    target = tmp_path / "serving.json"
    done = CliRunner().invoke(bench, ["serving", "--output", str(target)])

    assert 1 == done.exit_code
    assert f"{target} cannot be written: No space left" in done.stderr
    assert "requests" in done.stdout


def status(port: int) -> int:
    """Return the status of an answer to Remote."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", "/remote")
        return connection.getresponse().status


@pytest.mark.usefixtures("processes")
def test_every_server_answers(tmp_path: Path) -> None:
    """One request to each of the ways to serve that wait, and one without what is waited for."""
    workload = WORKLOADS["remote"]
    ways = {
        (way.subject, way.plan.server, way.plan.interface): way
        for way in Serving(("remote",)).ways()
    }
    with contextlib.ExitStack() as stack:
        with remote_server(tmp_path) as remote:
            servers = {
                key: stack.enter_context(
                    twin(way.subject, way.plan, tmp_path, f"served-{number}", remote=remote)
                )
                for number, (key, way) in enumerate(ways.items())
            }
            for server in servers.values():
                server.wait_until_it_listens()
            answers = {key: workload.verify(server.port).says for key, server in servers.items()}
        without = {key: status(server.port) for key, server in servers.items()}

    assert dict.fromkeys(ways, b"Hello, World!") == answers
    assert dict.fromkeys(ways, 503) == without


@pytest.mark.usefixtures("processes")
def test_complete_reads_postgresql(tmp_path: Path) -> None:
    """Under ASGI, where as many clients as are there share fewer connections to the database."""
    workload, most = WORKLOADS["complete"], dict[str, int]()
    asks = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'bench' AND pid <> %s"
    with postgres.serving() as address, ThreadPoolExecutor(1) as beside:
        for way in Serving(("complete",), ("uvicorn",)).ways():
            with twin(way.subject, way.plan, tmp_path, "served", database=address) as server:
                server.wait_until_it_listens()
                expected, request = workload.verify(server.port).expected, workload.request
                load = beside.submit(
                    run_load, request(server.port), expected, connections=64, seconds=1
                )
                with psycopg.connect(address, autocommit=True) as ours:
                    found = [0]
                    while not load.done():
                        found += [n for (n,) in ours.execute(asks, [ours.info.backend_pid])]
                        time.sleep(0.02)
                load.result()
                most[way.subject.label] = max(found)

    assert {"Django", "FastAPI"} == set(most)
    assert max(most.values()) <= 40, most
    assert [] == list(tmp_path.glob("*.sqlite3"))
