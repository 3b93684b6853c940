"""What `guide start` does: the project as a folder, as an archive, or both."""

from collections.abc import Mapping
from pathlib import Path


class Refused(Exception):  # noqa: N818 - the command refuses
    """The project cannot be written there; the message says why."""


def write(contents: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a project into a folder, which is made or has nothing in it."""
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is not a folder")
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} has something in it (expected: a new or an empty folder)")
    for path, content in contents.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
