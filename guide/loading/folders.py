"""What lies in the folders of a site: every file that is not hidden, and what cannot be taken."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from guide.loading.mistakes import Mistake
from guide.loading.textfile import NO_FILE, is_special


def closed(site: Path, names: Iterable[str]) -> list[Mistake]:
    """Return a mistake for each folder there that cannot be listed and entered.

    Whoever asks what a file in it is gets an error instead of an answer.
    """
    found: list[Mistake] = []
    waiting = [site / name for name in names]
    while waiting:
        folder = waiting.pop()
        if not os.path.isdir(folder) or folder.is_symlink():  # noqa: PTH112  the other may fail
            continue
        if os.access(folder, os.R_OK | os.X_OK):
            with os.scandir(folder) as inside:
                waiting += [Path(e.path) for e in inside if e.is_dir() and e.name[0] != "."]
        else:
            message = "cannot be read: Permission denied (expected: a folder)"
            found.append(Mistake.at(folder.relative_to(site).as_posix(), message))
    return found


def files(site: Path, name: str, mistakes: list[Mistake]) -> Iterator[Path]:
    """Yield the files below the folder `name` of a site, in order, from that folder on.

    Hidden files and folders are passed over, such as editors leave. What cannot be read, and a
    folder that is a link, is added to `mistakes`. There may be no such folder.
    """
    waiting = [site / name]
    while waiting:
        folder = waiting.pop()
        shown = folder.relative_to(site).as_posix()
        if folder.is_symlink():  # also one that leads nowhere
            message = "a linked folder is not followed (expected: the folder itself)"
            mistakes.append(Mistake.at(shown, message))
            continue
        try:
            with os.scandir(folder) as found:
                inside = sorted(Path(entry.path) for entry in found)
        except FileNotFoundError:
            continue
        except OSError as error:
            message = f"cannot be read: {error.strerror} (expected: a folder)"
            mistakes.append(Mistake.at(shown, message))
            continue
        for path in inside:
            if path.name.startswith("."):
                continue
            if path.is_dir() and path.suffix != ".md":
                waiting.append(path)
            elif is_special(path):
                mistakes.append(Mistake.at(path.relative_to(site).as_posix(), NO_FILE))
            elif os.access(path, os.R_OK) or path.suffix == ".md":  # reading it says what is wrong
                yield path
            else:
                shown = path.relative_to(site).as_posix()
                message = "cannot be read (expected: a file that may be read)"
                mistakes.append(Mistake.at(shown, message))
