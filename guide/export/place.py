"""Where an export goes: whose folder that is, who writes there now, and how the new one comes in.

An export is written in a folder of its own. Where that can take the place of the former one, it is
swapped for it: what is there is whole at every moment. Where it cannot (a mount point, a parent
that may not be written, a folder of somebody else's, a Git repository), the files inside are
replaced one by one.
"""

import contextlib
import errno
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without it: two exports at a time are then nobody's business
    fcntl = None  # type: ignore[assignment]

MARKER = ".made-by-guide-freeze"
OLD = "-old"  # ends the name of the previous export while the new one takes its place
# what stays in an export and is none of it: of a file system, and of who publishes it by Git
STAY = ("lost+found", ".git")
STAYS = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS)  # it cannot be moved


class Refused(Exception):  # noqa: N818 - it is not an error to refuse
    """The destination is not ours to write over; the text says how to go on."""


class Failed(Exception):  # noqa: N818 - named for what happened, as `Refused`
    """What the demos answered is not fit to be published; the text has a line for each answer."""


def check(output: Path, site_folder: Path) -> None:
    """Raise `Refused` unless `output` is new, empty, or an earlier export."""
    if output.is_dir():
        if not _foreign(output):
            return
        what = f"{output} holds files that guide freeze did not write"
    elif not output.exists() and not output.is_symlink():
        parents = [site_folder / name for name in ("content", "static")]
        if not any(output.is_relative_to(parent) for parent in parents):
            return
        what = f"{output} lies among the site's sources"
    else:
        what = f"{output} is not a folder"
    raise Refused(f"{what}. To fix this: name a new or an empty folder with --output.")


def _foreign(output: Path) -> bool:
    names = {path.name for path in output.iterdir()}
    left = [name for name in names if name not in STAY and not _beside(output).fullmatch(name)]
    return bool(left) and MARKER not in names


def _beside(output: Path) -> re.Pattern[str]:
    """Match the names of the folders in which an export to `output` is written, and no others."""
    return re.compile(rf"\.{re.escape(output.name)}-[a-z0-9_]+({OLD})?")


def left_beside(output: Path) -> Iterator[Path]:
    """Yield what runs that were killed have left beside `output`, and what others write now."""
    return (path for path in output.parent.iterdir() if _beside(output).fullmatch(path.name))


@contextlib.contextmanager
def beside(output: Path, *, inside: bool = False) -> Iterator[Path]:
    """Make a folder to write an export to `output` in; it is gone afterwards.

    It lies beside `output`, or in it with `inside` or where that cannot be swapped. What killed
    runs left is removed, what others write at this moment is not. Raises `Refused` where a folder
    in `output` may not be written to.
    """
    home = output if output.is_dir() and (inside or not _movable(output)) else output.parent
    home.mkdir(parents=True, exist_ok=True)
    if home == output:
        _check_folders(output)
    with _alone(home):
        _sweep(output, home)
        made = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=home))
        mine = _lock(made)
    try:
        _like(made, output)
        (made / MARKER).write_text("guide freeze made this folder and will replace it.\n")
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        _unlock(mine)


def publish(made: Path, output: Path) -> None:
    """Put an export that is whole where it belongs; raise `Refused` if that is no longer ours."""
    home = made.parent
    with _alone(home):
        if not (made / MARKER).is_file():
            raise Refused(f"{made} was removed. To fix this: run guide freeze again.")
        if output.is_dir() and _foreign(output):
            check(output, output)
        _share(made)
        if home == output:
            _replace(made, output)
            return
        try:
            _swap(made, output)
        except OSError as error:
            if error.errno not in STAYS or not output.is_dir():
                raise
            with beside(output, inside=True) as copy:
                shutil.copytree(made, copy, dirs_exist_ok=True)
                _replace(copy, output)


def _swap(made: Path, output: Path) -> None:
    if not output.exists():
        made.rename(output)
        return
    aside = made.with_name(made.name + OLD)
    output.rename(aside)
    try:
        made.rename(output)
    except OSError:
        aside.rename(output)
        raise
    shutil.rmtree(aside)


def _replace(made: Path, output: Path) -> None:
    """Move each file to its place: first what pages load, then the pages, then what is stale goes.

    Each file is whole at every moment, and a page finds what it loads.
    """
    names = [path.relative_to(made) for path in sorted(made.rglob("*")) if not path.is_dir()]
    names.sort(key=lambda name: (name.name != MARKER, name.suffix == ".html", name))
    for name in names:
        target = output / name
        for folder in reversed(target.relative_to(output).parents):
            here = output / folder
            if here.is_symlink() or here.is_file():
                here.unlink()
            if not here.is_dir():
                here.mkdir()
                here.chmod(stat.S_IMODE((made / folder).stat().st_mode))
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        (made / name).replace(target)
    kept = {*names, *(parent for name in names for parent in name.parents)}
    for path in sorted(output.rglob("*"), reverse=True):
        name = path.relative_to(output)
        if name in kept or name.parts[0] in STAY or _beside(output).fullmatch(name.parts[0]):
            continue
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()


def _check_folders(output: Path) -> None:
    """Refuse at once what would be replaced in part only."""
    for path in output.rglob("*"):
        if path.is_symlink() or not path.is_dir() or path.relative_to(output).parts[0] in STAY:
            continue
        if not os.access(path, os.W_OK | os.X_OK):
            raise Refused(f"{path} may not be written to. To fix this: change its mode or owner.")


def _share(made: Path) -> None:
    """Let a group that may write to an export write to the folders in it: one of it is the next."""
    if made.stat().st_mode & stat.S_IWGRP:
        for path in made.rglob("*"):
            if path.is_dir():
                path.chmod(stat.S_IMODE(path.stat().st_mode) | stat.S_IWGRP)


def _movable(output: Path) -> bool:
    """Tell whether another folder can take the place of one that is there, with its owners."""
    stays = any(os.path.lexists(output / name) for name in STAY)
    if stays or output.is_mount() or not os.access(output.parent, os.W_OK | os.X_OK):
        return False
    there = output.stat()
    if not hasattr(os, "geteuid") or os.geteuid() == 0:  # a system without owners, or root
        return True
    return there.st_uid == os.geteuid() and there.st_gid in {os.getegid(), *os.getgroups()}


def _like(made: Path, output: Path) -> None:
    """Give a folder the owner, group and mode of the one that it replaces, before it has files."""
    if not output.is_dir():
        made.chmod(0o755)
        return
    there = output.stat()
    with contextlib.suppress(PermissionError, AttributeError):  # a system without owners
        os.chown(made, there.st_uid, there.st_gid)
    made.chmod(stat.S_IMODE(there.st_mode) | stat.S_IRWXU)


def _sweep(output: Path, home: Path) -> None:
    """Put right what a killed run left: its half-written folder, or a swap cut in two."""
    for left in home.iterdir():
        if not _beside(output).fullmatch(left.name) or left.is_symlink():
            continue
        if left.name.endswith(OLD) and not output.exists():
            left.rename(output)
            continue
        with contextlib.suppress(BlockingIOError, FileNotFoundError, NotADirectoryError):
            if (left / MARKER).is_file() or not any(left.iterdir()):
                mine = _lock(left)
                shutil.rmtree(left)
                _unlock(mine)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else sweeps or swaps in a folder, and keep others waiting meanwhile."""
    mine = _lock(folder, wait=True)
    try:
        yield
    finally:
        _unlock(mine)


def _lock(folder: Path, *, wait: bool = False) -> int | None:
    """Lock a folder; None where the system or the file system knows no locks.

    Raises `BlockingIOError` where somebody else has it, unless one waits.
    """
    if fcntl is None:
        return None
    try:
        mine = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return None
    try:
        fcntl.flock(mine, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        os.close(mine)
        raise
    except OSError:
        os.close(mine)
        return None
    return mine


def _unlock(mine: int | None) -> None:
    if mine is not None:
        os.close(mine)
