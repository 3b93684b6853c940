"""How a command writes what it makes: where nothing is yet, whole, or not at all."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import click


@contextlib.contextmanager
def told(*places: Path) -> Iterator[None]:
    """Say what cannot be written, by the names that were given: not by a file's beside them."""
    try:
        yield
    except OSError as error:
        named = " and ".join(map(str, places))
        raise click.ClickException(f"{named} cannot be written: {error.strerror}") from None


def check_folder(folder: Path) -> None:
    """Refuse a folder that is neither new nor empty."""
    if folder.exists() and (there := sorted(folder.iterdir())):
        raise click.ClickException(
            f"{folder} is not empty: it has {there[0].name} (expected: a new or an empty folder)"
        )


def check_file(file: Path) -> None:
    """Refuse a file that is there; a device or a pipe may be."""
    if file.is_file():
        raise click.ClickException(f"{file} exists already (expected: a new file)")


def write(files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, with their folders: all of them, or none.

    They are written in a folder beside their places, which is gone afterwards, and moved there
    when all are whole. Raises `OSError`.
    """
    made: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            if path.exists():  # a device or a pipe: nothing takes its place
                path.write_bytes(content)
                continue
            home = next(parent for parent in path.parents if parent.exists())
            if home not in made:
                made[home] = Path(tempfile.mkdtemp(prefix=".guide-", dir=home))
            file = made[home] / path.relative_to(home)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        for home, folder in made.items():
            for part in sorted(folder.iterdir()):
                part.rename(home / part.name)
    finally:
        for folder in made.values():
            shutil.rmtree(folder, ignore_errors=True)
