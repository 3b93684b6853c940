"""The demos' pages in a real browser: live and exported, with and without JavaScript."""

import os
import re
import runpy
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route

from guide.cli import main
from guide.demos import catalogue, recordings, twins
from guide.demos.catalogue import Demo, demos
from guide.web import create_app, excerpts
from tests.conftest import SITES
from tests.demos import servers

SITE = Path(__file__).parents[2]
RUN = [each for each in demos() if each.steps]


def name(each: Demo) -> str:
    return each.id


@pytest.fixture(scope="session")
def live(stack: ExitStack, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The site behind gunicorn, with the twins in its process."""
    port = servers.free_port()
    instance = str(tmp_path_factory.mktemp("live"))
    env = os.environ | {"GUIDE_SITE": str(SITE), "GUIDE_INSTANCE": instance, "TWIN_LIMITS": "off"}
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    ready = servers.answers(f"http://127.0.0.1:{port}/healthz")
    command.append("guide:create_app()")
    stack.enter_context(servers.running(command, ready, env, signal.SIGKILL, fork=True))
    return f"http://127.0.0.1:{port}"


@pytest.fixture
def page(shared: Callable[[bool], BrowserContext]) -> Iterator[Page]:
    """A page of a new visitor, that must not break the site's policy or its scripts."""
    page = shared(True).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.extend([said.text] * ("Security" in said.text)))
    yield page
    page.close()
    shared(True).clear_cookies()
    assert wrong == []


def statuses(page: Page) -> list[str]:
    found = page.eval_on_selector_all(".status", "each => each.map(e => e.textContent)")
    return [text[:3] for text in found]


@pytest.mark.parametrize("demo", RUN, ids=name)
def test_both_run_in_the_page(live: str, page: Page, demo: Demo) -> None:
    page.goto(f"{live}/demos/{demo.id}/")
    page.click("text=Run on both")
    page.locator("#when", has_text="Both ran just now").wait_for(timeout=120_000)
    found = statuses(page)
    times = page.eval_on_selector_all(".times", "each => each.map(e => e.textContent)")

    assert len(found) == 2 * len(demo.steps)
    assert found[::2] == found[1::2]
    assert all(text[0] in "24" for text in found)
    assert all("ms in the browser" in text for text in times)


def test_attacks_show_what_stopped_them(live: str, page: Page) -> None:
    """In a sentence, and by which line; and forms say where they come from.

    Over HTTPS both frameworks refuse a form that does not say it, before they look at its token.
    """
    sent: list[Request] = []
    page.on("request", lambda request: sent.extend([request] * (request.method == "POST")))
    page.goto(f"{live}/demos/forms/")
    page.click("text=Run on both")
    page.locator("#when", has_text="Both ran just now").wait_for(timeout=120_000)
    seen = page.locator(".outcome").all_inner_texts()
    stopped = page.locator(".stops .word").all_inner_texts()
    drawn = page.frame_locator("#step-4 iframe >> nth=0").locator("tbody").inner_text()

    assert seen[0].startswith("Flask refused it: “")
    assert seen[2:] == [
        "Both took it as a search term, and found nothing.",
        "Both showed it as text: <script>alert(1)</script>.",
        "Both refused it: the token was missing.",
    ]
    assert stopped == ["Stopped by"] * 8
    assert "<script>alert(1)</script>" in drawn
    assert sent
    assert {f"{live}/demos/forms/"} == {each.all_headers().get("referer") for each in sent}


def test_a_visitor_may_run_it_again(live: str, page: Page) -> None:
    """Nothing is left of an earlier run that the next one would stumble over."""
    page.goto(f"{live}/demos/auth/")
    seen = []
    for _ in range(2):
        with page.expect_response(re.compile("/demo/django/login"), timeout=120_000):
            page.click("text=Run on both")
        page.locator(".run button:enabled").wait_for(timeout=120_000)
        seen.append(statuses(page))

    assert seen[0] == seen[1]


@pytest.mark.parametrize("demo", [each for each in RUN if each.id in ("json", "auth")], ids=name)
def test_both_run_without_javascript(live: str, browser: Browser, demo: Demo) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live}/demos/{demo.id}/")
    with page.expect_navigation():  # until all of the page is there
        page.click("text=Run on both")
    said = page.inner_text("#when")
    answers = [each.text_content() or "" for each in page.locator(".status").all()]
    told = page.locator(".outcome").all_inner_texts()
    context.close()

    assert said == "Both ran just now, for a visitor made for this run alone."
    assert len(answers) == 2 * len(demo.steps)
    assert [text[:3] for text in answers[::2]] == [text[:3] for text in answers[1::2]]
    assert [text[:4] for text in told[:-1]] == ["Both"] * (len(demo.steps) - 1)


def test_inputs_are_sent(live: str, page: Page) -> None:
    page.goto(f"{live}/demos/predict/")
    page.fill("[name=petal_length]", "6")
    page.fill("[name=petal_width]", "2.4")
    page.click("text=Run on both")
    page.locator("#when", has_text="Both ran just now").wait_for()

    for seen in page.locator("[data-step='1'] .seen").all():
        assert '"label": "virginica"' in seen.inner_text()


def test_what_is_wrong_can_be_sent(live: str, page: Page) -> None:
    """No browser stands in the way; and one that reaches nobody says so."""
    page.goto(f"{live}/demos/predict/")
    page.fill("[name=petal_length]", "long")
    page.click("text=Run on both")
    page.locator("#when", has_text="Both ran just now").wait_for()
    said = page.locator(".outcome").nth(1).inner_text()
    page.route("**/demo/**", lambda route: route.abort())
    page.click("text=Run on both")
    page.locator("#when", has_text="The server does not answer").wait_for()

    assert said == "Both refused it with 422: a value “must be a number from 0 to 30”."


def test_a_run_that_takes_long_says_so(live: str, page: Page) -> None:
    """What stood there before would tell of an earlier run all the while."""
    held: list[Route] = []
    page.goto(f"{live}/demos/json/")
    page.route("**/demo/flask/json", lambda route: held.append(route), times=1)
    page.click("text=Run on both")
    page.locator("#when", has_text="Both are asked").wait_for()
    held[0].continue_()
    page.locator("#when", has_text="Both ran just now").wait_for()


def test_the_keyboard_stays_where_it_was(live: str, page: Page) -> None:
    """A run leaves the focus on the button that began it."""
    page.goto(f"{live}/demos/json/")
    page.focus("text=Run on both")
    page.keyboard.press("Enter")
    page.locator("#when", has_text="Both ran just now").wait_for()
    page.wait_for_function("!document.querySelector('form button').disabled")

    assert "Run on both" == page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("path", ["", "predict/", "forms/", "structure/"])
def test_pages_fit(live: str, page: Page, path: str) -> None:
    """That they are accessible is held with all other pages, in `web/test_accessibility.py`."""
    page.goto(f"{live}/demos/{path}")
    widths = []
    for width in (320, 768):
        page.set_viewport_size({"width": width, "height": 800})
        widths.append(page.evaluate("document.documentElement.scrollWidth"))

    assert widths == [320, 768]


@pytest.mark.parametrize("width", [320, 360, 768])
def test_tables_of_sizes_fit_without_scrolling(live: str, page: Page, width: int) -> None:
    """On a phone a demo's name stands above its numbers."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live}/demos/structure/")
    beyond = page.eval_on_selector_all(
        ".scroll", "all => all.map(each => each.scrollWidth - each.clientWidth)"
    )

    assert beyond == [0, 0, 0, 0]
    assert "import, ms" in page.inner_text(".needs thead")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["", "signup", "login", "reset", "outbox", "form", "enter"])
def test_the_twins_pages_are_accessible(
    live: str, page: Page, twin: str, path: str, width: int
) -> None:
    """Nor does one scroll sideways, or have a part that does and no keyboard reaches."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live}/demo/{twin}/{path}")

    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert width == page.evaluate("document.documentElement.scrollWidth")


RECORDS = {"flask": "admin/record/", "django": "admin/django_twin/record/"}
NEW = {"flask": "admin/record/new/", "django": "admin/django_twin/record/add/"}


def test_the_pages_of_a_twin_work_under_its_policy(live: str, browser: Browser, twin: str) -> None:
    """Each without an error in the console, a record added by hand, and no way that ends."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.extend([said.text] * (said.type == "error")))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda sent: wrong.extend([sent.url] * (not sent.url.startswith(live))))
    places = runpy.run_path(str(twins.twin(twin).folder / "places.py"))["GROUPS"]
    for path in [path for group in places for path in group.pages]:
        answer = page.goto(f"{live}/demo/{twin}/{path}")
        wrong.extend([path] * (not answer or not answer.ok))
    page.click("text=Enter as the demo user")
    page.goto(f"{live}/demo/{twin}/" + NEW[twin])
    page.select_option("[name=model]", "heavy", force=True)
    page.select_option("[name=label]", "setosa", force=True)
    page.fill("[name=probability]", "0.5")
    page.fill("[name=note]", "by hand")
    page.click("[type=submit][value=Save]")
    page.wait_for_url(f"**/{RECORDS[twin]}*")
    if twin == "flask":
        page.click("text=Add Filter")
        page.click(".dropdown-item.filter >> nth=0")
        page.click(".navbar-brand")
    page.click("text=View site")
    here = page.url
    page.get_by_role("link", name="Forms, and").click()
    led = page.url
    page.goto(f"{live}/demo/{twin}/form")
    text = page.inner_text("table")
    context.close()

    assert wrong == []
    assert [here, led] == [f"{live}/demo/{twin}/", f"{live}/demos/forms/"]
    assert "by hand" in text


def test_the_export_shows_what_was_recorded(build: Path, page: Page) -> None:
    for demo in demos():
        page.goto((build / "demos" / demo.id / "index.html").as_uri())

        # one script carries answers along in the links, one copies code, one lays out what is far
        known = ":not([src*=carry], [src*=copy], [src*=later])"
        assert page.locator(f"form, script{known}").count() == 0
        if demo.steps:
            assert page.inner_text("#exchanges") == "What both answered"
            assert re.match(
                r"Recorded on \d{4}-\d\d-\d\d \d\d:\d\d UTC\.", page.inner_text("#when")
            )
            assert "scikit-learn" in page.inner_text("#exchanges + * ~ p:last-of-type")
            assert len(statuses(page)) == 2 * len(demo.steps)


def test_code_is_linked_by_its_line_and_copied_without_numbers(
    build: Path, browser: Browser
) -> None:
    """A line in a file that is folded away is shown; what is copied is the file's own text.

    That it was copied is announced.
    """
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    twin = twins.SHOWN[0]
    code = (twin.folder / "guards.py").read_text().splitlines()
    number = 1 + code.index("def csrf_failure(error: CSRFError) -> Response:")
    place = excerpts.anchor(twin, "guards.py", number)
    page.goto(f"{(build / 'demos/forms/index.html').as_uri()}#{place}")
    seen = page.locator(f"#{place}").is_visible()
    page.locator(f".heads [data-of={twin.id}] button").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    said = page.locator(f".heads [data-of={twin.id}]").first.get_by_role("status").text_content()
    context.close()

    assert seen
    assert "Copied" == said
    assert (twin.folder / "forms.py").read_text(encoding="utf-8") == copied


@pytest.mark.parametrize("width", [360, 1280])
def test_a_link_to_a_line_lands_on_it(build: Path, page: Page, width: int) -> None:
    """What is far down is not laid out before; a link that leads there lays out all on its way."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((build / "demos/auth/index.html").as_uri())
    code = page.locator("[open] > .diff .cell").last
    there = "cell => cell.checkVisibility({contentVisibilityAuto: true})"
    laid_out = [code.evaluate(there)]
    page.locator(".made a").last.click()
    place = page.url.partition("#")[2]
    page.wait_for_timeout(200)  # some frames, in which what is near is laid out
    laid_out.append(code.evaluate(there))
    top = page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", place)

    assert 0 < top < 100
    assert laid_out == [False, True]


def test_freezing_runs_the_demos() -> None:
    app = create_app(SITE, {"FROZEN": True, "RECORD": "on"})
    page = app.test_client().get("/demos/json/").text

    assert f"Recorded on {recordings.recorded_now('json')[0].date}." in page


@pytest.mark.heavy
def test_export_records_what_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`guide freeze --record` runs each demo on both twins, says so, and shows the answers."""
    one = tuple(each for each in demos() if each.id == "json")
    monkeypatch.setattr(catalogue, "demos", lambda: one)
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    shutil.copytree(SITES / "trip", tmp_path / "site")
    guide = tmp_path / "site" / "criteria.yaml"
    guide.write_text("demos: true\n" + guide.read_text())
    run = CliRunner().invoke(main, ["freeze", "--site", str(tmp_path / "site"), "--record"])
    page = (tmp_path / "site" / "build" / "demos" / "json" / "index.html").read_text()

    assert (0, 1) == (run.exit_code, run.stderr.count("Running the demo: JSON\n"))
    assert f"Recorded on {recordings.recorded_now('json')[0].date}." in page
    assert recordings.recorded("json")[0].date not in page


def test_without_the_extra_the_pages_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "available", lambda: False)
    client = create_app(SITE).test_client()
    page = client.get("/demos/predict/").text

    assert "pip install &#39;.[demos]&#39;" in page
    assert "Recorded on" in page
    assert "virginica" in page
    assert "Run on both" not in page
    for promise in ("Ask both", "live"):  # which recordings cannot keep
        assert promise not in client.get("/demos/").text.partition("<footer")[0]
    assert client.post("/demos/predict/").status_code == 200


def test_recordings_are_those_of_the_catalogue() -> None:
    """When the steps of a demo change: python -m guide.demos.recordings."""
    for demo in RUN:
        for recording in recordings.recorded(demo.id):
            said = [exchange.says for exchange in recording.exchanges]

            assert said == [step.says for step in demo.steps]
    assert len(recordings.counted()) == 2


def test_claims_count_the_lines() -> None:
    page = create_app(SITE).test_client().get("/compare/").text

    assert re.search(
        r"\d,\d{3} lines of their own in Flask and \d,\d{3} lines of their own in Django", page
    )
