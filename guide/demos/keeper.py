"""Run a command for as long as standard input stays open, then end everything it started.

    python keeper.py CORES COMMAND...

CORES is a list such as 1,2 or "any". Whoever starts it holds the other end of standard input, and
the system closes it however that process ends, also when it is killed: so no server outlives it.
On Linux the command also ends when the keeper itself is killed. This file runs on its own, before
anything of the project is imported.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading


def main(cores: str, command: list[str]) -> int:
    """Run the command in a process group of its own; return its exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ignore)  # the closed pipe is the one way to stop
    if cores != "any":
        os.sched_setaffinity(0, {int(core) for core in cores.split(",")})
    child = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )
    threading.Thread(target=_kill_with_stdin, args=[child.pid], daemon=True).start()
    if hasattr(os, "waitid"):  # macOS has it from Python 3.13 on
        # Wait without reaping: while the dead leader is there its group's number is not reused.
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    else:
        child.wait()
    _kill(child.pid)
    return child.wait()


_PRCTL = getattr(ctypes.CDLL(None), "prctl", None)  # looked up before there is a fork
_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    if _PRCTL:
        _PRCTL(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _ignore(number: int, frame: object) -> None:
    """Do nothing. A handler, unlike SIG_IGN, is not passed on to the command."""


def _kill_with_stdin(group: int) -> None:
    # Not asked to stop, killed: it serves nobody by then and has nothing to save.
    while os.read(0, 1024):
        pass
    _kill(group)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: only a zombie is left
        os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
