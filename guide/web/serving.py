"""The server behind `guide serve`: waitress, which stops when it is told to and finishes first."""

import contextlib
import errno
import logging
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask, Task, WSGITask

from guide.demos.heads import bare_heads
from guide.web import headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CONNECTIONS = 2000  # so that a few hundred slow clients are not noticed
THREADS = 20  # more than the twins hold, with those who wait for them
LARGEST = 64 * 1024  # bytes of a request’s body, as in `create_app`; the twins take less
GRACE = 10.0  # seconds in which requests that have come are finished


class ListenError(Exception):
    """The address cannot be listened on; the text says why."""


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request. One without a body needs no "100 Continue", and would wait for ever.

    An address that is none, such as http://[, is answered with 400 like all that cannot be read.
    """

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("Invalid address") from None

    def received(self, data: bytes) -> int:
        taken: int = super().received(data)
        if self.completed:
            self.expect_continue = False
        return taken


class Joined(Task):  # type: ignore[misc]
    """Sends the head of an answer together with the first bytes of its body.

    A proxy that has the head alone passes it on, and can ask no other host any more when this one
    is gone before the body has followed.
    """

    channel: Any

    def write(self, data: bytes) -> None:
        if self.wrote_header:
            super().write(data)
            return
        channel, parts = self.channel, list[bytes]()
        self.channel = SimpleNamespace(server=channel.server, write_soon=parts.append)
        try:
            super().write(data)
        finally:
            self.channel = channel
        channel.write_soon(b"".join(parts))


class Answer(Joined, WSGITask):  # type: ignore[misc]
    """What an application answers."""


class Refusal(Joined, ErrorTask):  # type: ignore[misc]
    """What is answered to a request that cannot be read, with the headers of every answer."""

    def execute(self) -> None:
        self.response_headers.extend(headers.PLAIN)
        super().execute()


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    parser_class = Parser
    task_class = Answer
    error_task_class = Refusal


def is_free(host: str, port: int) -> bool:
    """Tell whether nobody listens there yet; what else is wrong is told when one serves."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno != errno.EADDRINUSE
        except (TypeError, ValueError, UnicodeError):  # no name of a host
            return True
    return True


def next_free(host: str, port: int) -> int:
    """Return the next port that is free, 0 where the next hundred are taken."""
    return next((n for n in range(port + 1, min(port + 100, 65536)) if is_free(host, n)), 0)


def serve(app: "WSGIApplication", host: str, port: int, ready: Callable[[str], object]) -> None:
    """Serve until SIGTERM, SIGINT or SIGHUP, then finish what has come, or until a second of them.

    `ready` is called with the address once connections are taken; with `port` 0 the system chooses
    one. Raises `ListenError`.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting a moment is no news
    sockets: dict[int, Any] = {}
    files = _allow_files(2 * CONNECTIONS)
    try:
        create_server(
            bare_heads(app),
            map=sockets,
            host=host,
            port=port,
            server_name=f"[{host}]" if ":" in host else host,  # for who names no host
            threads=THREADS,
            connection_limit=max(1, files // 2),  # the rest is for what answers them
            asyncore_use_poll=True,
            max_request_body_size=LARGEST,
            clear_untrusted_proxy_headers=False,  # GUIDE_PROXIES says how many are believed
            ident=None,
        )
    except (OSError, ValueError) as error:
        raise ListenError(getattr(error, "strerror", None) or str(error)) from None
    listening = [each for each in sockets.values() if isinstance(each, BaseWSGIServer)]
    for server in listening:
        server.channel_class = Channel
    signals = _Signals(listening[0].pull_trigger)
    with signals:
        ready(f"http://{f'[{host}]' if ':' in host else host}:{listening[0].effective_port}/")
        while not signals.count:
            wasyncore.loop(timeout=1, use_poll=True, map=sockets, count=1)
        _finish(sockets, listening, signals)


def _finish(sockets: dict[int, Any], listening: list[BaseWSGIServer], signals: "_Signals") -> None:
    """Take what waits at the door, close it, and answer all requests that have come whole."""
    wasyncore.loop(timeout=0, use_poll=True, map=sockets, count=1)
    for server in listening:
        server.del_channel(sockets)
        server.socket.close()
    wasyncore.loop(timeout=0.05, use_poll=True, map=sockets, count=1)
    until = time.monotonic() + GRACE
    while signals.count < 2 and time.monotonic() < until and any(map(_busy, sockets.values())):
        wasyncore.loop(timeout=0.05, use_poll=True, map=sockets, count=1)
    listening[0].task_dispatcher.shutdown(timeout=0.5)
    wasyncore.close_all(sockets)


def _busy(each: Any) -> bool:
    return isinstance(each, HTTPChannel) and bool(each.requests or each.total_outbufs_len)


class _Signals:
    """Counts what asks the process to stop; also as process 1, which nothing else stops."""

    def __init__(self, wake: Callable[[], object]) -> None:
        self.count = 0
        self._wake = wake
        self._before: dict[int, Any] = {}

    def __enter__(self) -> "_Signals":
        # of a terminal; not every system says so
        closed = getattr(signal, "SIGHUP", signal.SIGTERM)
        numbers = {signal.SIGTERM, signal.SIGINT, closed}
        if signal.getsignal(closed) == signal.SIG_IGN:  # as nohup has it
            numbers.remove(closed)
        for number in numbers:
            self._before[number] = signal.signal(number, self._asked)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self.count += 1
        with contextlib.suppress(OSError):
            self._wake()


def _allow_files(count: int) -> int:
    """Ask for so many open files; return how many of them there may be.

    One connection more than that would be tried again and again, and logged each time.
    """
    try:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    except ImportError:  # a system without such a bound
        return count
    if soft == resource.RLIM_INFINITY or soft >= count:
        return count
    wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return min(count, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
