"""The instance folder: the one place on disk where the service keeps anything.

Several worker processes share it, so whatever is made here once is made under a lock.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """Return the service's own folder in ``TWIN_INSTANCE``, made if it is missing."""
    path = Path(os.environ.get("TWIN_INSTANCE", "instance")).resolve() / Path(__file__).parent.name
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    check(path)
    return path


def check(path: Path) -> None:
    """Raise `PermissionError` if somebody else may have written what stands there.

    What is kept here is trusted: a model's file runs what it says when it is loaded.
    """
    found = path.stat()
    if found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise PermissionError(
            f"{path} belongs to somebody else, or others may write to it. "
            "To fix this: name another folder with TWIN_INSTANCE (or GUIDE_INSTANCE)"
        )


def identity(path: str | Path | None) -> tuple[int, int] | None:
    """Return what tells a file from another that takes its place; None where there is no file."""
    try:
        found = Path(path or "").stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def takes(path: str | Path) -> bool:
    """Tell whether a file can be written, and others beside it: none is read-only, no disk full."""
    file = Path(path)
    disk = os.statvfs(file.parent)
    room = disk.f_bavail if os.geteuid() else disk.f_bfree
    there = [file.parent, *([file] if file.exists() else [])]
    return all(os.access(each, os.W_OK) for each in there) and (room > 0 or not disk.f_blocks)


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Let one process (and one thread) at a time past this point, for each name."""
    with (folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write(path: Path, data: bytes) -> None:
    """Put a file in its place whole, readable by its owner only."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(data)
    draft.replace(path)


def secret_key() -> str:
    """Return ``SECRET_KEY``, or one that the first process makes for all of them.

    Raises `ValueError` where others on other hosts share a database, and could not know it.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    if os.environ.get("DATABASE_URL", "").startswith("postgresql:"):
        raise ValueError("SECRET_KEY is not set, and DATABASE_URL is: all hosts need the same key")
    path = folder() / "secret_key"
    with lock("secret_key"):
        if not path.exists() or not path.stat().st_size:
            write(path, secrets.token_urlsafe(50).encode())
    check(path)
    return path.read_text()
