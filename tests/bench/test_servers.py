"""Servers start alone and end with the process that started them, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from guide.bench.result import ServerName
from guide.bench.servers import Plan
from guide.demos import processes
from guide.demos.processes import ProcessError, free_port, running

pytestmark = pytest.mark.usefixtures("processes")
LISTEN = "import socket,sys,time; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); {then}"
OWNER = """
import signal, sys, time
from pathlib import Path
from guide.demos.processes import free_port, running
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # which nohup has its children ignore
port = free_port()
command = [sys.executable, "-c", sys.argv[2], str(port)]
with running("test", command, port, Path(sys.argv[1])) as process:
    process.wait_until_it_listens()
    print(port, flush=True)
    time.sleep(60)
"""


def processes_in(folder: Path) -> list[int]:
    """Return the processes whose current folder is this one."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def wait_until_empty(folder: Path) -> list[int]:
    """Return the processes that are left in the folder after ten seconds, at once if none is."""
    deadline = time.monotonic() + 10
    while (left := processes_in(folder)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def listening(then: str = "time.sleep(60)") -> list[str]:
    return [sys.executable, "-c", LISTEN.format(then=then)]


def test_a_server_runs_for_as_long_as_the_block(tmp_path: Path):
    port = free_port()

    with running("test", [*listening(), str(port)], port, tmp_path) as process:
        process.wait_until_it_listens()
        inside = processes_in(tmp_path)

    assert len(inside) == 2  # the keeper and the server
    assert processes_in(tmp_path) == []


def test_its_children_end_with_it(tmp_path: Path):
    port = free_port()
    child = "import subprocess; subprocess.run(['sleep', '60'])"

    with running("test", [*listening(child), str(port)], port, tmp_path) as process:
        process.wait_until_it_listens()
        while len(processes_in(tmp_path)) < 3:
            time.sleep(0.01)

    assert wait_until_empty(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_no_server_outlives_its_owner(tmp_path: Path, number: signal.Signals):
    """Also if the owner is killed outright, or the server does not want to stop."""
    deaf = LISTEN.format(then="import signal; signal.signal(15, signal.SIG_IGN); time.sleep(60)")
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path), deaf],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert owner.stdout
    assert owner.stdout.readline()
    assert processes_in(tmp_path)

    owner.send_signal(number)
    owner.wait()
    owner.stdout.close()

    assert wait_until_empty(tmp_path) == []


def test_a_server_ends_where_nobody_can_wait_without_reaping(tmp_path: Path):
    """As on macOS before Python 3.13: it ends with its input, and what it started with it."""
    keeper = Path(processes.__file__).with_name("keeper.py")
    child = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', {0!r}]); {0}"
    says = child.format("import sys, time; print(1, flush=True); time.sleep(60)")
    runs = "import os, runpy, sys; del os.waitid; runpy.run_path(sys.argv.pop(1), None, '__main__')"
    command = [sys.executable, "-c", runs, str(keeper), "any", sys.executable, "-c", says]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path
    ) as kept:
        assert kept.stdin
        assert kept.stdout
        assert [b"1\n", b"1\n"] == [kept.stdout.readline(), kept.stdout.readline()]
        kept.stdin.close()

        assert -signal.SIGKILL == kept.wait(20) - 256
    assert wait_until_empty(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_no_server_outlives_its_killed_keeper(tmp_path: Path):
    port = free_port()

    with running("test", [*listening(), str(port)], port, tmp_path) as process:
        process.wait_until_it_listens()
        process.keeper.kill()
        assert wait_until_empty(tmp_path) == []


def test_a_server_that_ends_at_once_says_why(tmp_path: Path):
    port = free_port()
    command = [sys.executable, "-c", "import sys; sys.exit('the reason')"]

    with (
        running("test", command, port, tmp_path) as process,
        pytest.raises(ProcessError, match=r"test ended at once\. It said:\nthe reason"),
    ):
        process.wait_until_it_listens()


def test_settings_of_the_readers_shell_do_not_reach_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """GUNICORN_CMD_ARGS or PYTHONDEVMODE would measure something else."""
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--workers 7")
    monkeypatch.setenv("PYTHONDEVMODE", "1")
    command = [sys.executable, "-c", "import os; print(sorted(os.environ))"]

    with running("test", command, 1, tmp_path, environment={"TWIN_LIMITS": "off"}) as process:
        process.keeper.wait()

    seen = process.last_words()
    assert "TWIN_LIMITS" in seen
    assert "GUNICORN_CMD_ARGS" not in seen
    assert "PYTHONDEVMODE" not in seen


def test_a_server_stays_on_its_cores(tmp_path: Path):
    core = min(os.sched_getaffinity(0))
    command = [sys.executable, "-c", "import os; print(os.sched_getaffinity(0))"]

    with running("test", command, 1, tmp_path, cores=str(core)) as process:
        process.keeper.wait()

    assert process.last_words() == str({core})


@pytest.mark.parametrize("server", ["gunicorn", "granian"])
def test_both_sides_are_served_with_the_same_flags(server: ServerName):
    plan = Plan(server, workers=2, threads=3)

    left, right = plan.command("left:app", 8001), plan.command("right:app", 8002)

    differing = {(a, b) for a, b in zip(left, right, strict=True) if a != b}
    assert {a.replace("8001", "8002").replace("left", "right") for a, b in differing} == {
        b for a, b in differing
    }
    assert "2" in plan.flags
    assert "3" in plan.flags
