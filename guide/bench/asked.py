"""Ask an application in this process, without a server, and let callgrind count the requests.

python asked.py wsgi|asgi MODULE:NAME METHOD PATH WARM-UP REQUESTS whole|switched, and the body on
standard input

It prints the status and the type of the last answer in a line each, and then its body. `switched`
turns the counting on before the requests and off after them. There is no package for that: it is a
few instructions that do nothing on a processor, and that valgrind takes for a message to it (its
manual: client requests). They are known here for x86-64 only.
"""

import asyncio
import ctypes
import gc
import importlib
import io
import mmap
import sys
from collections.abc import Callable, Iterable
from typing import Any

START, STOP = 0x43540004, 0x43540005  # callgrind.h: START_INSTRUMENTATION, STOP_INSTRUMENTATION
# rax = the arguments, rdx = 0; turn rdi round by 3, 13, 61 and 51, xchg rbx, rbx; return rdx
CODE = "4889f8 31d2 48c1c703 48c1c70d 48c1c73d 48c1c733 4887db 4889d0 c3"
Application = Callable[[dict[str, Any], Callable[..., None]], Iterable[bytes]]


class Switch:
    """Turns callgrind’s counting on and off; without valgrind it does nothing."""

    def __init__(self) -> None:
        protection = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
        self.page = mmap.mmap(-1, mmap.PAGESIZE, prot=protection)
        self.page.write(bytes.fromhex(CODE))
        address = ctypes.addressof(ctypes.c_char.from_buffer(self.page))
        self.tell = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p)(address)

    def __call__(self, message: int) -> None:
        """Send START or STOP."""
        arguments = (ctypes.c_uint64 * 6)(message)  # has to live until it was read
        self.tell(ctypes.addressof(arguments))


def ask(application: Application, method: str, path: str, body: bytes) -> tuple[str, str, bytes]:
    """Make one request and return status, content type and body."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if body:
        environ |= {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body))}
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    answer = application(
        environ, lambda status, headers, error=None: begun.append((status, headers))
    )
    try:
        said = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    status, headers = begun[-1]
    return status, next((v for k, v in headers if k.lower() == "content-type"), ""), said


async def await_answer(
    application: Any, method: str, path: str, body: bytes
) -> tuple[str, str, bytes]:
    """Make one request to an ASGI application and return status, content type and body."""
    headers = [(b"host", b"127.0.0.1:8000")]
    if body:
        length = str(len(body)).encode()
        headers += [(b"content-type", b"application/json"), (b"content-length", length)]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
    }
    left = [{"type": "http.request", "body": body, "more_body": False}]
    messages: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if left:
            return left.pop()
        await asyncio.Event().wait()  # the client stays
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await application(scope, receive, send)
    found = {name.lower(): value for name, value in messages[0]["headers"]}
    said = b"".join(message.get("body", b"") for message in messages[1:])
    kind = found.get(b"content-type", b"").decode("latin-1")
    return str(messages[0]["status"]), kind, said


def main() -> None:
    """Do what the command line says."""
    interface, name, method, path, warm_up, requests, how = sys.argv[1:]
    body = sys.stdin.buffer.read()
    module, _, attribute = name.partition(":")
    application = getattr(importlib.import_module(module), attribute)
    switch = Switch() if how == "switched" else lambda message: None

    def wait(times: int) -> None:
        for _ in range(times):
            answers[:] = [ask(application, method, path, body)]

    async def awaiting(times: int) -> None:
        for _ in range(times):
            answers[:] = [await await_answer(application, method, path, body)]

    answers: list[tuple[str, str, bytes]] = []
    with asyncio.Runner() as runner:
        make = wait if interface == "wsgi" else lambda times: runner.run(awaiting(times))
        make(int(warm_up))
        gc.collect()  # what starting has left would be gone through in some counts only
        switch(START)
        make(int(requests))
        switch(STOP)
    status, kind, said = answers[0]
    sys.stdout.buffer.write(f"{status}\n{kind}\n".encode() + said)


if __name__ == "__main__":
    main()
