"""A guide to begin with: `guide new` writes what lies in `site/` to a folder of yours.

It is small, whole and right: it serves, freezes and has no finding. Nothing here reads a guide.
"""

import datetime
from collections.abc import Iterator
from pathlib import Path

SITE = Path(__file__).parent / "site"
TODAY = "$TODAY"  # in criteria.yaml


class NotEmptyError(Exception):
    """There is something in the folder; the text names it."""


def begin(folder: Path, today: datetime.date) -> list[Path]:
    """Write a guide to `folder`, which is made or empty; return its files, named from there.

    Raises `NotEmptyError`, or `OSError` where nothing can be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if there := sorted(folder.iterdir()):
        raise NotEmptyError(there[0].name)
    written = sorted(_files())
    for name in written:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (SITE / name).read_text(encoding="utf-8").replace(TODAY, today.isoformat())
        path.write_text(text, encoding="utf-8")
    return written


def _files() -> Iterator[Path]:
    return (path.relative_to(SITE) for path in SITE.rglob("*") if path.is_file())
