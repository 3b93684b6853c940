"""What Django does under ASGI and under WSGI, as the page about production says it."""

import subprocess
import sys

from tests.conftest import ROOT

TEXT = (ROOT / "content" / "production.md").read_text(encoding="utf-8")
WAITING = """
import asyncio
import threading

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpResponse
from django.urls import path

AT_ONCE = 20
held = []
together = threading.Barrier(AT_ONCE, timeout=60)


async def wait(request):
    held.append(threading.active_count())
    while len(held) < AT_ONCE:
        await asyncio.sleep(0.01)
    return HttpResponse()


def plain(request):
    together.wait()
    return HttpResponse()


async def ask(application, path):
    coming = [{"type": "http.request"}]

    async def receive():
        return coming.pop() if coming else await asyncio.Future()

    async def send(message):
        assert message.get("status", 200) == 200

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    await application(scope, receive, send)


async def main():
    application = ASGIHandler()
    await asyncio.gather(*(ask(application, "/wait") for _ in range(AT_ONCE)))
    await asyncio.gather(*(ask(application, "/plain") for _ in range(AT_ONCE)))


urlpatterns = [path("wait", wait), path("plain", plain)]
settings.configure(ROOT_URLCONF=__name__)
django.setup()
asyncio.run(main())
print(max(held) - 1)
"""
STREAM = """
import asyncio
import warnings

from django.conf import settings
from django.http import StreamingHttpResponse as Stream

warnings.simplefilter("ignore")
settings.configure()


def plain():
    for part in "ab":
        print("made", part, end=" ")
        yield part


async def modern():
    for part in plain():
        yield part


async def over_asgi(parts):
    async for part in Stream(parts):
        print("sent", part.decode(), end=" ")
    print()


def over_wsgi(parts):
    for part in Stream(parts):
        print("sent", part.decode(), end=" ")
    print()


over_wsgi(plain())
asyncio.run(over_asgi(modern()))
asyncio.run(over_asgi(plain()))
over_wsgi(modern())
"""


def test_open_requests_hold_threads_in_django_under_asgi() -> None:
    """One each, though the view is async and there is no middleware; plain views run in theirs."""
    command = [sys.executable, "-c", WAITING]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "20\n"
    assert "as many threads as open requests" in TEXT
    assert "Plain views run in them, all at\nonce" in TEXT


def test_django_streams_what_suits_its_server() -> None:
    """A plain generator under WSGI and an async one under ASGI; the others are collected first."""
    command = [sys.executable, "-c", STREAM]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    at_once, collected = "made a sent a made b sent b", "made a made b sent a sent b"

    assert [at_once] * 2 + [collected] * 2 == [line.strip() for line in said.splitlines()]
