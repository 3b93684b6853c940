"""A load generator: persistent HTTP/1.1 connections, each asking again as soon as it is answered.

Every response is read to its end and checked. Nothing is dropped: a wrong status, a wrong length,
a closed connection or an answer that takes too long raises `LoadError`, and the run fails.
"""

import asyncio
import gc
import math
import time
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from guide.bench.responses import LARGEST, LoadError, read_response

PATIENCE = 30.0  # seconds to wait for one response before the server counts as stalled


@dataclass(frozen=True)
class Request:
    """One request, sent again and again to a server on the loopback interface."""

    port: int
    path: str
    method: str = "GET"
    body: bytes = b""  # JSON

    def encode(self) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if self.body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(self.body)}"]
        return "\r\n".join([*lines, "", ""]).encode("ascii") + self.body

    def __str__(self) -> str:
        return f"{self.method} http://127.0.0.1:{self.port}{self.path}"


@dataclass(frozen=True)
class Expected:
    """What every response must be: its status, and its length or how often it holds `marker`.

    `length` is in bytes, None where the body differs from one response to the next.
    """

    status: int = 200
    length: int | None = None
    marker: bytes = b""
    times: int = 0

    def mistake(self, status: int, body: bytes) -> str | None:
        """Say what is wrong with a response, or None."""
        if status != self.status:
            return f"status {status} instead of {self.status}"
        if self.length is not None and len(body) != self.length:
            return f"a body of {len(body)} bytes instead of {self.length}"
        if self.marker and body.count(self.marker) != self.times:
            return f"{self.marker!r} {body.count(self.marker)} times instead of {self.times}"
        return None


@dataclass(frozen=True)
class Load:
    """What one block of load measured. Times are in seconds."""

    latencies: "array[float]"  # of every request, in the order of completion
    seconds: float  # from the first request to the last response
    cpu: float  # processor time that the generator itself used
    waited: float | None  # time the generator was ready to run and had no core, if the system tells


def run_load(
    request: Request,
    expected: Expected,
    *,
    connections: int,
    seconds: float,
    patience: float = PATIENCE,
) -> Load:
    """Load a server with `connections` persistent connections for `seconds`.

    Each connection first asks once untimed, so that it is open and has its thread; then all start
    together. At the end every request that was sent is awaited and counted.

    Raises `LoadError` on the first response that is not as expected.
    """
    gc.collect()
    gc.disable()  # a collection in here would be measured as the server's latency
    try:
        return asyncio.run(_Block(request, expected, connections, seconds, patience).run())
    except BaseExceptionGroup as group:
        raise _first(group) from None
    finally:
        gc.enable()


@dataclass
class _Block:
    """The state that one block's connections share."""

    request: Request
    expected: Expected
    connections: int
    seconds: float
    patience: float
    sent: list[float] = field(init=False)  # when each connection's open request was sent
    latencies: "array[float]" = field(init=False, default_factory=lambda: array("d"))
    started: float = field(init=False, default=math.inf)
    ended: float = field(init=False, default=0.0)
    cpu: float = field(init=False, default=0.0)
    waited: float | None = field(init=False, default=None)

    async def run(self) -> Load:
        self.sent = [math.inf] * self.connections
        ready = asyncio.Barrier(self.connections)
        async with asyncio.TaskGroup() as group:
            watch = group.create_task(self.watch())
            clients = [group.create_task(self.client(i, ready)) for i in range(self.connections)]
            await asyncio.wait(clients)
            watch.cancel()
        waited = _time_without_a_core()
        return Load(
            latencies=self.latencies,
            seconds=self.ended - self.started,
            cpu=time.process_time() - self.cpu,
            waited=None if waited is None or self.waited is None else waited - self.waited,
        )

    async def client(self, number: int, ready: asyncio.Barrier) -> None:
        request, expected, clock = self.request.encode(), self.expected, time.perf_counter
        try:
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", self.request.port, limit=LARGEST
            )
        except OSError as error:
            raise LoadError(f"{self.request}: cannot connect: {error.strerror}") from None
        try:
            await self.ask_once(number, reader, writer, request)
            await ready.wait()
            if self.started == math.inf:
                self.cpu, self.waited = time.process_time(), _time_without_a_core()
                self.started = clock()
            end = self.started + self.seconds
            while True:
                sent = self.sent[number] = clock()
                writer.write(request)
                status, body = await read_response(reader)
                now = clock()
                self.latencies.append(now - sent)
                mistake = expected.mistake(status, body)
                if mistake:
                    raise LoadError(mistake)
                if now >= end:
                    break
            self.ended = max(self.ended, now)
            self.sent[number] = math.inf
        except (LoadError, OSError) as error:
            raise LoadError(f"{self.request}: {error}") from None
        finally:
            writer.close()

    async def ask_once(
        self,
        number: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        request: bytes,
    ) -> None:
        """Open the way, untimed."""
        self.sent[number] = time.perf_counter()
        writer.write(request)
        mistake = self.expected.mistake(*await read_response(reader))
        if mistake:
            raise LoadError(mistake)
        self.sent[number] = math.inf

    async def watch(self) -> None:
        """Fail the block when one request has been open for too long."""
        while True:
            await asyncio.sleep(min(0.2, self.patience / 4))
            if time.perf_counter() - min(self.sent) > self.patience:
                raise LoadError(f"{self.request}: no answer after {self.patience:g} seconds")


def _time_without_a_core() -> float | None:
    """Seconds that this thread has been ready to run while others had the core (Linux only)."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return None


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
