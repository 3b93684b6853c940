"""Addresses outside a site, tried against a server on this machine and never against another."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from guide.cli import main
from guide.loading import links
from tests.conftest import SITES

PAGE = b'<h2 id="there">x</h2><a name=old>y</a><h2 id="user-content-readme">z</h2>'
TRIP = (SITES / "trip" / "criteria.yaml").read_text(encoding="utf-8")
CLAIM = """claims:
  - says: x
    verdict: holds
    note: y
    checked: 2026-01-01
    sources:
      - {title: Good, url: "%s/good"}
      - {title: Gone, url: "%s/gone"}
"""


class Handler(BaseHTTPRequestHandler):
    """`/good` is a page, `/moved` leads to it, `/text` is no page, `/slow` does not answer."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if self.path == "/slow":
            self.server.stopped.wait(10)  # type: ignore[attr-defined]
            return
        status = {"/good": 200, "/text": 200, "/moved": 301}.get(self.path, 404)
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if self.path == "/text" else "text/html")
        self.send_header("Location", "/good")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    """A server on loopback; `asked` holds the paths that it was asked for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []  # type: ignore[attr-defined]
    server.stopped = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.stopped.set()  # type: ignore[attr-defined]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def base(server: ThreadingHTTPServer) -> str:
    """The server's address."""
    server.asked.clear()  # type: ignore[attr-defined]
    return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def site(base: str, tmp_path: Path) -> Path:
    """A site with claims, a page for each question, and a page of links."""
    (tmp_path / "criteria.yaml").write_text(TRIP + CLAIM % (base, base))
    folder = tmp_path / "content" / "criteria"
    folder.mkdir(parents=True)
    head = "---\ntitle: A page\nsummary: What it says.\n---\n"
    for name in ("budget", "company", "distance", "fear", "luggage"):
        (folder / f"{name}.md").write_text(head)
    text = f"[1]({base}/good#there) [2](/compare/)\n[3]({base}/gone) [4]({base}/good#no)\n"
    (tmp_path / "content" / "about.md").write_text(head + text)
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "good",
        "moved",
        "good#there",
        "good#old",
        "good#readme",
        "moved#there",
        "text#x",
        "good#:~:text=x",
    ],
)
def test_an_address_that_answers_is_right(path: str, base: str) -> None:
    """Redirects are followed; a passage is looked for in pages of HTML only."""
    assert links.try_address(f"{base}/{path}") is None


@pytest.mark.parametrize(
    ("path", "problem"),
    [("gone", "answers 404 Not Found"), ("good#no", "has no passage '#no'")],
)
def test_what_is_wrong_is_said(path: str, problem: str, base: str) -> None:
    """An error's number, and the passage that is missing."""
    assert problem == links.try_address(f"{base}/{path}")


def test_letters_are_sent_as_a_browser_sends_them(base: str, server: ThreadingHTTPServer) -> None:
    """Such an address is right as it is written; what is encoded already stays."""
    links.try_address(f"{base}/Käse?a=ü&b=%C3%BC+c#there")

    unknown = links.try_address("http://bücher.invalid/")

    assert unknown is not None
    assert "codec" not in unknown
    assert ["/K%C3%A4se?a=%C3%BC&b=%C3%BC+c"] == server.asked  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["https://[", "https://[x]/", "http://a..b/", "https://x:y/"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    """It is wrong like one that does not answer."""
    problem = links.try_address(address)

    assert problem is not None
    assert problem.startswith("cannot be reached: ")


def test_an_address_that_does_not_answer_is_given_up(base: str) -> None:
    """After the time-out, and where nothing listens."""
    slow = links.try_address(f"{base}/slow", seconds=0.2)
    nobody = links.try_address("http://127.0.0.1:9/", seconds=5)

    assert slow is not None
    assert "timed out" in slow
    assert nobody is not None
    assert nobody.startswith("cannot be reached: ")


def test_every_place_is_named_and_each_address_asked_once(
    site: Path, base: str, server: ThreadingHTTPServer
) -> None:
    """A bad address that stands twice is two mistakes, and one request."""
    line = len(TRIP.splitlines()) + 8
    column = len("[3](/gone) [4](") + len(base) + 1

    assert [
        f"criteria.yaml:{line}:28: claims[0].sources[1].url: {base}/gone: answers 404 Not Found",
        f"content/about.md:6:5: {base}/gone: answers 404 Not Found",
        f"content/about.md:6:{column}: {base}/good#no: has no passage '#no'",
    ] == [str(mistake) for mistake in links.check(site)]
    assert 1 == server.asked.count("/gone")  # type: ignore[attr-defined]


def test_the_source_of_a_case_is_tried(site: Path, base: str) -> None:
    """Where a case is told is an address outside the site like any other."""
    case = f"cases:\n  - name: x\n    answers: {{}}\n    winner: null\n    source: {base}/gone\n"
    (site / "cases.yaml").write_text(case)

    assert f"cases.yaml:5:13: cases[0].source: {base}/gone: answers 404 Not Found" in [
        str(mistake) for mistake in links.check(site)
    ]


def test_not_too_many_at_once(site: Path) -> None:
    """However many addresses there are, few are tried at the same time."""
    text = "".join(f"[{n}](https://example.org/{n})\n" for n in range(60))
    about = site / "content" / "about.md"
    about.write_text(about.read_text() + text)
    lock, now, most = threading.Lock(), 0, 0

    def attempt(address: str) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        threading.Event().wait(0.01)
        with lock:
            now -= 1

    assert [] == links.check(site, attempt)
    assert 1 < most <= links.AT_ONCE


def test_command(site: Path, base: str) -> None:
    """`guide check --links` prints the bad ones and exits with 1; without it nothing is asked."""
    arguments = ["check", "--site", str(site)]
    plain = CliRunner().invoke(main, arguments)
    tried = CliRunner().invoke(main, [*arguments, "--links"])

    assert (0, 1) == (plain.exit_code, tried.exit_code)
    assert f"{base}/gone: answers 404 Not Found" in tried.stdout

    (site / "criteria.yaml").write_text(TRIP)
    (site / "content" / "about.md").write_text(
        f"---\ntitle: A page\nsummary: What it says.\n---\n[1]({base}/good)\n"
    )
    good = CliRunner().invoke(main, [*arguments, "--links"])

    assert 0 == good.exit_code
    assert "1 address outside the site: it answers" in good.stdout
