"""`guide serve`, from outside: it follows edits, shows mistakes, and stops when it is told to."""

import contextlib
import errno
import gc
import http.client
import itertools
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser
from waitress.adjustments import Adjustments
from werkzeug.test import Client

from guide import create_app
from guide.cli import sites
from guide.demos.heads import bare_heads
from guide.web import headers, serving, watching
from guide.web.following import Following
from tests.conftest import SITES

GUIDE = Path(sys.executable).parent / "guide"
PATIENCE = 30.0  # seconds, on a busy machine


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not follow"
        time.sleep(0.05)


class Server:
    """A `guide serve` that runs on a copy of a site."""

    def __init__(self, site: Path, process: subprocess.Popen[str]) -> None:
        self.site, self.process = site, process
        assert process.stdout is not None
        self.told = [process.stdout.readline(), process.stdout.readline()]
        self.port = int(re.search(r":(\d+)/$", self.told[0].strip())[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.site / name
        text = path.read_text()
        assert old in text
        half = path.resolve().with_name(f".{path.name}.tmp")
        half.write_text(text.replace(old, new))
        half.replace(path.resolve())  # nobody sees it half written

    def until_status(self, status: int, path: str = "/") -> str:
        until(lambda: self.get(path)[0] == status)
        return self.get(path)[2]


@contextlib.contextmanager
def served(site: Path, *options: str) -> Iterator[Server]:
    process = subprocess.Popen(
        [GUIDE, "serve", "--site", site, "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        yield Server(site, process)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "trip"
    shutil.copytree(SITES / "trip", folder)
    return folder


@pytest.fixture
def server(processes: object, site: Path) -> Iterator[Server]:
    with served(site) as running:
        yield running


def test_it_says_what_is_served_and_how_to_stop(server: Server) -> None:
    """Two lines, and nothing of a development server; SIGTERM ends it with 0."""
    assert [
        f"Serving {server.site} on {server.url}/\n",
        "Ctrl-C stops it. Every edit is shown by itself.\n",
    ] == server.told
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as old:
        old.sendall(b"GET /questions HTTP/1.0\r\n\r\n")  # which need not name a host
        assert f"Location: {server.url}/questions/\r\n" in old.makefile("rb").read().decode()
    server.process.send_signal(signal.SIGTERM)
    out, err = server.process.communicate(timeout=PATIENCE)

    assert (0, "", "") == (server.process.returncode, out, err)


def test_every_file_is_followed(server: Server) -> None:
    """The guide, its words, a new page in a new folder, and a static file."""
    server.edit("criteria.yaml", "How shall we travel?", "How do we get there?")
    until(lambda: "How do we get there?" in server.get("/")[2])
    (server.site / "phrases.yaml").write_text("problem.rest: And so on.\n")
    until(lambda: "And so on." in server.get("/result/?x=y")[2])
    (server.site / "content" / "more").mkdir(parents=True)
    (server.site / "content" / "more" / "new.md").write_text(
        "---\ntitle: Something new\nsummary: One sentence.\n---\n\nText.\n"
    )
    assert "Something new" in server.until_status(200, "/more/new/")
    (server.site / "static").mkdir(exist_ok=True)
    (server.site / "static" / "mine.css").write_text("b {}")
    server.until_status(200, "/static/mine.css")
    (server.site / "content" / "more" / "new.md").unlink()
    server.until_status(404, "/more/new/")


def test_mistake_is_shown_until_it_is_mended(server: Server) -> None:
    """All lines of `guide check` on a page with our headers; the process goes on."""
    headers = server.get("/")[1]
    server.edit("criteria.yaml", "title: How", "titel: <How>")
    page = server.until_status(503)
    status, sent, _ = server.get("/questions/")
    lines = subprocess.run(
        [GUIDE, "check", "--site", server.site], capture_output=True, text=True, check=False
    ).stdout.splitlines()

    assert 2 == len(lines)
    assert lines == [re.sub("&#39;", "'", line) for line in re.findall("<code>(.*?)</code>", page)]
    assert "2 mistakes in this guide" in page
    assert (503, "no-store") == (status, sent["Cache-Control"])
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"):
        assert headers[name] == sent[name]
    assert (503, "") == server.get("/", "HEAD")[::2]

    server.edit("criteria.yaml", "titel: <How>", "title: How")
    server.until_status(200)
    server.process.terminate()
    _, err = server.process.communicate(timeout=PATIENCE)

    assert [*lines, "No mistakes any more."] == err.splitlines()


def test_mistake_at_the_start(processes: object, site: Path) -> None:
    """It serves all the same, shows the mistake, and then what was mended."""
    text = (site / "criteria.yaml").read_text()
    (site / "criteria.yaml").write_text("[")
    with served(site) as server:
        assert "<code>criteria.yaml:" in server.until_status(503)
        (site / "criteria.yaml").write_text(text)
        server.until_status(200)


def test_without_reload(processes: object, site: Path) -> None:
    """No script, no address of it, no edit is followed."""
    with served(site, "--no-reload") as server:
        assert "Ctrl-C stops it.\n" == server.told[1]
        before = server.get("/")[2]
        server.edit("criteria.yaml", "How shall we travel?", "How do we get there?")
        time.sleep(1)

        assert "/serve/" not in before
        assert 404 == server.get("/serve/changes")[0]
        assert before == server.get("/")[2]


def test_the_script_is_only_where_edits_are_followed(server: Server) -> None:
    """Not with another server; and not in the answer to a form, which would be sent again."""
    client = create_app(SITES / "trip").test_client()

    assert '<script src="/serve/changes.js?v=' in server.get("/")[2]
    assert "/serve/" not in client.get("/").text
    assert 404 == client.get("/serve/changes.js").status_code


def test_the_browser_reloads_itself(server: Server, browser: Browser) -> None:
    """An edit, a mistake and its mending show by themselves; the place on the page is kept."""
    with contextlib.closing(browser.new_context(viewport={"width": 800, "height": 300})) as context:
        page = context.new_page()
        page.goto(f"{server.url}/questions/")
        page.evaluate("scrollTo(0, 400)")
        server.edit("criteria.yaml", "What may it cost?", "What can you pay?")
        page.wait_for_selector("text=What can you pay?", timeout=PATIENCE * 1000)
        until(lambda: abs(page.evaluate("scrollY") - 400) < 3)
        server.edit("criteria.yaml", "title: How", "titel: How")
        page.wait_for_selector("text=2 mistakes in this guide", timeout=PATIENCE * 1000)

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

        server.edit("criteria.yaml", "titel: How", "title: How")
        page.wait_for_selector("text=What can you pay?", timeout=PATIENCE * 1000)
        until(lambda: abs(page.evaluate("scrollY") - 400) < 3)


NO_STORAGE = """Object.defineProperty(window, "sessionStorage", {
    get() { throw new DOMException("denied", "SecurityError"); },
})"""


def test_the_browser_reloads_itself_though_it_keeps_nothing(
    server: Server, browser: Browser
) -> None:
    """Some are set so that no site can keep anything."""
    with contextlib.closing(browser.new_context()) as context:
        context.add_init_script(NO_STORAGE)
        page = context.new_page()
        page.goto(f"{server.url}/questions/")
        server.edit("criteria.yaml", "What may it cost?", "What can you pay?")
        page.wait_for_selector("text=What can you pay?", timeout=PATIENCE * 1000)


def test_slow_clients_are_not_noticed(server: Server) -> None:
    """Two hundred that send a byte now and then; others are served in under two seconds."""
    with contextlib.ExitStack() as stack:
        slow = [
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            for _ in range(200)
        ]
        for each in slow:
            each.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        began = time.monotonic()
        status = server.get("/questions/")[0]

        assert 200 == status
        assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("soft", "hard", "files"), [(64, 64, 64), (64, 1024, 1024), (64, -1, 4000)]
)
def test_connections_leave_files_for_what_answers_them(
    soft: int, hard: int, files: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where few may be open, those beyond wait at the door, with no attempt after attempt."""
    bounds = [soft, hard]
    monkeypatch.setattr(resource, "getrlimit", lambda _: tuple(bounds))
    monkeypatch.setattr(resource, "setrlimit", lambda _, wanted: bounds.__setitem__(0, wanted[0]))

    assert files == serving._allow_files(2 * serving.CONNECTIONS)


SLOW = """
import signal, sys, time
from guide.web import serving

def app(environ, start_response):
    print("asked", flush=True)
    time.sleep(1)
    start_response("200 OK", [("Content-Length", "3000000")])
    return [b"x" * 3_000_000]

serving.serve(app, "127.0.0.1", 0, lambda address: print(address, flush=True))
print("stopped", flush=True)
"""


@pytest.mark.parametrize(("body", "waits"), [("", False), ("a=", True)])
def test_only_what_is_not_there_yet_is_waited_for(body: str, waits: bool) -> None:
    """Whoever expects a "100 Continue" gets it where there is a body; or else an answer."""
    parser = serving.Parser(Adjustments())
    length = f"Content-Length: {3 if body else 0}\r\n"
    parser.received(f"POST / HTTP/1.1\r\nExpect: 100-continue\r\n{length}\r\n{body}".encode())

    assert waits == bool(parser.expect_continue) == (not parser.completed)


def test_an_address_that_is_none_is_refused() -> None:
    """As all that cannot be read: it does not end the connection without a word."""
    parser = serving.Parser(Adjustments())
    parser.received(b"GET http://[/ HTTP/1.1\r\n\r\n")

    assert (True, 400) == (parser.completed, parser.error.code)


def test_head_and_body_are_sent_at_once() -> None:
    """A host that is gone between them would leave a proxy with half an answer."""
    sent: list[bytes] = []
    server = SimpleNamespace(adj=Adjustments())
    request = SimpleNamespace(version="1.1", headers={})
    task = serving.Answer(SimpleNamespace(server=server, write_soon=sent.append), request)
    task.complete, task.content_length = True, 10
    task.write(b"Hello")
    task.write(b"World")
    task.finish()

    assert [b"Hello", b"World"] == [part.rpartition(b"\r\n\r\n")[2] for part in sent]
    assert sent[0].startswith(b"HTTP/1.1 200 OK\r\n")


def test_what_cannot_be_read_is_refused_with_the_headers_of_every_answer() -> None:
    """The server answers it by itself: no application sees it."""
    sent: list[bytes] = []
    server = SimpleNamespace(adj=Adjustments())
    request = serving.Parser(server.adj)
    request.received(b"GET http://[/ HTTP/1.1\r\n\r\n")
    serving.Refusal(SimpleNamespace(server=server, write_soon=sent.append), request).execute()

    assert sent[0].startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert [] == [name for name in headers.HEADERS if f"\r\n{name}: ".encode() not in sent[0]]


@pytest.mark.parametrize(("method", "body"), [("GET", b"Hello"), ("HEAD", b"")])
def test_whoever_asks_for_headers_gets_no_body(method: str, body: bytes) -> None:
    """Django leaves that to the server."""

    def app(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Length", "5")])
        return [b"Hello"]

    answer = Client(bare_heads(app)).open(method=method)

    assert (200, "5", body) == (answer.status_code, answer.headers["Content-Length"], answer.data)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_is_in_flight_is_finished(processes: object, number: int) -> None:
    """The answer that is being made is sent whole; nobody new is taken."""
    with subprocess.Popen(
        [sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True
    ) as process:
        port = int(process.stdout.readline().strip().rpartition(":")[2].strip("/"))
        got: list[int] = []

        def ask() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/")
            got.append(len(connection.getresponse().read()))
            connection.close()

        asking = threading.Thread(target=ask)
        asking.start()
        assert "asked\n" == process.stdout.readline()
        process.send_signal(number)
        asking.join(PATIENCE)

        assert [3_000_000] == got
        assert "stopped\n" == process.stdout.readline()
        assert 0 == process.wait(PATIENCE)
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", port))


@pytest.mark.parametrize(("before", "count"), [(signal.SIG_DFL, 1), (signal.SIG_IGN, 0)])
def test_a_terminal_that_is_closed_stops_it(before: signal.Handlers, count: int) -> None:
    """As it is told to; but not where `nohup` has it ignored."""
    former = signal.signal(signal.SIGHUP, before)
    try:
        with serving._Signals(lambda: None) as signals:
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, former)

    assert count == signals.count


def test_whatever_is_printed_it_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk and a reader that is gone are no end of a server."""
    with open("/dev/full", "w") as full:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", full)
        sites._say("Serving …")
        sites._say("Ctrl-C stops it.")


@pytest.mark.skipif(not shutil.which("unshare") or os.geteuid() != 0, reason="needs unshare, root")
def test_sigterm_as_process_1(processes: object, site: Path) -> None:
    """In a namespace of its own, as in a container, where nothing else would stop it."""
    # unshare waits for its child, which is process 1 inside
    parent = subprocess.Popen(
        ["unshare", "--pid", "--fork", GUIDE, "serve", "--site", site, "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert parent.stdout is not None
        if not parent.stdout.readline():
            pytest.skip("this system gives no namespace")
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGTERM)

        assert 0 == parent.wait(PATIENCE)
    finally:
        parent.kill()
        parent.communicate()


def test_what_is_looked_at(site: Path) -> None:
    """Hidden files, what editors write beside a file, and the export change nothing."""
    before = watching.snapshot(site)
    for name in (
        *("build/index.html", ".criteria.yaml.swp", "content/.obsidian/x.md", "content/.#home.md"),
        *(
            "content/home.md~",
            "content/#home.md#",
            "static/x.css.swp",
            "instance/db",
            "content/4913",
        ),
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("x")

    assert before == watching.snapshot(site)
    (site / "content" / "home.md").write_text("x")
    assert before != watching.snapshot(site)


@pytest.mark.parametrize("host", ["ü..x", "a b", ""])
def test_what_is_no_host_is_told(host: str) -> None:
    """By the error of the server, not by a traceback of ours."""
    assert serving.is_free(host, 0)
    with pytest.raises(serving.ListenError):
        serving.serve(lambda environ, start: [], host, 0, print)


def test_a_site_that_was_never_followed_is_left(site: Path) -> None:
    """Where no port could be had, that is told, and nothing else."""
    following = Following(site, lambda mistakes: None)
    following.stop()

    assert not following.edition.mistakes


def test_a_setting_that_only_an_edit_needs_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends neither the server nor the thread that follows what else is edited."""
    monkeypatch.setenv("DATABASE_URL", "mysql://")
    told: list[Sequence[str]] = []
    following = Following(site, told.append)
    following.start()
    guide = site / "criteria.yaml"
    text = guide.read_text()
    guide.write_text(f"demos: true\n{text}")
    until(lambda: len(told) == 1)
    guide.write_text(text)
    until(lambda: len(told) == 2)
    following.stop()

    assert told[0][0].startswith("DATABASE_URL is no address")
    assert told[1] == ()


def test_nothing_is_left_of_what_was_served_before_an_edit(site: Path) -> None:
    """Each edit would keep some megabytes else, until many more of them."""
    following = Following(site, lambda mistakes: None)
    Client(following).get("/compare/")
    before = weakref.ref(following.edition.app)
    following.start()
    gc.disable()
    try:
        guide = site / "criteria.yaml"
        guide.write_text(f"{guide.read_text()}\n# edited\n")
        until(lambda: before() is None)
    finally:
        gc.enable()
        following.stop()


def test_a_folder_that_cannot_be_entered_is_passed_over(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files can be listed there, and nothing else: `guide check` says so."""
    before = watching.snapshot(site)
    closed = site / "content" / "closed"
    closed.mkdir(parents=True)
    (closed / "page.md").touch()
    look = Path.stat

    def stat(path: Path, **how: Any) -> os.stat_result:
        if path.parent == closed:
            raise PermissionError(errno.EACCES, "Permission denied")
        return look(path, **how)

    monkeypatch.setattr(Path, "stat", stat)

    assert {str(closed / "page.md")} == {*watching.snapshot(site)} - {*before} - {str(closed)}


def test_what_is_a_mistake_is_looked_at(site: Path) -> None:
    """A link that leads nowhere, and a file whose name is almost one that is read."""
    looks = [watching.snapshot(site)]
    (site / "static").mkdir(exist_ok=True)
    (site / "static" / "map.png").symlink_to("nowhere.png")
    looks.append(watching.snapshot(site))
    (site / "phrase.yml").write_text("x")
    looks.append(watching.snapshot(site))

    assert [False, False] == [before == after for before, after in itertools.pairwise(looks)]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere such a folder cannot be made")
def test_edits_in_a_folder_whose_name_is_no_text_are_seen(site: Path) -> None:
    """What watches for the system cannot be told of it, so it is looked at."""
    folder = site / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    stop = threading.Event()
    before = watching.snapshot(folder)
    (folder / "criteria.yaml").write_text("x")
    watching.follow(folder, before, stop.set, stop)

    assert stop.is_set()
