"""The export: whole, working wherever it is put, never half written, and small."""

import dataclasses
import functools
import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from unittest import mock
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from flask import Flask

from guide import create_app, export
from guide.cli import main
from guide.demos import processes
from guide.export import former, place
from guide.export.relative import relative
from guide.web import benchmarks, checked, headers, scripted
from guide.web.bundles import BUNDLES
from guide.web.pages import own_page
from tests.conftest import ROOT, SITES, OpenPage, Sites, files, frozen, served

SERVED = served(ROOT)
SITE, PATHS = SERVED.site, SERVED.paths
MAX_BYTES = 14_600  # ten packets: what a server sends before it waits for the first answer


@pytest.fixture
def output(exported: Callable[[Path], Path], tmp_path: Path) -> Path:
    """An export of the small site, which was there before; it lies in `tmp_path`."""
    return shutil.copytree(exported(SITES / "trip"), tmp_path / "build")


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the site as the README says, for an address."""
    output = tmp_path_factory.mktemp("addressed") / "build"
    return frozen(ROOT, output, "https://guides.example.org/flask-or-django/")


class Links(HTMLParser):
    """Collects what a page links to, what it loads, and the ids it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        loads = tag in ("script", "img", "iframe") or "stylesheet" in (found.get("rel") or "")
        loads = loads or "icon" in (found.get("rel") or "")
        for name in ("href", "src", "action"):
            if (target := found.get(name)) is not None:
                (self.loads if loads else self.links).append(target)
        if (name := found.get("id")) is not None:
            self.ids.append(name)


@dataclasses.dataclass(eq=False)
class Walk:
    """What a walk through all links of a folder of files found wrong."""

    folder: Path
    broken: list[str] = dataclasses.field(default_factory=list)

    def run(self) -> list[str]:
        for file in sorted(self.folder.rglob("*.html")):
            self.page(file)
        return self.broken

    @functools.cache  # noqa: B019 - lives as long as one test
    def read(self, file: Path) -> Links:
        return Links(file.read_text(encoding="utf-8"))

    def page(self, file: Path) -> None:
        found = self.read(file)
        for target in [*found.links, *found.loads]:
            if urlsplit(target).scheme:
                continue
            address, fragment = urldefrag(urljoin(file.as_uri(), target))
            path = Path(unquote(urlsplit(address).path))
            if not path.is_file() or not path.is_relative_to(self.folder):
                self.broken.append(f"{file.relative_to(self.folder)}: {target}: no such file")
            elif fragment and fragment not in self.read(path).ids:
                self.broken.append(f"{file.relative_to(self.folder)}: {target}: no such id")


def test_every_page_is_there(build: Path) -> None:
    """Every page of the live site, but the interface for programs, has a file."""
    tables = benchmarks.files(SERVED)
    expected = {f"{path.removeprefix('/')}index.html" for path in PATHS}
    expected |= {f"static/{name}" for name in SITE.static_files()}
    expected |= {"static/starter-data.js"}  # made of content/starter/
    expected |= {path.removeprefix("/") for path in tables}
    expected |= {f"static/{name}" for name in [*BUNDLES, scripted.NAME]}
    expected |= {"404.html", "robots.txt", "sitemap.xml", "_headers", ".nojekyll", export.MARKER}

    assert "/benchmarks/answer.csv" in tables
    assert expected == set(files(build))


def test_every_link_and_fragment_resolves(build: Path) -> None:
    """Every internal link of every page leads to a file, and its fragment to an id there."""
    assert [] == Walk(build).run()


def test_link_walker_finds_broken_links(tmp_path: Path) -> None:
    """The walker itself: a missing file, a missing id, a link out of the folder."""
    (tmp_path / "in").mkdir()
    page = '<a href="no.html"></a><a href="#no"></a><a href="../out.html"></a><p id="yes">'
    (tmp_path / "in" / "page.html").write_text(page + '<a href="page.html#yes"></a>')
    (tmp_path / "out.html").write_text("")

    assert [
        "page.html: no.html: no such file",
        "page.html: #no: no such id",
        "page.html: ../out.html: no such file",
    ] == Walk(tmp_path / "in").run()


def htmls(build: Path) -> dict[str, str]:
    """Return the text of every page of an export, by its path."""
    return {
        path: (build / (path.removeprefix("/") + "index.html" * path.endswith("/"))).read_text()
        for path in (*PATHS, "/404.html")
    }


def test_ids_are_unique(build: Path) -> None:
    """No page has an id twice."""
    ids = {path: Links(html).ids for path, html in htmls(build).items()}

    assert {} == {path: found for path, found in ids.items() if len(set(found)) < len(found)}


def test_nothing_is_loaded_from_elsewhere(build: Path) -> None:
    """Pages load only what lies beside them."""
    loads = [(path, load) for path, html in htmls(build).items() for load in Links(html).loads]

    assert loads
    assert [] == [(path, it) for path, it in loads if not it.startswith(("../", "static/"))]


@pytest.mark.parametrize("place", ["below", "file"])
def test_pages_show_at_every_place(place: str, places: Sites, open_page: OpenPage) -> None:
    """Below a path of a host and as files: no page complains, and each has its style.

    What shows below a path shows at a host's root, too: no address leads above the export, as
    `test_every_link_and_fragment_resolves` holds.
    """
    page = open_page(places.url(place, "/"))
    for path in PATHS:
        page.goto(places.url(place, path))

        assert "none" != page.evaluate("getComputedStyle(document.querySelector('.top')).display")
        assert "flex" == page.evaluate("getComputedStyle(document.querySelector('.top')).display")


def test_files_for_the_root(tmp_path: Path) -> None:
    """What lies in `static/root/` is at the root, live and exported, hidden folders as well."""
    site = tmp_path / "site"
    shutil.copytree(SITES / "trip", site)
    texts = {"CNAME": b"example.org\n", "favicon.ico": b"icon", ".well-known/security.txt": b"x"}
    for name, data in texts.items():
        (site / "static" / "root" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "static" / "root" / name).write_bytes(data)
    (site / "static" / "root" / "CNAME~").touch()  # an editor's
    written = files(frozen(site, tmp_path / "build"))
    served = {}
    for name in texts:
        with create_app(site).test_client().get(f"/{name}") as response:
            served[name] = response.data

    assert texts == {name: written[name] for name in texts} == served
    assert not [name for name in written if "root" in name or "~" in name]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("robots.txt", "'/robots.txt' is an address of the site itself (expected: another name)"),
        ("compare/a", "'/compare' is an address of the site itself (expected: another name)"),
        ("static/a", "'/static' is an address of the site itself (expected: another name)"),
        ("a b", "the name has a space or one of < > \\ (expected: a name without these)"),
    ],
)
def test_file_for_the_root_that_cannot_be_there(name: str, message: str, tmp_path: Path) -> None:
    """It is a mistake, at its place."""
    shutil.copytree(SITES / "trip", tmp_path / "site")
    file = tmp_path / "site" / "static" / "root" / name
    file.parent.mkdir(parents=True)
    file.touch()
    _, mistakes = checked.examine(tmp_path / "site")

    assert [f"static/root/{name}:1:1: {message}"] == [str(mistake) for mistake in mistakes]


def test_robots_and_sitemap(tmp_path: Path) -> None:
    """They carry the export's address; the sitemap lists the pages, with the guide's date."""
    output = frozen(SITES / "trip", tmp_path / "build", "https://example.org/trip")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ET.fromstring((output / "sitemap.xml").read_text())
    paths = [path for path in checked.load(SITES / "trip").paths if path != "/result/"]

    assert [f"https://example.org/trip{path}" for path in paths] == [
        loc.text for loc in root.iter(f"{space}loc")
    ]
    assert {"2026-01-31"} == {date.text for date in root.iter(f"{space}lastmod")}
    assert "Sitemap: https://example.org/trip/sitemap.xml\n" in (output / "robots.txt").read_text()


@pytest.mark.parametrize("url", ["", "https://example.org/", "https://example.org/a/b"])
def test_not_found_page_links_from_any_depth(url: str, tmp_path: Path) -> None:
    """With an address, `404.html` links from the root of it; without, to what lies beside it."""
    output = frozen(SITES / "trip", tmp_path / "build", url)
    found = Links((output / "404.html").read_text())
    links = [link for link in [*found.links, *found.loads] if not link.startswith(("#", "http"))]
    prefix = urlsplit(url).path.rstrip("/") + "/" if url else ""

    assert links
    assert [] == [link for link in links if not link.startswith(prefix) or ".." in link]
    missing = [link for link in links if not (output / link.removeprefix(prefix)).is_file()]
    assert [] == missing


def test_headers_file_is_that_of_the_live_site(build: Path) -> None:
    """Hosts that read `_headers` send what the live site sends over HTTPS."""
    first, *lines = (build / "_headers").read_text().splitlines()
    sent = dict(line.strip().split(": ", 1) for line in lines)

    assert "/*" == first
    assert headers.HEADERS | headers.TRANSPORT | {"Cache-Control": "no-cache"} == sent


def test_pages_carry_the_policy_themselves(build: Path) -> None:
    """Without any header from a host, each page has the policy in a <meta> of its own."""
    expected = {k: v for k, v in headers.POLICY.items() if k != "frame-ancestors"}
    for path, html in htmls(build).items():
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)

        assert policy, path
        assert expected == dict(
            part.split(" ", 1) for part in policy[1].replace("&#39;", "'").split("; ")
        ), path


@pytest.mark.parametrize("level", [9, 6])
@pytest.mark.parametrize("kind", ["live", "exported", "addressed"])
def test_questionnaire_is_small(
    kind: str, level: int, app: Flask, build: Path, addressed: Path
) -> None:
    """The questionnaire, compressed, with everything it loads, arrives in ten packets.

    So it does from an export that knows its address, which has more to say to previews.
    """
    client = app.test_client()
    folder = addressed if kind == "addressed" else build

    def get(path: str) -> bytes:
        if kind == "live":
            with client.get(path) as response:
                return response.data
        return (folder / (path.removeprefix("/") + "index.html" * path.endswith("/"))).read_bytes()

    html = get("/questions/")
    loads = [urljoin("/questions/", load) for load in Links(html.decode()).loads]
    sizes = {
        path: len(gzip.compress(data, level, mtime=0))
        for path, data in [("/questions/", html), *((load, get(load)) for load in loads)]
    }

    left = MAX_BYTES - sum(sizes.values())
    print(f"{kind}, level {level}: {left:,} bytes left")

    assert len(sizes) > 3
    assert left >= 0, sizes


def test_destination_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """A folder with other files, a file, and the site's sources are left alone."""
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work")
    for output, why in (
        (foreign, "holds files that guide freeze did not write"),
        (foreign / "thesis.txt", "is not a folder"),
        (SITES / "trip", "holds files that guide freeze did not write"),
        (SITES / "trip" / "content", "lies among the site's sources"),
        (SITES / "trip" / "static" / "build", "lies among the site's sources"),
    ):
        cure = "To fix this: name a new or an empty folder with --output."
        with pytest.raises(export.Refused, match=re.escape(f"{output} {why}. {cure}")):
            frozen(SITES / "trip", output)

    assert {"thesis.txt": b"years of work"} == files(foreign)


def test_empty_folder_and_earlier_export_are_replaced(tmp_path: Path) -> None:
    """What a run did not write is gone after it; nothing is left beside the export."""
    output = tmp_path / "build"
    output.mkdir()
    first = files(frozen(SITES / "trip", output))
    (output / "stale.html").write_text("old")

    assert first == files(frozen(SITES / "trip", output))
    assert [output] == list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["repository", "worktree"])
def test_a_host_who_publishes_by_git_keeps_the_repository(kind: str, tmp_path: Path) -> None:
    """It may be there before the first export or come later; it is no part of one."""
    output = tmp_path / "build"
    kept = output / ".git" / "config" if kind == "repository" else output / ".git"
    kept.parent.mkdir(parents=True)
    kept.write_text("years of work")
    first = files(frozen(SITES / "trip", output))
    (output / "stale.html").write_text("old")
    (output / "index.html").write_text("edited")

    assert first == files(frozen(SITES / "trip", output))
    assert "years of work" == kept.read_text()

    before = former.source(SITES / "trip", "")
    kept.write_text("more work")

    assert former.unchanged(output, before) == len(export.urls(checked.load(SITES / "trip")))


def test_two_runs_write_the_same(build: Path, tmp_path: Path) -> None:
    """The same guide gives the same bytes, also where a starter project has been run."""
    made = ROOT / "content" / "starter" / "flask" / "__pycache__" / "a.cpython-311.pyc.1"
    made.parent.mkdir(exist_ok=True)
    made.touch()
    (ROOT / "instance").mkdir(exist_ok=True)
    second = files(frozen(ROOT, tmp_path / "second"))
    made.unlink()

    assert files(build) == second


def own_pages(site: Path) -> None:
    """Give a site two pages of its own, a glossary, a stylesheet and a phrase."""
    shutil.copytree(SITES / "trip", site)
    pages = {
        "one": "Read [the other](/two/) on a CD.",
        "two": "Nothing.",
        "glossary": "## CD\n\nA disc.",
    }
    for name, text in pages.items():
        page = site / "content" / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\ntitle: {name.title()}\nsummary: About it.\n---\n{text}\n")
    (site / "static").mkdir(exist_ok=True)
    (site / "static" / "site.css").write_text("p { color: red }\n")
    (site / "phrases.yaml").write_text("frame.term: More of it\n")


def replaced(name: str, old: str, new: str) -> Callable[[Path, Path], None]:
    """Return what edits a file of a site."""

    def edit(site: Path, output: Path) -> None:
        text = (site / name).read_text()
        assert old in text
        (site / name).write_text(text.replace(old, new, 1))

    return edit


def by_hand(site: Path, output: Path) -> None:
    """Edit what was exported."""
    (output / "one" / "index.html").write_text("mine")


@pytest.mark.parametrize(
    ("edit", "kept"),
    [
        (lambda site, output: None, {"one", "two", "glossary"}),
        (replaced("content/one.md", "Read", "See"), {"two", "glossary"}),
        (replaced("content/one.md", "title: One", "title: First"), set()),
        (replaced("content/glossary.md", "A disc", "A round disc"), set()),
        (replaced("static/site.css", "red", "navy"), set()),
        (replaced("phrases.yaml", "More", "All"), set()),
        (replaced("criteria.yaml", "title: ", "title: What a "), set()),
        (by_hand, {"two", "glossary"}),
    ],
)
def test_pages_that_show_nothing_new_are_taken_over(
    edit: Callable[[Path, Path], None], kept: set[str], tmp_path: Path
) -> None:
    """After any edit an export over the former one is that of an empty folder."""
    site, again, anew = (tmp_path / name for name in ("site", "again", "anew"))
    own_pages(site)
    frozen(site, again)
    edit(site, again)
    with mock.patch("guide.web.pages.own_page", wraps=own_page) as made:
        frozen(site, again)
    frozen(site, anew)

    assert files(anew) == files(again)
    assert kept == {"one", "two", "glossary"} - {call.args[0].name for call in made.mock_calls}


def test_failing_run_leaves_the_previous_export(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that fails ends the run, and nothing has changed."""
    before = files(output)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("guide.web.pieces.leader", fail)
    with pytest.raises(ValueError, match="500"):
        frozen(SITES / "trip", output)

    assert before == files(output)
    assert [output] == list(tmp_path.iterdir())


def test_failed_demos_are_not_published(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for each answer that is not as it should be, exit 1, and the previous export."""
    before, lines = files(output), ["demo json, request 1 (…), flask: 400", "another"]
    monkeypatch.setattr("guide.web.running.failed_recordings", lambda app: lines)
    options = ["--site", f"{SITES}/trip", "--output", str(output), "--record"]
    run = CliRunner().invoke(main, ["freeze", *options])

    assert 1 == run.exit_code
    assert all(line in run.stderr.splitlines() for line in lines)
    assert before == files(output)


def test_demos_that_cannot_be_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ended a process of theirs is told in a line, and nothing is written."""
    shutil.copytree(SITES / "trip", tmp_path / "site")
    guide = tmp_path / "site" / "criteria.yaml"
    guide.write_text("demos: true\n" + guide.read_text())

    def fail(name: str) -> None:
        raise processes.ProcessError("loaded.py did not end within 60 s")

    monkeypatch.setattr("guide.demos.recordings.recorded_now", fail)
    run = CliRunner().invoke(main, ["freeze", "--site", str(tmp_path / "site"), "--record"])

    assert 1 == run.exit_code
    assert "“JSON” failed: loaded.py did not end within 60 s; the previous export" in run.stderr

    monkeypatch.setenv("TWIN_HOSTS", "a b")
    run = CliRunner().invoke(main, ["freeze", "--site", str(tmp_path / "site"), "--record"])

    assert 1 == run.exit_code
    assert "TWIN_HOSTS names 'a b' (expected: host names with commas between" in run.stderr
    assert not (tmp_path / "site" / "build").exists()


@pytest.mark.parametrize("name", ["site/static/out", "site/criteria.yaml/out", "x" * 300])
def test_no_demo_is_run_for_an_output_that_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """They take a while; nothing is left of asking."""
    shutil.copytree(SITES / "trip", tmp_path / "site")
    guide = tmp_path / "site" / "criteria.yaml"
    guide.write_text("demos: true\n" + guide.read_text())
    recorded = mock.Mock()
    monkeypatch.setattr("guide.web.running.recording", recorded)
    before = sorted(tmp_path.rglob("*"))
    options = ["--site", str(tmp_path / "site"), "--output", str(tmp_path / name), "--record"]
    run = CliRunner().invoke(main, ["freeze", *options])

    assert 1 == run.exit_code
    assert f"{tmp_path / name} " in run.stderr
    assert not recorded.called
    assert before == sorted(tmp_path.rglob("*"))


def test_run_stopped_by_its_caller_leaves_the_previous_export(output: Path, tmp_path: Path) -> None:
    """Whoever stops reading, as Ctrl-C does, stops the run; nothing has changed."""
    before = files(output)
    steps = export.freeze(SITES / "trip", output)
    next(steps)
    steps.close()

    assert before == files(output)
    assert [output] == list(tmp_path.iterdir())


def test_two_runs_at_a_time_are_both_whole(
    exported: Callable[[Path], Path], tmp_path: Path
) -> None:
    """A run begins, ends and sweeps while another writes; so does one with a longer name."""
    output = tmp_path / "build"
    before = files(exported(SITES / "trip"))
    command = [sys.executable, "-m", "guide", "freeze", "--site", str(SITES / "trip"), "--output"]
    runs = [
        subprocess.Popen([*command, str(tmp_path / name)], stdout=subprocess.DEVNULL)
        for name in ("build", "build-x", "build")
    ]

    assert [0, 0, 0] == [run.wait(60) for run in runs]
    assert before == files(output) == files(tmp_path / "build-x")
    assert {"build", "build-x"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("why", ["asked", "parent", "busy"])
def test_folder_that_cannot_be_swapped_keeps_its_place(
    why: str, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As wished, or below a folder that may not be written, or where it is a mount point."""
    before = files(output)
    number = output.stat().st_ino
    (output / "stale" / "old").mkdir(parents=True)
    (output / "stale" / "old.html").write_text("old")
    (output / "index.html").write_text("old")
    if why == "parent":
        monkeypatch.setattr("guide.export.place._movable", lambda output: False)
    with monkeypatch.context() as patched:
        if why == "busy":
            renames(tmp_path, 1, patched, 16)
        for _ in export.freeze(SITES / "trip", output, inside=why == "asked"):
            pass

    assert before == files(output)
    assert number == output.stat().st_ino
    assert [output] == list(tmp_path.iterdir())
    assert not [path for path in output.iterdir() if path.name.startswith(".build")]


def test_mode_of_the_folder_is_kept(output: Path) -> None:
    """A folder that a group shares stays so."""
    output.chmod(0o2775)

    assert 0o42775 == frozen(SITES / "trip", output).stat().st_mode


@pytest.mark.parametrize("inside", [True, False])
def test_a_group_may_export_in_turn(inside: bool, tmp_path: Path) -> None:
    """The folders in an export are the group's as the export is, replaced or swapped."""
    output = tmp_path / "build"
    output.mkdir()
    output.chmod(0o2775)
    with place.beside(output, inside=inside) as made:
        (made / "static").mkdir(mode=0o755)
        (made / "static" / "a.css").touch()
        place.publish(made, output)

    assert 0o42775 == (output / "static").stat().st_mode


def test_a_system_without_owners_and_locks_exports(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows is: the new export takes the place of the former one."""
    before = files(output)
    (output / "index.html").write_text("old")
    monkeypatch.setattr(place, "fcntl", None)
    for name in ("chown", "getegid", "geteuid", "getgroups"):
        monkeypatch.delattr(os, name)

    assert before == files(frozen(SITES / "trip", output))
    assert [output] == list(tmp_path.iterdir())


def test_a_folder_that_may_not_be_written_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is replaced then."""
    (tmp_path / "static").mkdir()
    monkeypatch.setattr("os.access", lambda path, mode: path.name != "static")

    with (
        pytest.raises(export.Refused, match="static may not be written to"),
        place.beside(tmp_path, inside=True),
    ):
        pass


def test_folder_that_became_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    """What was put there while the export was written is not swapped away."""
    output = tmp_path / "build"
    steps = export.freeze(SITES / "trip", output)
    next(steps)
    output.mkdir()
    (output / "thesis.txt").write_text("years of work")
    with pytest.raises(export.Refused, match="holds files that guide freeze did not write"):
        list(steps)

    assert {"thesis.txt": b"years of work"} == files(output)


@pytest.mark.parametrize(
    ("target", "path", "expected"),
    [
        ("/", "/", "index.html"),
        ("/a/", "/", "a/index.html"),
        ("/a/#b", "/a/", "index.html#b"),
        ("/static/x.css?v=/1", "/a/b/", "../../static/x.css?v=/1"),
        ("/a/?x=1#y", "/a/b/", "../index.html?x=1#y"),
        ("/a/", "/404.html", "a/index.html"),
    ],
)
def test_links_are_relative(target: str, path: str, expected: str) -> None:
    """From the page that has them, to a file."""
    assert expected == relative(target, path)


STOP = """
import os, signal, sys, pathlib
from guide import export
from guide.export import writing
site, output, at = sys.argv[1:]
real = getattr(writing, at)
def stop(*args):
    if at == "_write":
        for number, address in enumerate(real(*args)):
            yield address
            if number == 3:
                os.kill(os.getpid(), signal.SIGKILL)
def die(*args):
    os.kill(os.getpid(), signal.SIGKILL)
writing.__dict__[at] = stop if at == "_write" else die
for _ in export.freeze(pathlib.Path(site), pathlib.Path(output)):
    pass
"""


def test_swap_cut_in_two_is_put_right(output: Path, tmp_path: Path) -> None:
    """Killed between the two renamings, a run leaves the previous export to the next one."""
    before = files(output)
    output.rename(tmp_path / ".build-x-old")
    (tmp_path / ".build-y").mkdir()  # killed before it wrote anything
    steps = export.freeze(SITES / "trip", output)
    next(steps)
    steps.close()

    assert before == files(output)
    assert [output] == list(tmp_path.iterdir())


@pytest.mark.parametrize("at", ["_write", "_finish", "publish"])
def test_killed_run_leaves_the_previous_export(at: str, output: Path, tmp_path: Path) -> None:
    """A run that is killed changes nothing; the next one sweeps up after it."""
    before = files(output)
    killed = subprocess.run([sys.executable, "-c", STOP, SITES / "trip", output, at], check=False)

    assert -signal.SIGKILL == killed.returncode
    assert before == files(output)
    assert len(list(tmp_path.iterdir())) == 2

    frozen(SITES / "trip", output)

    assert before == files(output)
    assert [output] == list(tmp_path.iterdir())


def renames(tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch, error: int = 28) -> None:
    """Make the renaming of a folder fail at its `number`-th call, counted from 1."""
    real, calls = Path.rename, iter(range(1, 100))

    def rename(self: Path, target: Path) -> Path:
        if next(calls) == number:
            raise OSError(error, os.strerror(error))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("number", [1, 2])
def test_swap_that_fails_leaves_the_previous_export(
    number: int, output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the new export cannot take its place, the old one has it."""
    before = files(output)
    with monkeypatch.context() as patch:
        renames(tmp_path, number, patch)
        with pytest.raises(OSError, match="No space"):
            frozen(SITES / "trip", output)

    assert before == files(output)
    assert [output] == list(tmp_path.iterdir())
