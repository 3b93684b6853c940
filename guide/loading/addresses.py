"""What a site's own address may be."""

import re
from urllib.parse import urlsplit

EXPECTED = "https://example.org/ or https://example.org/path/"
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\s\[\]@:/?#\\<>\"'^`{|}%]+)(:[0-9]{1,5})?")
_PATH = re.compile(r"(/|[^\s/?#\\<>\"'^`{|}%]|%[0-9A-Fa-f]{2})*")


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
