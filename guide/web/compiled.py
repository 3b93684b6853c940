"""Templates, compiled once: each start and each edit of a site makes another application."""

import contextlib
import functools
import os
from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from guide.loading import remembered

FOLDER = f"templates-{jinja2.__version__}"


class Compiled(FileSystemBytecodeCache):
    """What templates were compiled to: in memory, and in the user's cache for the next start.

    That of a changed file is not used: Jinja compares them. Where there is no cache, or what it
    holds cannot be read, a template is compiled anew.
    """

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}
        super().__init__("")
        with contextlib.suppress(*remembered.NOWHERE):
            around = remembered.folder()
            for folder in (around, around / FOLDER):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if _is_own(around) and _is_own(around / FOLDER):
                self.directory = str(around / FOLDER)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template: its name, wherever the package was installed."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept of its template."""
        if code := self._codes.get(bucket.key):
            bucket.bytecode_from_string(code)
        elif self.directory:
            try:
                super().load_bytecode(bucket)
            except Exception:  # of the pickle in it, which may raise any
                bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket's template was compiled to."""
        self._codes[bucket.key] = bucket.bytecode_to_string()
        if self.directory:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


def _is_own(folder: Path) -> bool:
    """Tell whether no stranger can write there: what lies in it is run."""
    found = folder.stat()
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o002)


@functools.cache
def compiled() -> Compiled:
    """Return the one of this process: its applications have the same options and filters."""
    return Compiled()
