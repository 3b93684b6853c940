"""The server that the Remote test asks: it answers after a tenth of a second, always the same.

It listens on loopback, beside whoever asks it: a server with one worker that asked itself would
wait for itself. ``python -m guide.demos.stub [PORT]`` runs it alone.
"""

import os
import socket
import sys
import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

DELAY = 0.1  # seconds
PORT = 8099
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n"
    b"Connection: close\r\n\r\nHello, World!"
)


def url() -> str:
    """Return the address of the stub, which the first call in each process starts.

    ``TWIN_REMOTE_URL`` names one that runs elsewhere already.
    """
    return os.environ.get("TWIN_REMOTE_URL") or _started(os.getpid())


@cache
def _started(process: int) -> str:
    listening = listen(0)
    thread = threading.Thread(target=serve, args=[listening], name="remote-stub", daemon=True)
    thread.start()
    return f"http://127.0.0.1:{listening.getsockname()[1]}/"


def listen(port: int) -> socket.socket:
    """Return a socket of the loopback interface that takes all connections of a benchmark."""
    return socket.create_server(("127.0.0.1", port), backlog=1024)


def serve(listening: socket.socket) -> None:
    """Answer, whatever is asked, for as long as the process lives."""
    import asyncio  # a site needs it only once somebody asks for the demo

    async def forever() -> None:
        server = await asyncio.start_server(_answer, sock=listening, backlog=1024)
        await server.serve_forever()

    asyncio.run(forever())


async def _answer(reader: "asyncio.StreamReader", writer: "asyncio.StreamWriter") -> None:
    import asyncio

    try:
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(DELAY)
        writer.write(ANSWER)
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass  # whoever asked has gone
    finally:
        writer.close()


if __name__ == "__main__":
    port = int(sys.argv[1]) if sys.argv[1:] else PORT
    print(f"http://127.0.0.1:{port}/", flush=True)
    serve(listen(port))
