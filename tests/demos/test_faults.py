"""What strangers, other programs and full disks do to a twin, and what holds all the same."""

import importlib
import os
import runpy
import subprocess
import sys
import threading
import types
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import guide.demos
from tests.demos import servers
from tests.demos.client import Client

pytestmark = pytest.mark.usefixtures("processes")

FLOWER = {"sepal_length": 5.1, "sepal_width": 3.5, "petal_length": 1.4, "petal_width": 0.2}


def alone(name: str) -> Any:
    """Return a module of a twin without the twin, which reads its settings when it is imported."""
    path = Path(guide.demos.__file__).parent / "flask_twin" / f"{name}.py"
    return runpy.run_path(str(path))


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


@pytest.mark.parametrize("url", ["postgres://u@h/n", "mysql://u@h/n", "guide.db"])
def test_unknown_databases_are_refused(twin: str, url: str, tmp_path: Path) -> None:
    """An address of another kind is named, and never taken for a file."""
    env = os.environ | {"TWIN_INSTANCE": str(tmp_path), "DATABASE_URL": url}
    command = [sys.executable, "-c", f"import guide.demos.{twin}_twin.settings"]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert run.returncode
    assert "DATABASE_URL" in run.stderr.splitlines()[-1]


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


def test_what_is_too_old_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in Redis, which drops it: it is not found, is no key that one keeps, and is new again."""
    monkeypatch.setenv("TWIN_INSTANCE", str(tmp_path))
    package = types.ModuleType("one_twin")
    package.__path__ = [str(Path(guide.demos.__file__).parent / "flask_twin")]
    monkeypatch.setitem(sys.modules, "one_twin", package)
    store = importlib.import_module("one_twin.store")
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
    for name in ("one_twin.store", "one_twin.instance"):
        del sys.modules[name]
