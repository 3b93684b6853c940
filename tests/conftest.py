"""Fixtures for all tests: a real browser, which is found or installed here, never skipped."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

ROOT = Path(__file__).parent.parent
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    """Return the path of a Chromium on the PATH."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def launch(playwright: Playwright) -> Browser:
    """Launch the browser on the PATH, else Playwright's own, else Debian's, installed when root."""
    # Chromium's sandbox does not work for root
    args = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    if found := find_browser():
        return playwright.chromium.launch(executable_path=found, args=args)
    try:
        return playwright.chromium.launch(args=args)
    except Error:
        pass
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "-qq", "update"], check=False)
        subprocess.run(["apt-get", "-qqy", "install", "chromium"], check=False)
        if found := find_browser():
            return playwright.chromium.launch(executable_path=found, args=args)
    pytest.fail(
        "The tests need a browser. To fix this: apt-get install chromium, or run "
        "'.venv/bin/playwright install chromium'.",
        pytrace=False,
    )


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()
