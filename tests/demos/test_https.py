"""The demos over HTTPS, in a real browser: forms are taken, and cookies are Secure."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import trustme
from playwright.sync_api import Browser, Page

from guide.demos import recordings
from tests.demos import servers

SITE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def secure(stack: ExitStack, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The site behind gunicorn, with a certificate that it has made itself."""
    folder, port = tmp_path_factory.mktemp("https"), servers.free_port()
    certificate, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    made = trustme.CA().issue_cert("localhost")
    made.cert_chain_pems[0].write_to_path(certificate)
    made.private_key_pem.write_to_path(key)
    settings = {"GUIDE_SITE": str(SITE), "GUIDE_INSTANCE": str(folder), "TWIN_LIMITS": "off"}
    command = [
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "8"),
        *("--certfile", certificate, "--keyfile", key, "guide:create_app()"),
    ]
    ready, env = servers.connects(port), os.environ | settings
    stack.enter_context(servers.running(command, ready, env, signal.SIGKILL, fork=True))
    return f"https://localhost:{port}"


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A visitor who trusts the certificate."""
    context = browser.new_context(ignore_https_errors=True)
    yield context.new_page()
    context.close()


def test_a_form_is_taken(secure: str, visitor: Page, twin: str) -> None:
    """With the Referer and the cookies that the browser sends of itself, all of them Secure."""
    visitor.goto(f"{secure}/demo/{twin}/signup")
    visitor.fill("[name=username]", "ada")
    visitor.fill("[name=email]", "ada@example.org")
    visitor.fill("[name=password1]", "correct horse battery")
    visitor.fill("[name=password2]", "correct horse battery")
    with visitor.expect_request(lambda request: request.method == "POST") as sent:
        visitor.click("main button")
    visitor.wait_for_url("**/me")
    cookies = visitor.context.cookies()

    assert f"{secure}/demo/{twin}/signup" == sent.value.all_headers()["referer"]
    assert '"ada"' in visitor.inner_text("body")
    assert {f"{twin}_visitor", f"{twin}_session"} <= {cookie["name"] for cookie in cookies}
    assert [cookie["name"] for cookie in cookies if not cookie["secure"]] == []


@pytest.mark.parametrize("demo", ["auth", "forms", "admin"])
def test_the_demos_send_forms(secure: str, visitor: Page, demo: str) -> None:
    """From the page of the demo, which both twins hear of as where the form comes from."""
    visitor.goto(f"{secure}/demos/{demo}/")
    visitor.click("text=Run on both")
    visitor.locator("#when", has_text="Both ran just now").wait_for(timeout=120_000)
    texts = visitor.eval_on_selector_all(".status", "each => each.map(e => e.textContent)")
    statuses = [text[:3] for text in texts]
    expected = [str(each.status) for each in recordings.recorded(demo)[0].exchanges]

    assert expected == statuses[::2]
    assert expected == statuses[1::2]
