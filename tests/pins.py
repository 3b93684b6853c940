"""Write what is installed to constraints.txt: it becomes what everybody gets.

A line for another Python keeps its version: Django==6.1.3; python_version >= "3.12". What the
benchmark's environments hold follows from it: guide/bench/pins.txt.

Run it by hand, with every Python that a line names: make pins PYTHON=python3.12
"""

import re
from importlib.metadata import distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CONSTRAINTS = Path(__file__).parent / "constraints.txt"
MEASURED = Path(__file__).parent.parent / "guide" / "bench" / "pins.txt"
OURS = {"decision-guide", "pip", "setuptools", "wheel"}


def here(line: str) -> bool:
    """Tell whether a line is for this Python."""
    marker = Requirement(line).marker
    return marker is None or marker.evaluate()


def pins(lines: list[str], installed: dict[str, str]) -> list[str]:
    """Return the lines anew; `installed` has the version of each package by its name."""
    kept, left = [], {canonicalize_name(name): name for name in installed}
    for line in lines:
        wanted = Requirement(line)
        if not here(line):
            kept.append(line)
        elif name := left.pop(canonicalize_name(wanted.name), None):
            marker = f"; {wanted.marker}" if wanted.marker else ""
            kept.append(f"{name}=={installed[name]}{marker}")
    kept += [f"{name}=={installed[name]}" for name in left.values()]
    return sorted(kept, key=str.lower)


def needed(extras: tuple[str, ...]) -> set[str]:
    """Return the packages that our extras bring, and what these need, by their plain names."""
    asked, found = [("decision-guide", extra) for extra in extras], set[str]()
    seen = set[tuple[str, str]]()
    while asked:
        name, extra = asked.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for each in map(Requirement, distribution(name).requires or ()):
            ours = name != "decision-guide" or (each.marker and "extra" in str(each.marker))
            if ours and (each.marker is None or each.marker.evaluate({"extra": extra})):
                found.add(canonicalize_name(each.name))
                asked += [(each.name, more) for more in ("", *each.extras)]
    return found


def measured(lines: list[str], names: set[str]) -> list[str]:
    """Return the pins of these packages, for any Python: each version that a line names.

    What says below which Python a version is meant is left out: newer ones can have it as well.
    """
    ours = [line for line in lines if canonicalize_name(Requirement(line).name) in names]
    return [re.sub(r"; python_version < .*", "", line) for line in ours]


if __name__ == "__main__":
    found = {each.name: each.version for each in distributions()}
    installed = {name: found[name] for name in found if canonicalize_name(name) not in OURS}
    lines = pins(CONSTRAINTS.read_text().splitlines(), installed)
    CONSTRAINTS.write_text("".join(f"{line}\n" for line in lines))
    ours = measured(lines, needed(("demos", "bench")))
    MEASURED.write_text("".join(f"{line}\n" for line in ours))
