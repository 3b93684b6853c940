"""Print how long `guide serve` takes from the command to its first page: 0.5 s are wanted.

The first run may compile and render what the others find in the user's cache, so it stands apart.
Beside the time on the clock stand the seconds of processors.

Run it by hand: .venv/bin/python -m tests.benchmarks.boot [RUNS]
"""

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.request

from tests.benchmarks.start import children
from tests.conftest import ROOT
from tests.demos.servers import free_port

GOAL = 0.5  # seconds


def first_page() -> tuple[float, float]:
    """Serve until the home page has come; return the seconds on the clock and of processors."""
    port = free_port()
    command = [sys.executable, "-m", "guide", "serve", "--site", str(ROOT), "--port", str(port)]
    used, began = children(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/").read()
                break
            time.sleep(0.002)
        else:
            assert process.stderr
            sys.exit(process.stderr.read().decode())
        took = time.perf_counter() - began
        process.send_signal(signal.SIGINT)
    return took, children() - used


def main() -> None:
    """Measure and print."""
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    first, *others = [first_page() for _ in range(int((sys.argv[1:] or ["10"])[0]) + 1)]
    clocks = [clock for clock, _ in others]
    print("run       seconds  slowest  processor  goal")
    print(f"first     {first[0]:7.3f}  {first[0]:7.3f}  {first[1]:9.3f}  {GOAL}")
    middle, used = statistics.median(clocks), statistics.median(cpu for _, cpu in others)
    print(f"again     {middle:7.3f}  {max(clocks):7.3f}  {used:9.3f}  {GOAL}")


if __name__ == "__main__":
    main()
