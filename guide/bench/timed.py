"""Time one request to the project in this folder, in this process: all of it, and its parts.

python timed.py SECONDS, in a folder that `guide start` made. Prints one line of JSON: milliseconds
of processor time, the fastest tenth, so that what else the machine does matters little; and the
most memory that the process has taken, in MB. The parts are timed in turns, for the same reason.
"""

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from guide.bench.asked import ask

LEAST, MOST = 5, 2000  # how often each part is timed
STATUS = Path("/proc/self/status")


def times_ms(calls: dict[str, Callable[[], Any]], seconds: float) -> dict[str, float]:
    """Return the fastest tenth of each call's times; all are repeated, in turns, for some time."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    end = time.perf_counter() + seconds
    rounds = 0
    while rounds < LEAST or (rounds < MOST and time.perf_counter() < end):
        for name, call in calls.items():
            begin = time.process_time()
            call()
            times[name].append(time.process_time() - begin)
        rounds += 1
    return {name: 1000 * sorted(each)[len(each) // 10] for name, each in times.items()}


def memory_mb() -> float:
    """Return the most memory that this process has taken, in MB."""
    try:  # what getrusage gives on Linux is the larger of this process and the one that started it
        return int(re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())[1]) / 1024  # type: ignore[index]
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts in bytes


def main() -> None:
    """Do what the command line says."""
    seconds = float(sys.argv[1])
    sys.path.insert(0, str(Path.cwd()))
    from service.model import current  # type: ignore[import-not-found]
    from service.wsgi import application  # type: ignore[import-not-found]

    model = current()
    row = model.example
    body = json.dumps(row).encode()
    status, _, said = ask(application, "POST", "/predict", body)
    if not status.startswith("200"):
        sys.exit(f"POST /predict: {status}: {said[:500].decode(errors='replace')}")
    answer = json.loads(said)
    parts: dict[str, Callable[[], Any]] = {
        "request_ms": lambda: ask(application, "POST", "/predict", body),
        "model_ms": lambda: model.predict(row),
        "json_ms": lambda: (json.loads(body), json.dumps(answer)),
    }
    found = times_ms(parts, 2 * seconds)
    print(json.dumps({**found, "memory_mb": memory_mb(), "length": len(said), "row": row}))


if __name__ == "__main__":
    main()
