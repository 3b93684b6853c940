"""A guide to begin with: what lies in `site/`, which `guide new` writes to a folder of yours.

It is small, whole and right: it serves, freezes and has no finding. Nothing here reads a guide.
"""

import datetime
from pathlib import Path

SITE = Path(__file__).parent / "site"
TODAY = "$TODAY"  # in criteria.yaml


def files(today: datetime.date) -> dict[str, bytes]:
    """Return the files of a guide that was updated today, by their paths in its folder."""
    return {
        path.relative_to(SITE).as_posix(): path.read_text(encoding="utf-8")
        .replace(TODAY, today.isoformat())
        .encode()
        for path in sorted(SITE.rglob("*"))
        if path.is_file()
    }
