"""Lays out the unfiltered tree of a framework, which runs, and where one develops.

`python -m tests.starter.tree flask FOLDER` links the files of `both/` and `flask/` into a folder:
what is changed there is changed in `content/starter/`, and has all marks in it. Only what lies at
the top, which both frameworks share, is filtered, as for a project with everything: Python takes a
link there for the file that it leads to, so these are copies. Where two features exclude each other
the later one is at work, and tests of the other, such as passwords where there is single sign-on,
are left out. A second run adds what is new.
"""

import sys
from pathlib import Path

from guide.engine import marks
from guide.engine.features import BOTH, Starter
from guide.loading import starter as starters
from tests.conftest import ROOT, guide_of


def lay(starter: Starter, framework: str, folder: Path) -> None:
    """Lay out the tree of a framework in a folder."""
    features = {framework, *(each.id for each in starter.features)}
    formats = [each.id for each in starter.formats]
    for name in (BOTH, framework):
        for path, text in starter.files[name].items():
            on = any(marks.keep(text, {*features, kind}) is not None for kind in formats)
            if not on and path.startswith("tests/"):
                continue
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            if "/" in path:
                target.symlink_to(ROOT / starters.FOLDER / name / path)
            else:
                kept = marks.keep(text, {*features, *formats})
                target.write_text(kept or "", encoding="utf-8")


if __name__ == "__main__":
    found = starters.load(ROOT, guide_of(ROOT))
    if found is None or len(sys.argv) != 3 or sys.argv[1] not in found.frameworks:
        sys.exit(__doc__)
    lay(found, sys.argv[1], Path(sys.argv[2]))
