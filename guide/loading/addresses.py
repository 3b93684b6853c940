"""What a site's own address may be, and how addresses are sent."""

import re
import string
import unicodedata
from urllib.parse import quote, urlsplit

EXPECTED = "https://example.org/ or https://example.org/path/"
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\s\[\]@:/?#\\<>\"'^`{|}%]+)(:[0-9]{1,5})?")
_PATH = re.compile(r"(/|[^\s/?#\\<>\"'^`{|}%]|%[0-9A-Fa-f]{2})*")
_LETTERS = re.compile(r"[^.:@]*[^\x00-\x7f.:@][^.:@]*")  # a part of a host beyond ASCII


def sent(address: str) -> str:
    """Write the letters of an address as a browser sends them: `/Käse` as `/K%C3%A4se`."""
    parts = urlsplit(address)
    host = _LETTERS.sub(lambda part: _in_ascii(part[0]), parts.netloc)
    path, query = (quote(part, safe=string.punctuation) for part in (parts.path, parts.query))
    return parts._replace(netloc=host, path=path, query=query).geturl()


def _in_ascii(part: str) -> str:
    """Write a part of a host's name as IDNA 2008 does; Python's own makes another name of `ß`."""
    return "xn--" + unicodedata.normalize("NFKC", part.lower()).encode("punycode").decode()


def problem(address: str) -> str:
    """Return what is wrong with the absolute address of a site and what would be right, or ""."""
    if not address:
        return ""
    shown = repr(address) if len(address) <= 100 else repr(address[:99] + "…")
    why = _why(address)
    return f"{shown}, {why} (expected: an address such as {EXPECTED})" if why else ""


def _why(address: str) -> str:
    if not address.isprintable() or " " in address:
        return "which has a space or a character that cannot be seen"
    if not address.startswith(("https://", "http://")):
        return "which does not begin with https:// or http://"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "which names no host or no port that there can be"
    if "?" in address or "#" in address:
        return "which has a ? or a #: a site is below a path"
    if "@" in parts.netloc:
        return "which has an @: a name or a password does not belong there"
    if not _HOST.fullmatch(parts.netloc) or port == 0:
        return "which names no host that there can be"
    if (
        not _PATH.fullmatch(parts.path)
        or "//" in parts.path
        or re.search(r"/\.\.?(/|$)", parts.path)
    ):
        return "whose path is none"
    return ""
