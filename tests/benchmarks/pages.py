"""Print how many requests a second each kind of page answers, beside a bare Flask view.

The site and the bare views, which return strings of the same sizes, run in a gunicorn of their own:
one worker, four threads. Eight connections ask, from a third process, in paired blocks: a second
of the one, a second of the other. The median of the ratios counts. What no visitor's answers change
is asked for as a browser does, compressed; a result has another address each time.

Run it by hand: .venv/bin/python -m tests.benchmarks.pages [BLOCKS] [PATH...]
"""

import contextlib
import multiprocessing
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

from flask import Flask

from guide.engine.model import Guide
from guide.loading import criteria
from tests.conftest import ROOT

BLOCKS = 7  # pairs for each page
SECONDS = 1.0  # of one block
CONNECTIONS = 8
ENCODINGS = "gzip, deflate, br"
# what each kind of page has to reach
GOALS = {
    "/": 0.8,
    "/compare/": 0.8,
    "/criteria/": 0.8,
    "/benchmarks/": 0.8,
    "/method/": 0.8,
    "/demos/": 0.8,
    "/static/style.css": 0.5,
    "/questions/": 0.25,
    "/result/": 0.25,
    "/api/recommend": 0.4,
}


def bare() -> Flask:
    """Make the application whose view returns a string of a size."""
    app = Flask(__name__)

    @app.get("/<int:size>")
    def view(size: int) -> str:
        return texts.setdefault(size, "x" * size)

    texts: dict[int, str] = {}
    return app


@contextlib.contextmanager
def serving(what: str) -> Iterator[int]:
    """Run an application in gunicorn; yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", what]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"GUIDE_SITE": str(ROOT)})
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def addresses(path: str, guide: Guide, seed: int) -> Iterator[str]:
    """Yield what to ask for: another set of answers each time where the page depends on them."""
    if path not in ("/questions/", "/result/", "/api/recommend"):
        while True:
            yield path
    chance = random.Random(seed)
    while True:
        pairs = {c.id: chance.choice(c.options).id for c in guide.criteria if chance.random() < 0.7}
        pairs |= {f"importance.{name}": str(chance.randrange(6)) for name in pairs}
        yield f"{path}?{urlencode(pairs)}"


def block(port: int, path: str, seed: int) -> float:
    """Return the requests a second of one block; fail if anything but 200 is answered."""
    guide, counts, failed = criteria.load(ROOT), [0] * CONNECTIONS, list[str]()

    def ask(number: int) -> None:
        asked = addresses(path, guide, seed * CONNECTIONS + number)
        prepared = [f"{next(asked)}" for _ in range(2000 if "?" in next(asked) else 1)]
        with socket.create_connection(("127.0.0.1", port)) as connection:
            file = connection.makefile("rb")
            ready.wait()
            while time.perf_counter() < start[0] + SECONDS:
                at = prepared[counts[number] % len(prepared)]
                text = f"GET {at} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {ENCODINGS}\r\n"
                connection.sendall(f"{text}\r\n".encode())
                status = file.readline()
                length = 0
                while (line := file.readline().lower()) not in (b"\r\n", b""):
                    if line.startswith(b"content-length:"):
                        length = int(line.partition(b":")[2])
                file.read(length)
                if b" 200 " not in status:
                    failed.append(f"{at}: {status!r}")
                    return
                counts[number] += 1

    start = [0.0]
    ready = threading.Barrier(CONNECTIONS, action=lambda: start.__setitem__(0, time.perf_counter()))
    threads = [threading.Thread(target=ask, args=(n,)) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(failed[0])
    return sum(counts) / (time.perf_counter() - start[0])


def size(port: int, path: str, guide: Guide) -> int:
    """Return the bytes that a page is sent in."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    asked = next(addresses(path, guide, 0))
    connection.request("GET", asked, headers={"Accept-Encoding": ENCODINGS})
    length = len(connection.getresponse().read())
    connection.close()
    return length


def main(blocks: int, paths: list[str]) -> None:
    """Measure each kind of page."""
    guide = criteria.load(ROOT)
    print(f"{'page':20} {'bytes':>7} {'bare/s':>8} {'page/s':>8} {'ratio':>6} {'goal':>5}")
    with (
        serving("guide:create_app()") as site,
        serving("tests.benchmarks.pages:bare()") as plain,
        multiprocessing.get_context("spawn").Pool(1) as clients,
    ):
        for path in paths:
            length = size(site, path, guide)
            asked = [(site, path), (plain, f"/{length}")]
            for pair in asked:
                clients.apply(block, (*pair, 0))
            pairs = []
            for number in range(1, blocks + 1):
                turn = asked if number % 2 else asked[::-1]
                found = {port: clients.apply(block, (port, at, number)) for port, at in turn}
                pairs.append((found[plain], found[site]))
            ratio = statistics.median(page / bare for bare, page in pairs)
            rates = [statistics.median(rate) for rate in zip(*pairs, strict=True)]
            missed = "" if ratio >= GOALS.get(path, 0) else "  missed"
            print(
                f"{path:20} {length:7,} {rates[0]:8,.0f} {rates[1]:8,.0f} {ratio:6.2f} "
                f"{GOALS.get(path, 0):5}{missed}",
                flush=True,
            )


if __name__ == "__main__":
    given = sys.argv[1:]
    many = int(given.pop(0)) if given and given[0].isdecimal() else BLOCKS
    main(many, given or list(GOALS))
