"""What strangers, other programs and full disks do to a twin, and what holds all the same."""

import contextlib
import importlib
import os
import runpy
import sqlite3
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import psycopg
import pytest
import redis

import guide.demos
from tests.demos import servers
from tests.demos.client import Client

pytestmark = pytest.mark.usefixtures("processes")

RECORD = {"model": "simple", "label": "setosa", "probability": 0.98, "note": ""}
FLOWER = {"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}


def alone(name: str) -> Any:
    """Return a module of a twin without the twin, which reads its settings when it is imported."""
    path = Path(guide.demos.__file__).parent / "flask_twin" / f"{name}.py"
    return runpy.run_path(str(path))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The module of that name without its twin, in a package of its own."""
    monkeypatch.setenv("TWIN_INSTANCE", str(tmp_path))
    package = types.ModuleType("one_twin")
    package.__path__ = [str(Path(guide.demos.__file__).parent / "flask_twin")]
    monkeypatch.setitem(sys.modules, "one_twin", package)
    yield importlib.import_module("one_twin.store")
    for name in [name for name in sys.modules if name.startswith("one_twin.")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.8", "198.51.100.8"),
        ("198.51.100.8:40000", "198.51.100.8"),
        ("::ffff:198.51.100.8", "198.51.100.8"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_limits_know_whom_an_address_stands_for(address: str, network: str) -> None:
    """A port does not make another visitor, nor does another address of the same /64."""
    assert network == alone("limiter")["network"](address)


def test_a_clock_that_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told to wait for longer than the minute that is counted."""
    wait, now = alone("limiter")["wait"], time.time()
    waits = [wait("198.51.100.8", "password", "") for _ in range(20)]
    monkeypatch.setattr(time, "time", lambda: now - 3600)

    assert [0] * 20 == waits
    assert 1 <= wait("198.51.100.8", "password", "") <= 60


def test_a_silent_redis_is_left_alone(store: Any) -> None:
    """Whoever asks next waits no more; after a while one of them tries again."""
    kept = importlib.import_module("one_twin.redis_store").RedisStore("redis://127.0.0.1:1/0")
    kept.redis = Mock(get=Mock(side_effect=redis.TimeoutError))
    for _ in range(3):
        with pytest.raises(store.Unavailable):
            kept.get("ada", "k")
    asked = kept.redis.get.call_count
    kept.again = time.monotonic() - 1
    kept.redis.get.side_effect = lambda key: '{"a": 1}'

    assert (1, {"a": 1}, 0.0) == (asked, kept.get("ada", "k"), kept.again)


def test_a_redis_that_is_read_only_takes_no_changes(store: Any) -> None:
    """Nor does a full one; nothing is written to find out."""
    kept = importlib.import_module("one_twin.redis_store").RedisStore("redis://127.0.0.1:1/0")
    kept.redis = Mock(set=Mock(side_effect=redis.ReadOnlyError))
    refused = kept.takes()
    kept.redis.set.side_effect = None

    assert (False, True) == (refused, kept.takes())
    assert {"xx": True} == kept.redis.set.call_args.kwargs


def test_a_folder_that_is_read_only_or_full_takes_no_changes(
    store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept can still be read."""
    kept = store.LmdbStore(tmp_path / "features")
    whole = kept.takes()
    full = types.SimpleNamespace(f_blocks=1, f_bavail=0, f_bfree=0)
    with monkeypatch.context() as patched:
        patched.setattr(os, "statvfs", lambda path: full)
        without_room = kept.takes()
    monkeypatch.setattr(os, "access", lambda path, mode: path == tmp_path / "features")

    assert (True, False, False) == (whole, without_room, kept.takes())


@pytest.mark.parametrize(
    ("sent", "seen", "refused"),
    [
        ({"HTTP_HOST": "[::A]:8000"}, {"HTTP_HOST": "[::a]:8000"}, None),
        ({"HTTP_HOST": "Example.org.:80"}, {"HTTP_HOST": "example.org.:80"}, None),
        ({"HTTP_HOST": ""}, {}, None),
        ({"HTTP_HOST": "example.org:"}, {"HTTP_HOST": "example.org"}, None),
        ({"HTTP_HOST": "example.org:0"}, {}, 400),
        ({"HTTP_HOST": "example.org:65536"}, {}, 400),
        ({"HTTP_HOST": "example.org.."}, {}, 400),
        ({"HTTP_HOST": "[::1%25eth0]"}, {}, 400),
        ({"HTTP_HOST": "a b"}, {}, 400),
        ({"QUERY_STRING": "a=\xff"}, {"QUERY_STRING": ""}, 400),
        ({"QUERY_STRING": "a=\n"}, {"QUERY_STRING": ""}, 400),
        ({"QUERY_STRING": "a=\xc3\xa4"}, {"QUERY_STRING": "a=\xc3\xa4"}, None),
        ({"HTTP_IF_RANGE": "Sun, 01 Jan 99999 00:00:00 GMT"}, {}, None),
        ({"HTTP_IF_RANGE": '"123456"'}, {"HTTP_IF_RANGE": '"123456"'}, None),
    ],
)
def test_what_names_nothing_is_refused(
    sent: dict[str, str], seen: dict[str, str], refused: int | None, store: Any
) -> None:
    """Before either framework reads it, each of which would take others."""
    environ: dict[str, Any] = {**sent}
    importlib.import_module("one_twin.asked").Asked(lambda environ, start: [])(environ, Mock())

    assert refused == environ.pop("twin.refused", None)
    assert seen == environ


def test_first_visitors_come_together(twin: str, tmp_path: Path) -> None:
    """The feature store is opened once, by whichever of eight threads is first."""
    statuses: list[int] = []
    with servers.twin(twin, tmp_path) as base:
        together = threading.Barrier(8)

        def ask() -> None:
            together.wait()
            statuses.append(Client(base).get("features/none").status)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert [404] * 8 == statuses


def test_no_more_features_than_one_may_keep(
    twin: str, tmp_path: Path, backends: Callable[[str], dict[str, str]]
) -> None:
    """Fifty keys, however many requests come at once, in lmdb and in Redis alike."""
    for settings in ({}, {"REDIS_URL": backends("servers")["REDIS_URL"]}):
        with servers.twin(twin, tmp_path, **settings) as base:
            visitor = Client(base)
            visitor.send("PUT", "features/k0", FLOWER)
            with ThreadPoolExecutor(8) as together:
                answers = list(
                    together.map(
                        lambda n, who=visitor: who.send("PUT", f"features/k{n}", FLOWER),
                        range(1, 65),
                    )
                )
        statuses = [answer.status for answer in answers]

        assert 49 == statuses.count(201)
        assert 15 == statuses.count(409)


def test_a_file_that_was_cut_off(twin: str, tmp_path: Path) -> None:
    """A feature store cut off is a 503; one in which nothing was kept yet is made again."""
    data = tmp_path / f"{twin}_twin" / "features" / "data.mdb"
    with servers.twin(twin, tmp_path) as base:
        client = Client(base)
        for n in range(20):
            client.send("PUT", f"features/k{n}", FLOWER)
    whole = data.stat().st_size
    os.truncate(data, whole - 4096)
    with servers.twin(twin, tmp_path) as base:
        cut = Client(base).get("features/k1").status, Client(base).get("json").status
    os.truncate(data, 100)
    with servers.twin(twin, tmp_path) as base:
        again = Client(base).send("PUT", "features/k1", FLOWER).status

    assert (503, 200) == cut
    assert 201 == again


CUT = """
import os, resource, shutil
from guide.demos.flask_twin import store
kept = store.opened("")
for n in range(20):
    kept.put("ada", f"k{n}", {"a": 1.0})
whole = kept.data.read_bytes()
told = []
for size in (len(whole), len(whole) - 1, len(whole) - 4096, 8192, 4096, 1, 0):
    kept.data.write_bytes(whole)
    os.truncate(kept.data, size)
    try:
        told.append(store.opened("").get("ada", "k19"))
    except store.Unavailable as error:
        told.append(str(error).rpartition("data.mdb ")[2])
print(told)
shutil.rmtree(kept.data.parent)
del kept
print(store.opened("").get("ada", "k19"), store.opened("").put("ada", "k1", {"a": 2.0}))

for size in range(0, 40_000, 4096):  # as on a disk that is full
    kept = store.opened("")
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    shutil.rmtree(kept.data.parent)
    del kept
    try:
        store.opened("").put("ada", "k1", {"a": 1.0})
    except store.Unavailable:
        pass
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.opened("").put("ada", "k1", {"a": 1.0})
print("whole")
"""


def test_a_file_that_is_cut_off_while_it_is_open(tmp_path: Path) -> None:
    """It ends no process: what is gone is not read. One that was removed is made again."""
    env = os.environ | {"TWIN_INSTANCE": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-c", CUT]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    cut = ["is cut off: delete it"] * 6

    assert 0 == run.returncode, run.stderr
    assert [str([{"a": 1.0}, *cut]), "None True", "whole"] == run.stdout.splitlines()


def _shown(base: str) -> list[int]:
    """Return what a visitor gets who adds a record and looks at it, at a mail and at a page."""
    visitor = Client(base)
    statuses = [visitor.send("POST", "records", RECORD).status]
    return [*statuses, *(visitor.get(path).status for path in ("records", "outbox", "complete"))]


TABLES = {  # each with whatever refers to it
    "flask": ("message", "group", "record", "login"),
    "django": ("django_content_type", "django_migrations", "django_twin_user", "django_session"),
}


def test_tables_that_were_dropped_are_made_again(twin: str, tmp_path: Path) -> None:
    """The request that misses one is answered with 503, the next with what it asked for."""
    shown = {}
    with servers.twin(twin, tmp_path) as base:
        assert [201, 200, 200, 200] == _shown(base)
        for table in TABLES[twin]:
            file = tmp_path / f"{twin}_twin" / "twin.sqlite3"
            with contextlib.closing(sqlite3.connect(file, timeout=10)) as database:
                database.execute(f'DROP TABLE "{table}"')
            shown[table] = {*_shown(base)}, _shown(base)

    assert set.union(*(first for first, _ in shown.values())) == {200, 201, 503}
    assert {(201, 200, 200, 200)} == {tuple(then) for _, then in shown.values()}


def test_a_database_that_loses_tables_and_connections(
    twin: str, tmp_path: Path, backends: Callable[[str], dict[str, str]]
) -> None:
    """As with a file: a 503, then all as before; whatever the database speaks by default."""
    server, _, _ = backends("servers")["DATABASE_URL"].rpartition("/")
    name = f"faults_{twin}"
    with (
        contextlib.closing(psycopg.connect(f"{server}/postgres", autocommit=True)) as admin,
        contextlib.ExitStack() as stack,
    ):
        odd = "LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'SQL_ASCII' TEMPLATE template0"
        admin.execute(f"CREATE DATABASE {name} {odd}")
        admin.execute(f"ALTER DATABASE {name} SET datestyle = 'German'")
        stack.callback(admin.execute, f"DROP DATABASE {name} WITH (FORCE)")
        base = stack.enter_context(servers.twin(twin, tmp_path, DATABASE_URL=f"{server}/{name}"))
        database = stack.enter_context(
            contextlib.closing(psycopg.connect(f"{server}/{name}", autocommit=True))
        )
        whole = _shown(base)
        for drop in (f"TABLE {TABLES[twin][2]}", "SCHEMA public"):
            database.execute(f"DROP {drop} CASCADE; CREATE SCHEMA IF NOT EXISTS public")

            assert {503, 200, 201} >= {*_shown(base)} > {200}
            assert whole == _shown(base)
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        admin.execute(end, [name])
        again, ready = _shown(base), Client(base).get("readyz")
        admin.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        admin.execute(end, [name])
        closed, refused = Client(base).get("readyz"), Client(base).send("POST", "records", RECORD)
        admin.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        opened = [Client(base).send("POST", "records", RECORD).status for _ in range(4)]

    assert (503, 503, 201) == (closed.status, refused.status, opened[-1])
    assert [201, 200, 200, 200] == whole == again
    assert (200, "answers") == (ready.status, ready.json["database"])
    assert "takes no changes" == closed.json["database"]


def test_a_user_who_may_make_no_tables(
    tmp_path: Path, backends: Callable[[str], dict[str, str]]
) -> None:
    """Each is told at once, and what needs no table is answered; with the right, all is."""
    address = backends("servers")["DATABASE_URL"]
    server, _, _ = address.rpartition("/")
    with (
        contextlib.closing(psycopg.connect(address, autocommit=True)) as admin,
        contextlib.ExitStack() as stack,
    ):
        for made, gone in (
            ("ROLE weak LOGIN", "ROLE weak"),
            ("DATABASE closed", "DATABASE closed"),
        ):
            admin.execute(f"CREATE {made}")
            stack.callback(admin.execute, f"DROP {gone}")
        weak = f"{server.rpartition('//')[0]}//weak@{server.rpartition('@')[2]}/closed"
        with servers.twin("django", tmp_path, DATABASE_URL=weak) as base:
            with ThreadPoolExecutor(6) as several:
                asked = [several.submit(Client(base).get, "records") for _ in range(6)]
                refused = {each.result().status for each in asked}
            spared, ready = Client(base).get("json"), Client(base).get("readyz")
            admin.execute("GRANT ALL ON DATABASE closed TO weak")
            admin.execute("ALTER DATABASE closed OWNER TO weak")
            whole = _shown(base)

    assert {503} == refused
    assert (200, 503) == (spared.status, ready.status)
    assert [201, 200, 200, 200] == whole


GONE = """
import psycopg
from guide.demos.flask_twin import create_app
from guide.demos.flask_twin.models import db
app = create_app()

@app.get("/asks")
def asks():
    pid = db.session.scalar(db.text("SELECT pg_backend_pid()"))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
        while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone():
            pass
    return "answered"

for _ in range(2):
    print(app.test_client().get("/asks").text)
"""


def test_a_request_outlives_its_database(
    tmp_path: Path, backends: Callable[[str], dict[str, str]]
) -> None:
    """What was answered before the connection ended is no error of the server’s."""
    env = os.environ | backends("servers") | {"TWIN_INSTANCE": str(tmp_path), "SECRET_KEY": "k"}
    command = [sys.executable, "-c", f"import os{GONE}"]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert "answered\nanswered\n" == run.stdout, run.stderr


@pytest.mark.parametrize("how", ["removed", "restored"])
def test_database_file_that_is_replaced(how: str, twin: str, tmp_path: Path) -> None:
    """Every thread goes over to the file that is there: one that was kept, or a new one."""
    folder = tmp_path / f"{twin}_twin"
    file = folder / "twin.sqlite3"
    with servers.twin(twin, tmp_path) as base:
        visitor = Client(base)
        visitor.send("POST", "records", RECORD)
        with (
            contextlib.closing(sqlite3.connect(file)) as database,
            contextlib.closing(sqlite3.connect(tmp_path / "kept")) as kept,
        ):
            database.backup(kept)
        visitor.send("POST", "records", RECORD)
        for path in folder.glob("twin.sqlite3*"):
            path.unlink()
        if how == "restored":
            (tmp_path / "kept").replace(file)
        totals = {visitor.get("records").json["total"] for _ in range(12)}
        added = visitor.send("POST", "records", RECORD).status

    assert ({1} if how == "restored" else {0}, 201) == (totals, added)


def test_empty_files_are_made_again(twin: str, tmp_path: Path) -> None:
    """A disk that was full leaves empty files; no repair by hand is needed."""
    body = {"model": "simple", "features": FLOWER}
    with servers.twin(twin, tmp_path) as base:
        Client(base).send("POST", "predict", body)
    folder = tmp_path / f"{twin}_twin"
    for path in (folder / "secret_key", *folder.glob("simple-*.joblib")):
        path.write_bytes(b"")
    with servers.twin(twin, tmp_path) as base:
        status = Client(base).send("POST", "predict", body).status

    assert 200 == status
    assert len((folder / "secret_key").read_text()) > 50


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """What others may write would run as ours: a model's file is a program."""
    tmp_path.chmod(0o777)

    with pytest.raises(PermissionError, match="TWIN_INSTANCE"):
        alone("instance")["check"](tmp_path)


UNKNOWN = [
    ("DATABASE_URL", "postgres://u@h/n"),
    ("DATABASE_URL", "mysql://u@h/n"),
    ("DATABASE_URL", "guide.db"),
    ("REDIS_URL", "localhost:6379"),
]
REFUSED = """
import importlib, os, sys
package, *pairs = sys.argv[1:]
for name, url in zip(pairs[::2], pairs[1::2]):
    os.environ[name] = url
    try:
        importlib.import_module(f"{package}.settings")
        print("taken")
    except (Exception, SystemExit) as error:
        print(str(error).splitlines()[-1])
    del os.environ[name]
    for each in [each for each in sys.modules if each.startswith(package)]:
        del sys.modules[each]
"""


def test_unknown_servers_are_refused(twin: str, tmp_path: Path) -> None:
    """An address of another kind is named, and never taken for a file."""
    env = os.environ | {"TWIN_INSTANCE": str(tmp_path)}
    given = [word for pair in UNKNOWN for word in pair]
    command = [sys.executable, "-c", REFUSED, f"guide.demos.{twin}_twin", *given]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    said = run.stdout.splitlines()

    assert len(UNKNOWN) == len(said)
    assert [] == [
        (pair, line) for pair, line in zip(UNKNOWN, said, strict=True) if pair[0] not in line
    ]


@pytest.mark.parametrize("name", ["a#b", "why?", "50%25off", "with space"])
def test_a_folder_may_have_any_name(twin: str, name: str, tmp_path: Path) -> None:
    """The database lies in the folder, whatever its name would mean in an address."""
    with servers.twin(twin, tmp_path / name) as base:
        status = Client(base).get("records").status

    assert 200 == status
    assert (tmp_path / name / f"{twin}_twin" / "twin.sqlite3").is_file()


def test_a_number_that_is_too_large(twin: str, tmp_path: Path) -> None:
    """No record and no account has twenty digits: that is no error of the server's."""
    with servers.twin(twin, tmp_path) as base:
        answer = Client(base).get(f"reset/{'9' * 20}/token/")
        plain = Client(base).get(f"reset/{'9' * 20}/token")

    assert answer.status < 500
    assert plain.status < 500


def test_the_process_keeps_its_time_zone(tmp_path: Path) -> None:
    """Django sets the zone of the whole process; the twin gives it back."""
    program = "\n".join(
        [
            "import os, time",
            "os.environ['TZ'] = 'America/New_York'; time.tzset()",
            "import guide.demos.django_twin.wsgi",
            "print(os.environ['TZ'], time.tzname[0])",
        ]
    )
    env = os.environ | {"TWIN_INSTANCE": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True)

    assert run.stdout == "America/New_York EST\n", run.stderr


def test_a_folder_of_before_can_be_entered(store: Any, tmp_path: Path) -> None:
    """One that lmdb itself had made had no right to enter it, which only root can do without."""
    folder = tmp_path / "features"
    folder.mkdir(mode=0o600)
    store.LmdbStore(folder)

    assert 0o700 == folder.stat().st_mode & 0o777


def test_what_is_too_old_is_not_there(
    store: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in Redis, which drops it: it is not found, is no key that one keeps, and is new again."""
    kept = store.LmdbStore(tmp_path / "features")
    for n in range(store.EACH):
        kept.put("ada", f"k{n}", FLOWER)
    with pytest.raises(store.Full):
        kept.put("ada", "one-more", FLOWER)
    monkeypatch.setattr(store, "LIFETIME", 0)

    assert kept.get("ada", "k1") is None
    assert not kept.delete("ada", "k1")
    assert kept.put("ada", "k2", FLOWER)
    assert kept.put("ada", "one-more", FLOWER)
