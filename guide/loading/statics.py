"""The static files: those of a site, and the engine's below them. A site's own win, by name."""

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from guide.loading import folders
from guide.loading.mistakes import Mistake

FOLDER = "static"
ENGINE_STATIC = next(
    folder
    for folder in (Path(__file__).parents[1] / FOLDER, Path(__file__).parents[2] / FOLDER)
    if folder.is_dir()
)
ROOT = "static/root"  # what lies there is at the root of the site
LEFT = re.compile(r"\.DS_Store|\._.*|\.#.*|\..*\.sw[a-z]|.*~|#.*#")  # by editors and systems
MADE = ("404.html", "_headers", "api", "demo", "healthz", "index.html", "robots.txt", "sitemap.xml")
WORKS = (".css", ".js")  # what the pages work with


def files(site: Path) -> dict[str, Path]:
    """Return the static files of a site by name; hidden ones are not among them."""
    own, root = site / FOLDER, str(site / ROOT) + os.sep
    return {
        name: path
        for folder in ([own] if is_ours(own) else [ENGINE_STATIC, own])
        for path in sorted(folder.rglob("*"))
        if not (name := path.relative_to(folder).as_posix()).startswith(".")
        and "/." not in name
        and not str(path).startswith(root)
        and path.is_file()
    }


def is_ours(folder: Path) -> bool:
    """Tell whether a folder is the engine's own, as in the site that stands beside it."""
    return folder.resolve() == ENGINE_STATIC.resolve()


def is_the_engines(name: str, path: Path) -> bool:
    """Tell whether a file is the engine's of that name, or has all its bytes.

    The latter is so where the engine is installed beside its own site. Raises `OSError`.
    """
    engines = ENGINE_STATIC / name
    return engines.is_file() and (
        path.samefile(engines) or path.read_bytes() == engines.read_bytes()
    )


def root_files(site: Path) -> dict[str, Path]:
    """Return the files of `static/root/` by name.

    Hidden ones are wanted there (`.well-known/`), but not what editors and systems leave.
    """
    folder = site / ROOT
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not LEFT.fullmatch(path.name)
    }


def replaced(site: Path) -> list[str]:
    """Return the styles and scripts of the engine that a file of the site stands in place of."""
    own = site / FOLDER
    if is_ours(own):
        return []
    found = files(site)
    return [
        name
        for name, path in found.items()
        if name.endswith(WORKS)
        and path.is_relative_to(own)
        and (ENGINE_STATIC / name).exists()
        and not is_the_engines(name, path)
    ]


def unreadable(site: Path) -> list[Mistake]:
    """Return what is wrong with the files themselves."""
    mistakes: list[Mistake] = []
    for path in folders.files(site, FOLDER, mistakes):
        if not path.name.isprintable():
            message = "the name has a character that cannot be seen (expected: one without)"
            mistakes.append(Mistake.at(f"{FOLDER}/{path.name!a}", message))
    return mistakes


def check(site: Path, paths: Collection[str]) -> Iterator[Mistake]:
    """Yield the files for the root that would stand over one of the site's own addresses.

    `paths` are those of its pages.
    """
    taken = {path.split("/")[1] for path in paths} | {*MADE, "static", ".nojekyll"}
    for name in root_files(site):
        first, *_ = name.split("/")
        if first in taken:
            message = f"'/{first}' is an address of the site itself (expected: another name)"
        elif re.search(r"[<>\\\s]", name) or not name.isprintable():
            message = "the name has a space or one of < > \\ (expected: a name without these)"
        else:
            continue
        yield Mistake.at(f"{ROOT}/{name}", message)
