"""Print how long a starter project takes from its files to the first prediction.

For each framework: the smallest project, `python dev.py` with an empty cache of pip's, and the same
again. Until the first prediction 90 s are wanted, 5 s the second time. Beside the time on the clock
stand the seconds of processors that all of it took: on a busy machine these say more.

Run it by hand: .venv/bin/python -m tests.benchmarks.start [CRITERION=OPTION...]
"""

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT

GOALS = {"first": 90.0, "again": 5.0}  # seconds
PYTHON = sys._base_executable  # type: ignore[attr-defined]  # a machine without our environment
# what is there when a step has been done
STEPS = {
    "environment": ".venv/bin/pip",
    "packages": ".venv/requirements.txt",
    "card": "model/model.json",
}


def started(project: Path, cache: Path) -> tuple[float, float, dict[str, float]]:
    """Run `dev.py` until its first prediction.

    Returns the seconds on the clock, those of processors, and the clock's for each step.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    settings = os.environ | {"PORT": port, "PIP_CACHE_DIR": str(cache)}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    cpu, begin = children(), time.time()
    process = subprocess.Popen(
        [PYTHON, "dev.py"],
        cwd=project, env=settings, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    end = 0.0
    for line in process.stdout:
        if ('"prediction"' in line and "model.json" not in line) or "Log in there" in line:
            end = time.time()
            process.send_signal(signal.SIGINT)
    process.wait()
    if not end:
        sys.exit(f"dev.py stopped with {process.returncode}")
    steps, last = {}, begin
    for step, name in STEPS.items():
        if (done := (project / name).stat().st_mtime) > last:
            steps[step] = done - last
            last = done
    return end - begin, children() - cpu, steps | {"server": end - last}


def children() -> float:
    """Return the seconds of processors that processes which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print."""
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print("framework run    seconds  goal  processor  of these, on the clock")
    for framework in ("flask", "django"):
        with tempfile.TemporaryDirectory() as folder:
            project, cache = Path(folder, "project"), Path(folder, "cache")
            command = [sys.executable, "-m", "guide", "start", "--site", str(ROOT)]
            command += [*sys.argv[1:], str(project), "--framework", framework]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            for run, goal in GOALS.items():
                seconds, cpu, steps = started(project, cache)
                parts = ", ".join(f"{step} {took:.1f}" for step, took in steps.items())
                print(f"{framework:9} {run:6} {seconds:7.1f} {goal:5.0f} {cpu:10.1f}  {parts}")


if __name__ == "__main__":
    main()
