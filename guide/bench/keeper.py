"""Run a command for as long as standard input stays open, then end everything it started.

    python keeper.py CORES COMMAND...

CORES is a list such as 1,2 or "any". The benchmark holds the other end of standard input, and the
system closes it however the benchmark ends, also when it is killed: so no server outlives it. This
file runs on its own, before anything of the project is imported.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading

GRACE = 3.0  # seconds between asking a server to stop and killing it


def main(cores: str, command: list[str]) -> int:
    """Run the command in a process group of its own; return its exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the closed pipe is the one way to stop
    if cores != "any":
        os.sched_setaffinity(0, {int(core) for core in cores.split(",")})
    child = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, start_new_session=True, restore_signals=True
    )
    threading.Thread(target=_stop_with_stdin, args=[child.pid], daemon=True).start()
    # Wait without reaping: while the dead leader is there its group's number is not reused.
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    _signal_group(child.pid, signal.SIGKILL)
    return child.wait()


def _stop_with_stdin(group: int) -> None:
    sys.stdin.buffer.read()
    _signal_group(group, signal.SIGTERM)
    timer = threading.Timer(GRACE, _signal_group, [group, signal.SIGKILL])
    timer.daemon = True
    timer.start()


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
