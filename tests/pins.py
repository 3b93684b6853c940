"""Write what is installed to constraints.txt: it becomes what everybody gets.

A line for another Python keeps its version: Django==6.1.3; python_version >= "3.12".

Run it by hand, with every Python that a line names: make pins PYTHON=python3.12
"""

from importlib.metadata import distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CONSTRAINTS = Path(__file__).parent / "constraints.txt"
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


if __name__ == "__main__":
    found = {each.name: each.version for each in distributions()}
    installed = {name: found[name] for name in found if canonicalize_name(name) not in OURS}
    lines = pins(CONSTRAINTS.read_text().splitlines(), installed)
    CONSTRAINTS.write_text("".join(f"{line}\n" for line in lines))
