"""What was made of texts, kept between runs: in the user's cache, one file for each site.

It may be removed at any time, and a run that cannot read or write it makes everything anew.
"""

import contextlib
import dataclasses
import functools
import hashlib
import importlib.metadata
import json
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from guide.loading.tags import AROUND, Converted

MAKERS = ("rendering.py", "tags.py")  # with what they import:
LIBRARIES = ("markdown", "pygments")
MOST = 4096  # texts in memory
FILES = 50  # in the folder: of the sites that were used last
WORTH = 0.01  # seconds that making texts took, from which on they are kept
NOWHERE = (OSError, RuntimeError)  # no folder that can be used, or a user without a home

_made: dict[str, Converted] = {}
_spent = 0.0


def converted(text: str, reserved: tuple[str, ...] = AROUND) -> Converted:
    """Return what `rendering.convert` makes of a text, made once."""
    global _spent
    key = _key(text, reserved)
    if key not in _made:
        from guide.loading import rendering  # only here: it brings Markdown

        began = time.perf_counter()
        made = rendering.convert(text, reserved)
        _spent += time.perf_counter() - began
        if len(_made) >= MOST:
            _made.clear()
        _made[key] = made
    return _made[key]


def make(texts: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Convert what is not converted yet, in several processes if there is much of it.

    What cannot be made so is left to `converted`.
    """
    global _spent
    missing = {key: text for text in texts if (key := _key(*text)) not in _made}
    if not missing or len(_made) + len(missing) > MOST:
        return
    from guide.loading import abreast  # only here: it brings Markdown

    began = time.perf_counter()
    for key, made in zip(missing, abreast.converted(list(missing.values())), strict=False):
        if made is not None:
            _made[key] = made
    _spent += time.perf_counter() - began


def recall(site: Path) -> None:
    """Take what an earlier run kept of a site."""
    with contextlib.suppress(*NOWHERE, ValueError, TypeError, KeyError, AttributeError):
        for key, fields in json.loads(_file(site).read_text(encoding="utf-8")).items():
            pieces, ids, links, refused = fields
            if not all(isinstance(text, str) for text in (*pieces, *ids, *links)):
                continue
            pairs = tuple((str(a), str(b)) for a, b in refused)
            _made.setdefault(key, Converted(tuple(pieces), tuple(ids), tuple(links), pairs))


def keep(site: Path, texts: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Keep what was made of the texts of a site, if that took long enough to be worth it."""
    global _spent
    if _spent < WORTH:
        return
    keys = [_key(*text) for text in texts]
    found = {key: dataclasses.astuple(_made[key]) for key in keys if key in _made}
    with contextlib.suppress(*NOWHERE):
        file = _file(site)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, name = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(number, "w", encoding="utf-8") as beside:
                json.dump(found, beside)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)  # what a full disk has cut off
        _spent = 0.0
        times = sorted((path.stat().st_mtime, path) for path in file.parent.glob("*.json"))
        for _, path in times[:-FILES]:
            path.unlink(missing_ok=True)


def _key(text: str, reserved: tuple[str, ...]) -> str:
    whole = "\0".join([_edition(), *reserved, text])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


@functools.cache
def _edition() -> str:
    """Return what changes with everything that makes HTML of Markdown."""
    made = [Path(__file__).with_name(name).read_bytes() for name in MAKERS]
    versions = (importlib.metadata.version(name).encode() for name in LIBRARIES)
    return hashlib.sha256(b"\0".join([*made, *versions])).hexdigest()


def folder() -> Path:
    """Return where in the user's cache things are kept; raise one of `NOWHERE`."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", ""))  # a relative one is to be ignored
    return (cache if cache.is_absolute() else Path.home() / ".cache") / "decision-guide"


def _file(site: Path) -> Path:
    name = hashlib.sha256(os.fsencode(site.resolve())).hexdigest()[:16]
    return folder() / f"{name}.json"
