"""The body of an answer in every encoding, compressed once for each, and what a client asks of it.

RFC 9110: an ETag belongs to one encoding, and a range is one of the bytes that would be sent.
"""

import functools
import gzip
import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

import brotli
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header as parse
from werkzeug.http import parse_etags, parse_range_header

ENCODINGS = ("br", "gzip")  # what is chosen where a client likes both alike, best first
SMALLEST = 500  # bytes; less is not worth a compression
LONGEST = 300  # characters of an `Accept-Encoding`; no browser sends more
TEXTS = (
    *("text/", "application/json", "application/problem+json", "application/xml"),
    *("image/svg+xml", "application/javascript"),
)


def choose(accepted: str) -> str:
    """Return the encoding for an `Accept-Encoding`, "" for none; `q=0` is a refusal."""
    return _chosen(accepted) if len(accepted) <= LONGEST else ""  # or strangers fill the memory


@functools.lru_cache(256)
def _chosen(accepted: str) -> str:
    liked = {name.lower(): quality for name, quality in parse(accepted, Accept)}
    others = liked.get("*", 0)
    best = max(ENCODINGS, key=lambda encoding: liked.get(encoding, others))
    quality = liked.get(best, others)
    return best if quality > 0 and quality >= liked.get("identity", 0) else ""


def compress(data: bytes, encoding: str, *, once: bool) -> bytes:
    """Compress: well if it is done `once` for many answers, quickly if for this one alone."""
    if encoding == "br":
        return bytes(brotli.compress(data, quality=9 if once else 1))
    return gzip.compress(data, 9 if once else 1, mtime=0)


def is_text(mimetype: str) -> bool:
    """Say whether compressing helps for what is of this type."""
    return mimetype.startswith(TEXTS)


@dataclass
class Body:
    """What is sent again and again: its bytes and its type."""

    data: bytes
    content_type: str
    _encoded: dict[str, bytes] = field(default_factory=dict)

    @functools.cached_property
    def digest(self) -> str:
        """Twenty hexadecimal digits that change with the bytes."""
        return hashlib.sha256(self.data).hexdigest()[:20]

    @property
    def compressible(self) -> bool:
        """Whether it is sent compressed to those who take that."""
        return len(self.data) >= SMALLEST and is_text(self.content_type)

    def encoded(self, encoding: str) -> bytes:
        """Return the bytes in an encoding, "" for as they are."""
        if not encoding:
            return self.data
        if encoding not in self._encoded:
            self._encoded[encoding] = compress(self.data, encoding, once=True)
        return self._encoded[encoding]

    def answer(self, asked: "Asked") -> tuple[str, list[tuple[str, str]], bytes]:
        """Return the status, the headers and the bytes that answer a GET."""
        part = bool(asked.range) and asked.if_range in ("", f'"{self.digest}"')
        encoding = choose(asked.encodings) if self.compressible and not part else ""
        tag = f"{self.digest}-{encoding}" if encoding else self.digest
        headers = [("Content-Type", self.content_type), ("ETag", f'"{tag}"')]
        if self.compressible:
            headers.append(("Vary", "Accept-Encoding"))
        if asked.if_none_match and parse_etags(asked.if_none_match).contains_weak(tag):
            return "304 NOT MODIFIED", headers, b""
        data = self.encoded(encoding)
        if encoding:
            headers.append(("Content-Encoding", encoding))
        status = "200 OK"
        if part:
            status, data = self._part(asked.range, data, headers)
        headers.append(("Content-Length", str(len(data))))
        return status, headers, data

    def _part(self, asked: str, data: bytes, headers: list[tuple[str, str]]) -> tuple[str, bytes]:
        """Cut out the one range that is asked for; several, or none that is one, are ignored."""
        found = parse_range_header(asked)
        if found is None or found.units != "bytes" or len(found.ranges) != 1:
            return "200 OK", data
        span = found.range_for_length(len(data))
        if span is None:
            headers.append(("Content-Range", f"bytes */{len(data)}"))
            return "416 REQUESTED RANGE NOT SATISFIABLE", b""
        start, stop = span
        headers.append(("Content-Range", f"bytes {start}-{stop - 1}/{len(data)}"))
        return "206 PARTIAL CONTENT", data[start:stop]


class Asked(NamedTuple):
    """What a request says about the bytes it wants."""

    encodings: str = ""
    if_none_match: str = ""
    range: str = ""
    if_range: str = ""

    @classmethod
    def of(cls, environ: dict[str, object], *, ranges: bool) -> "Asked":
        """Read it from a WSGI environment; without `ranges` no part is ever sent."""

        def header(name: str) -> str:
            return str(environ.get(f"HTTP_{name}", ""))

        return cls(
            header("ACCEPT_ENCODING"),
            header("IF_NONE_MATCH"),
            header("RANGE") if ranges else "",
            header("IF_RANGE") if ranges else "",
        )
