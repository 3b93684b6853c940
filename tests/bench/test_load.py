"""The generator against servers that behave, and against servers that do not."""

import asyncio
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from guide.bench.load import Expected, Load, Request, run_load
from guide.bench.responses import LoadError

GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
FIVE = Expected(length=5)
Behaviour = Callable[[socket.socket, int], None]


@contextmanager
def serving(behave: Behaviour) -> Iterator[int]:
    """Serve on a port; `behave` answers each request on a connection, numbered from 0."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            number, waiting = 0, b""
            while True:
                try:
                    data = self.request.recv(65536)
                except OSError:
                    return
                if not data:
                    return
                waiting += data
                while b"\r\n\r\n" in waiting:
                    waiting = waiting.partition(b"\r\n\r\n")[2]
                    try:
                        behave(self.request, number)
                    except OSError:
                        return
                    number += 1

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def sends(data: bytes) -> Behaviour:
    return lambda connection, number: connection.sendall(data)


def load(port: int, expected: Expected = FIVE, **options: float) -> Load:
    settings: dict[str, Any] = {"connections": 3, "seconds": 0.2, "patience": 0.5} | options
    return run_load(Request(port, "/"), expected, **settings)


def test_every_request_is_counted_and_all_connections_are_kept_busy():
    """Little's law holds: the open requests are the connections."""
    answered = []

    def behave(connection: socket.socket, number: int) -> None:
        time.sleep(0.01)
        answered.append(number)  # first: an answer that has come is counted
        connection.sendall(GOOD)

    with serving(behave) as port:
        found = load(port, connections=4)

    primed = 4
    assert len(answered) == len(found.latencies) + primed
    assert min(found.latencies) >= 0.01
    assert found.seconds >= 0.2
    assert 2 < sum(found.latencies) / found.seconds <= 4
    assert found.cpu > 0


def test_chunked_bodies_are_read():
    """Django without middleware sends no length, and gunicorn then sends chunks."""
    answer = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
    )
    with serving(sends(answer)) as port:
        assert load(port).latencies


def test_an_answer_in_pieces_is_read():
    def behave(connection: socket.socket, number: int) -> None:
        for piece in (GOOD[:10], GOOD[10:-2], GOOD[-2:]):
            connection.sendall(piece)
            time.sleep(0.002)

    with serving(behave) as port:
        assert load(port).latencies


def test_a_body_is_sent():
    received = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        received.append((head, await reader.readexactly(4)))
        writer.write(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    def serve(port: list[int], ready: threading.Event) -> None:
        async def main() -> None:
            server = await asyncio.start_server(answer, "127.0.0.1", 0)
            port.append(server.sockets[0].getsockname()[1])
            ready.set()
            async with server:
                await asyncio.to_thread(done.wait)

        asyncio.run(main())

    port, ready, done = list[int](), threading.Event(), threading.Event()
    thread = threading.Thread(target=serve, args=[port, ready])
    thread.start()
    ready.wait()
    with pytest.raises(LoadError, match="status 500"):
        run_load(Request(port[0], "/", "POST", b"body"), Expected(), connections=1, seconds=0.1)
    done.set()
    thread.join()

    assert received[0][0].startswith(b"POST / HTTP/1.1\r\n")
    assert received[0][1] == b"body"


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (b"HTTP/1.1 500 Oops\r\nContent-Length: 5\r\n\r\nhello", "status 500 instead of 200"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhell", "4 bytes instead of 5"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello!", "6 bytes instead of 5"),
        (GOOD + b"more", "not an HTTP/1.1 response"),
        (b"220 mail.example ready\r\n\r\n", "not an HTTP/1.1 response"),
        (b"HTTP/1.1 200 OK\r\n\r\n", "says no length"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "99999999999 bytes"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhi\r\n", "not a chunk size"),
        (GOOD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), "closes the connection"),
    ],
)
def test_a_wrong_answer_fails_the_block(answer: bytes, mistake: str):
    with serving(sends(answer)) as port, pytest.raises(LoadError, match=mistake):
        load(port)


def test_a_server_that_turns_wrong_under_load_is_caught():
    """The first answers are right; one later is not, and that is enough."""

    def behave(connection: socket.socket, number: int) -> None:
        connection.sendall(GOOD if number < 20 else GOOD.replace(b"200 OK", b"503 No"))

    with serving(behave) as port, pytest.raises(LoadError, match="status 503"):
        load(port, seconds=5)


def test_a_cut_answer_fails_the_block():
    def behave(connection: socket.socket, number: int) -> None:
        connection.sendall(GOOD[:-2] if number else GOOD)
        if number:
            connection.shutdown(socket.SHUT_RDWR)

    with serving(behave) as port, pytest.raises(LoadError, match="closed with 3 bytes"):
        load(port)


def test_a_stalling_server_fails_the_block():
    """No time-out is dropped: one request without an answer is enough."""
    stall = threading.Lock()

    def behave(connection: socket.socket, number: int) -> None:
        if number == 3 and stall.acquire(blocking=False):
            time.sleep(3)
        connection.sendall(GOOD)

    with serving(behave) as port, pytest.raises(LoadError, match=r"no answer after 0\.3 seconds"):
        load(port, seconds=60, patience=0.3)


def test_a_missing_server_fails_the_block():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(LoadError, match="cannot connect"):
            load(unused.getsockname()[1])


def test_a_marker_is_counted_where_the_length_varies():
    with serving(sends(GOOD)) as port:
        assert load(port, Expected(marker=b"l", times=2)).latencies
        with pytest.raises(LoadError, match="b'l' 2 times instead of 3"):
            load(port, Expected(marker=b"l", times=3))
