"""What stands beside the files of a site under a name that nobody reads."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from guide.loading import cases, criteria, pages, phrases, statics
from guide.loading.mistakes import Mistake

READ = (criteria.FILE, cases.FILE, phrases.FILE, pages.FOLDER, statics.FOLDER)


def not_read(folder: Path) -> Iterator[Mistake]:
    """Yield the files and folders that are named almost as those that are read."""

    def alike(name: str) -> str:
        stem, dot, ending = name.casefold().partition(".")
        ending = ending.removesuffix(".txt")  # as some editors add, and some systems hide
        return stem.removesuffix("s") + dot + ending.replace("yml", "yaml")

    read = {alike(name): name for name in READ}
    with contextlib.suppress(OSError):  # what else is wrong with the folder is told elsewhere
        for name in sorted(path.name for path in folder.iterdir()):
            if (meant := read.get(alike(name), name)) != name and not (folder / meant).exists():
                yield Mistake.at(name, f"this is not read (expected: the name {meant})")
