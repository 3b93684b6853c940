"""Writes the starter's requirements.txt: each direct dependency with all that it needs, pinned.

The pins are those of tests/constraints.txt. What a package needs is read from what is installed.
`python -m tests.starter.pins` writes the file; a test finds it stale.
"""

import importlib.metadata
from collections.abc import Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

FILE = ROOT / "content" / "starter" / "both" / "requirements.txt"
ALWAYS = ""

# each direct dependency, and the mark under which the project needs it
DIRECT = {
    "flask": "flask",
    "pytest": "flask",
    "django": "django",
    "granian": ALWAYS,
    "scikit-learn": "sklearn",
    "pandas": "sklearn",
    "onnxruntime": "onnx",
}


def pinned() -> dict[str, str]:
    """Return the line of each package in the constraints, by its canonical name."""
    lines = (ROOT / "tests" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(line.partition("==")[0]): line for line in lines if line}


def closure(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield a package, and everything that it needs on this machine."""
    seen = {(name, extras)}
    for name, extras in (todo := [(name, extras)]):
        yield canonicalize_name(name)
        for text in importlib.metadata.requires(name) or []:
            requirement = Requirement(text)
            environments = [{"extra": extra} for extra in ("", *extras)]
            marker = requirement.marker
            if marker is None or any(marker.evaluate(each) for each in environments):
                needed = (requirement.name, frozenset(requirement.extras))
                if needed not in seen:
                    seen.add(needed)
                    todo.append(needed)


def text() -> str:
    """Return the file: a block for each condition, in the order of the names."""
    conditions: dict[str, set[str]] = {}
    for direct, condition in DIRECT.items():
        requirement = Requirement(direct)
        for name in closure(requirement.name, frozenset(requirement.extras)):
            conditions.setdefault(name, set()).add(condition)
    blocks: dict[str, list[str]] = {}
    pins = pinned()
    for name in sorted(conditions):
        mark = ALWAYS if ALWAYS in conditions[name] else " or ".join(sorted(conditions[name]))
        blocks.setdefault(mark, []).append(pins[name])
    lines = ["# Every package, indirect ones too, at the version that was tested."]
    for mark in sorted(blocks):
        lines += [f"#: if {mark}", *blocks[mark], "#: end"] if mark else blocks[mark]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
