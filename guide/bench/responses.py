"""Reading what a server answers, to its end."""

import asyncio
import re

LARGEST = 16 * 2**20  # bytes of one response
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*\r\n", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection:[ \t]*close[ \t]*\r\n", re.IGNORECASE)


class LoadError(Exception):
    """The server did not answer as it must; the message says where and how."""


async def read_response(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one HTTP/1.1 response to its end: (status, body).

    Raises `LoadError` if it is cut short, has no length, or closes the connection.
    """
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        status = _STATUS.match(head)
        if not status:
            raise LoadError(f"not an HTTP/1.1 response: {head[:40]!r}")
        if length := _LENGTH.search(head):
            if int(length[1]) > LARGEST:
                raise LoadError(f"a response of {int(length[1])} bytes")
            body = await reader.readexactly(int(length[1]))
        elif _CHUNKED.search(head):
            body = await _read_chunks(reader)
        else:
            raise LoadError("the response says no length")
    except asyncio.IncompleteReadError as error:
        raise LoadError(
            f"the connection was closed with {len(error.partial)} bytes of an answer"
        ) from None
    except asyncio.LimitOverrunError:
        raise LoadError(f"more than {LARGEST} bytes without an end") from None
    if _CLOSES.search(head):
        raise LoadError(f"status {int(status[1])}, and the server closes the connection")
    return int(status[1]), body


async def _read_chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while True:
        line = await reader.readuntil(b"\r\n")
        try:
            size = int(line.split(b";")[0], 16)
        except ValueError:
            raise LoadError(f"not a chunk size: {line[:40]!r}") from None
        chunk = await reader.readexactly(size + 2)
        if not chunk.endswith(b"\r\n"):
            raise LoadError("a chunk is longer than it says")
        if size == 0:
            return bytes(body)
        body += chunk[:-2]
        if len(body) > LARGEST:
            raise LoadError(f"more than {LARGEST} bytes without an end")
