"""Fixtures for all tests: a real browser, which is found or installed here, and real servers."""

import contextlib
import functools
import gc
import http.server
import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import hypothesis
import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)
from werkzeug.serving import make_server

from guide import create_app, export
from guide.engine.model import Guide
from guide.web import checked
from guide.web.served import Served
from tests import heavy
from tests.programs import MissingError, launch, one_at_a_time, prepare

# Playwright keeps an event loop in the tests' thread; Django, called there, takes it for async code
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# what trains a model starts a thread for each core, which spins while it waits for the others
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# all exports of a run are of one day, though midnight passes
os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(time.time())))

# a shell's background job ignores Ctrl-C, and so would every command that a test interrupts
signal.signal(signal.SIGINT, signal.default_int_handler)

# nothing is thrown away before the tests begin: there is no garbage to look for until then
gc.disable()

# how long an example takes says more of the machine than of the code
hypothesis.settings.register_profile("guide", deadline=None)
hypothesis.settings.load_profile("guide")

# milliseconds to wait for what a page does, which takes no time but on a busy machine
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)

ROOT = Path(__file__).parent.parent
SITES = ROOT / "tests" / "sites"
# what a test needs, told by the fixtures it uses: `make quick` leaves both kinds out,
# and the heavy ones
MARKS = {"playwright": "browser", "processes": "server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by what they use, and put them in order."""
    for item in items:
        assert isinstance(item, pytest.Function)
        for fixture in MARKS.keys() & set(item.fixturenames):
            item.add_marker(MARKS[fixture])
        if heavy.is_heavy(item):
            item.add_marker("heavy")
    items[:] = in_order(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def in_order(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Return the tests so that the benchmark's come first, then the demos', then the longest.

    Of several processes each begins with an equal part of the list; who is done takes from the ends
    of the others. So the first begins with the benchmark's tests, which run loops of their own, as
    nobody can after a browser was started in the process, the second with all that serve demos,
    since every process that does has to start the twins, and each other with a share of the
    longest: a long one that began last would keep all others waiting.
    """
    bench, demos = ROOT / "tests" / "bench", ROOT / "tests" / "demos"
    by_length = sorted(items, key=lambda item: not item.get_closest_marker("long"))
    first = [item for item in by_length if bench in item.path.parents]
    second = [
        item
        for item in by_length
        if demos in item.path.parents and item.get_closest_marker("server") and processes > 1
    ]
    taken = {*first, *second}
    rest = [item for item in by_length if item not in taken]
    long = [item for item in rest if item.get_closest_marker("long")]
    others = processes - 2
    parts = [first, second, *(long[number::others] for number in range(others))]
    if others <= 0:
        parts = [first, long + second] if others == 0 else [first + long]
    left, size = iter(rest[len(long) :]), len(items) // processes
    filled = [[*part, *islice(left, max(0, size - len(part)))] for part in parts]
    return [*chain.from_iterable(filled), *left]


def pytest_collection_finish() -> None:
    """Keep all that was imported and collected out of every later search for garbage."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def processes() -> Iterator[contextlib.ExitStack]:
    """What ends with the session. Whoever starts a process that serves asks for this."""
    with contextlib.ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    try:
        prepare()
    except MissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    try:
        browser = launch(playwright)
    except MissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    yield browser
    browser.close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files, without a line for each."""

    def log_message(self, *args: Any) -> None:
        pass


@contextlib.contextmanager
def running(server: Any) -> Iterator[str]:
    """Run a server in a thread; yield its address, without a slash at the end."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application on a free port; yield its address."""
    with running(make_server("127.0.0.1", 0, app, threaded=True)) as url:
        yield url


@contextlib.contextmanager
def serving_files(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port, as a plain static host does; yield its address."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with running(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as url:
        yield url


def frozen(site: Path, output: Path, url: str = "") -> Path:
    """Export a site, with the demos' kept recordings, which is quicker; return the folder."""
    with mock.patch.dict(os.environ, GUIDE_RECORD="off"):
        for _ in export.freeze(site, output, url):
            pass
    return output


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return a site's export, which is made once for all of the processes that run tests.

    It lies in `guide/` of a folder of its own.
    """
    base = tmp_path_factory.getbasetemp()
    together = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def export_once(site: Path) -> Path:
        output = together / f"export-{site.name}" / "guide"
        with one_at_a_time(together / f"export-{site.name}.lock"):
            return output if output.is_dir() else frozen(site, output)

    return export_once


@functools.cache
def served(site: Path) -> Served:
    """Load a site of this repository, once in each process."""
    return checked.load(site)


def guide_of(site: Path) -> Guide:
    """Return the guide of a site of this repository."""
    return served(site).site.guide


# answers to this repository's guide that settle who leads, and leave open what may come first
SETTLED = {
    "existing-code": "none",
    "project-size": "small",
    "audience": "programs",
    "experience": "intermediate",
    "database": "none",
    "auth": "open",
    "extensions": "choose",
}


def real_cases(name: str = "real_cases.jsonl") -> list[dict[str, Any]]:
    """Return the public cases of a file; `test_real_cases.py` says what they hold."""
    lines = (ROOT / "tests" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with what it holds."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="session")
def app() -> Flask:
    """The application that serves this repository's site."""
    return create_app(ROOT)


@pytest.fixture(scope="session")
def live(app: Flask) -> Iterator[str]:
    """The address of this repository's site, served live."""
    with serving(app) as url:
        yield url


@pytest.fixture(scope="session")
def build(exported: Callable[[Path], Path]) -> Path:
    """This repository's site, exported; it lies in `guide/` of a folder of its own."""
    return exported(ROOT)


@pytest.fixture(scope="session")
def static(build: Path) -> Iterator[str]:
    """The address of the exported site at the root of a static host."""
    with serving_files(build) as url:
        yield url


@pytest.fixture(scope="session")
def static_below(build: Path) -> Iterator[str]:
    """The address of the exported site under a path of a static host."""
    with serving_files(build.parent) as url:
        yield f"{url}/{build.name}"


class Sites:
    """The places where the same site can be visited; `url` makes an address there."""

    def __init__(self, **bases: str) -> None:
        self.bases = bases

    def url(self, place: str, path: str) -> str:
        """Return the address of a page of the site: `path` starts with a slash."""
        path, mark, query = path.partition("?")
        if self.bases[place].startswith("file:") and path.endswith("/"):
            path += "index.html"
        return self.bases[place] + path + mark + query


@pytest.fixture(scope="session")
def places(live: str, static: str, static_below: str, build: Path) -> Sites:
    return Sites(live=live, static=static, below=static_below, file=build.as_uri())


OpenPage = Callable[..., Page]
WIDE: ViewportSize = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def shared(browser: Browser) -> Callable[[bool], BrowserContext]:
    """Return a browser with or without scripts, which the tests of this process share.

    To make one for a page takes three times as long as to open the page.
    """

    @functools.cache
    def made(scripts: bool) -> BrowserContext:
        context = browser.new_context(viewport=WIDE, java_script_enabled=scripts)
        context.set_default_timeout(PATIENCE)
        context.new_page()  # one that stays keeps what draws the others
        return context

    return made


@pytest.fixture
def open_page(browser: Browser, shared: Callable[[bool], BrowserContext]) -> Iterator[OpenPage]:
    """Open an address in a page of its own; at the end, fail if the page complained.

    A page may load nothing from another host, log nothing to the console and raise nothing. No
    cookie and no permission outlives a test.
    """
    complaints: list[str] = []
    with contextlib.ExitStack() as stack:

        def opened(
            url: str,
            viewport: ViewportSize = WIDE,
            java_script_enabled: bool = True,
            **options: Any,
        ) -> Page:
            if options:
                context = browser.new_context(
                    viewport=viewport, java_script_enabled=java_script_enabled, **options
                )
                context.set_default_timeout(PATIENCE)
                stack.callback(context.close)
            else:
                context = shared(java_script_enabled)
                stack.callback(context.clear_cookies)
                stack.callback(context.clear_permissions)
            page = context.new_page()
            stack.callback(page.close)
            if viewport != WIDE:
                page.set_viewport_size(viewport)
            watch(page, urlsplit(url).netloc, complaints)
            page.goto(url)
            return page

        yield opened
    assert complaints == []


def watch(page: Page, host: str, complaints: list[str]) -> None:
    """Note what a page logs, raises, fails to load, or asks of another host."""

    def logged(message: Any) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{page.url}: {message.type}: {message.text}")

    def requested(request: Any) -> None:
        if urlsplit(request.url).netloc != host:
            complaints.append(f"{page.url}: asks for {request.url}")

    page.on("console", logged)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: raises {error}"))
    page.on("request", requested)


@pytest.fixture(scope="session")
def trip(exported: Callable[[Path], Path]) -> Iterator[Sites]:
    """A made-up guide with three alternatives, vetoes and a condition: live, and as files."""
    with serving(create_app(SITES / "trip")) as url:
        yield Sites(live=url, file=exported(SITES / "trip").as_uri())


@pytest.fixture(scope="session")
def awkward(exported: Callable[[Path], Path]) -> Iterator[Sites]:
    """A made-up guide whose ids and texts are hard on a page: live, and as files."""
    with serving(create_app(SITES / "awkward")) as url:
        yield Sites(live=url, file=exported(SITES / "awkward").as_uri())
