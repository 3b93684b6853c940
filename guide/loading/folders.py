"""What lies in the folders of a site: every file that is not hidden, and what cannot be taken."""

import os
from collections.abc import Iterator
from pathlib import Path

from guide.loading.mistakes import Mistake
from guide.loading.yamlfile import NO_FILE, is_special


def files(site: Path, name: str, mistakes: list[Mistake]) -> Iterator[Path]:
    """Yield the files below the folder `name` of a site, in order, from that folder on.

    Hidden files and folders are passed over, such as editors leave. What cannot be read, and a
    folder that is a link, is added to `mistakes`. There may be no such folder.
    """
    waiting = [site / name]
    while waiting:
        folder = waiting.pop()
        shown = folder.relative_to(site).as_posix()
        if folder.is_symlink() and folder.is_dir():
            message = "a linked folder is not followed (expected: the folder itself)"
            mistakes.append(Mistake(shown, 1, 1, "", message))
            continue
        try:
            with os.scandir(folder) as found:
                inside = sorted(Path(entry.path) for entry in found)
        except FileNotFoundError:
            continue
        except OSError as error:
            message = f"cannot be read: {error.strerror} (expected: a folder)"
            mistakes.append(Mistake(shown, 1, 1, "", message))
            continue
        for path in inside:
            if path.name.startswith("."):
                continue
            if path.is_dir() and path.suffix != ".md":
                waiting.append(path)
            elif is_special(path):
                mistakes.append(Mistake(path.relative_to(site).as_posix(), 1, 1, "", NO_FILE))
            elif os.access(path, os.R_OK) or path.suffix == ".md":  # reading it says what is wrong
                yield path
            else:
                shown = path.relative_to(site).as_posix()
                message = "cannot be read (expected: a file that may be read)"
                mistakes.append(Mistake(shown, 1, 1, "", message))
