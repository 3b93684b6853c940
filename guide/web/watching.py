"""Which files of a site an edit may touch, and when one did."""

import logging
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from watchfiles import watch

from guide.loading import cases, criteria, pages, phrases, statics
from guide.loading.unread import not_read

FILES = (criteria.FILE, cases.FILE, phrases.FILE)
FOLDERS = (pages.FOLDER, statics.FOLDER)
SECONDS = 2.0  # between looks where the system tells nothing: a link's target, a network drive
# hidden files, and what editors write beside the file that is edited
IGNORED = re.compile(r"\..*|.*~|#.*#|.*\.sw[a-z]|.*\.tmp|4913|__pycache__")

Snapshot = Mapping[str, tuple[int, ...]]

logger = logging.getLogger(__name__)


def snapshot(site: Path) -> Snapshot:
    """Return what changes with every edit: each file of a site with its time, size and number.

    What only has almost the name of one of them is a mistake, so it is looked at, too.
    """
    found: dict[str, tuple[int, ...]] = {mistake.file: () for mistake in not_read(site)}
    for path in (*(site / name for name in FILES), *_below(site, files=True)):
        try:
            stat = path.stat()
        except OSError:  # it is not there, or a link that leads nowhere
            found[str(path)] = ()
            continue
        found[str(path)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino, stat.st_mode)
    return found


def folders(site: Path) -> list[Path]:
    """Return the folders whose files belong to a site, the site's own first."""
    return [site, *_below(site, files=False)]


def _below(site: Path, *, files: bool) -> Iterator[Path]:
    waiting = [site / name for name in FOLDERS]
    while waiting:
        folder = waiting.pop()
        try:
            inside = [path for path in sorted(folder.iterdir()) if not IGNORED.fullmatch(path.name)]
        except OSError:  # there is none, or it may not be read
            continue
        if not files:
            yield folder
        for path in inside:
            if os.path.isdir(path) and not path.is_symlink():  # noqa: PTH112  the other may fail
                waiting.append(path)
            elif files:
                yield path


def follow(
    site: Path, before: Snapshot, changed: Callable[[], object], stop: threading.Event
) -> None:
    """Call `changed` after every edit since `before`, until `stop` is set.

    Edits in one breath are one.
    """
    while not stop.is_set():
        watched = folders(site)
        try:
            for _ in watch(
                *watched,
                recursive=False,
                stop_event=stop,
                debounce=400,
                rust_timeout=int(SECONDS * 1000),
                yield_on_timeout=True,
                raise_interrupt=False,
            ):
                now = snapshot(site)
                if now != before:
                    before = now
                    changed()
                if folders(site) != watched:
                    break
        # a folder that went, the system watches no more, or a name that is no text
        except (OSError, RuntimeError, UnicodeEncodeError):
            logger.debug("watching %s", site, exc_info=True)
            stop.wait(SECONDS / 4)
            now = snapshot(site)
            if now != before:
                before = now
                changed()
