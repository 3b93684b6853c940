"""The static files: the site's own and the engine's, with versions by what is in them."""

import mimetypes
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guide.loading.site import Site
from guide.loading.statics import FOLDER, is_the_engines
from guide.web.bodies import Body
from guide.web.bundles import BUNDLES, bundle, sheet

LARGEST = 2 * 2**20  # bytes; larger files stay on the disk
SECONDS = 1.0  # how long the folders are believed to be as they were
SHEET = ".css"

# a system may say otherwise, as Windows often does, and a browser then refuses them
OURS = {SHEET: "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def media_type(name: str) -> str | None:
    """Return the media type of a file by its name; None where nobody knows one."""
    return OURS.get(Path(name).suffix.lower()) or mimetypes.guess_type(name)[0]


@dataclass
class File:
    """A file as it was found: `body` is read when it is first asked for.

    A bundle has the `parts` that it is made of, a style sheet of the engine's has itself, and what
    the guide makes has its bytes: all with the place and the name that they would have.
    """

    path: Path
    changed: tuple[int, ...]  # nanoseconds, bytes, of each part
    parts: tuple[Path, ...] = ()
    made: bytes = b""
    _body: Body | None = field(default=None, compare=False)

    @property
    def body(self) -> Body | None:
        """What it holds; None where it is too large to keep, or gone by now."""
        if self._body is None and self.changed[1] <= LARGEST:
            kind = media_type(self.path.name) or "application/octet-stream"
            if kind.startswith("text/"):
                kind += "; charset=utf-8"
            try:
                self._body = Body(self.read(), kind)
            except OSError:
                return None
        return self._body

    @property
    def stored(self) -> bool:
        """Whether it lies in the folder as it is sent."""
        return not (self.parts or self.made)

    def read(self) -> bytes:
        """Return what it holds; raise `OSError` where it is gone by now."""
        if self.made:
            return self.made
        if not self.parts:
            return self.path.read_bytes()
        texts = [part.read_text(encoding="utf-8") for part in self.parts]
        return (sheet(*texts) if self.path.suffix == SHEET else bundle(texts)).encode()


class StaticFiles:
    """The files of a site by name, beside those `made` of its guide.

    An edit is noticed within `SECONDS`.
    """

    def __init__(self, site: Site, made: Mapping[str, bytes]) -> None:
        self._site = site
        folder = site.folder / FOLDER
        self._made = {
            name: File(folder / name, (0, len(text)), made=text) for name, text in made.items()
        }
        self._lock = threading.Lock()
        self._looked = 0.0
        self._files: Mapping[str, File] = {}
        self.edition = 0  # another one after every edit
        self._look()

    def get(self, name: str) -> File | None:
        """Return a file, None if there is none."""
        return self.current().get(name)

    def version(self, name: str) -> str | None:
        """Return what changes with a file's bytes; None for what is not kept."""
        file = self.get(name)
        body = file.body if file else None
        return body.digest[:12] if body else None

    def current(self) -> Mapping[str, File]:
        """Return all files, looked up again if that was long ago."""
        if time.monotonic() - self._looked > SECONDS:
            self._look()
        return self._files

    def _look(self) -> None:
        with self._lock:
            found: dict[str, File] = dict(self._made)
            for name, path in self._site.static_files().items():
                before = self._files.get(name)
                try:
                    stat = path.stat()
                    now = (stat.st_mtime_ns, stat.st_size)
                    if before and (before.path, before.changed) == (path, now):
                        found[name] = before
                    else:
                        found[name] = File(path, now, (path,) if _reduced(name, path) else ())
                except OSError:
                    continue
            for name, names in BUNDLES.items():
                parts = [found[part] for part in names if part in found]
                changed = tuple(number for part in parts for number in part.changed)
                file = File(parts[0].path.with_name(name), changed, tuple(p.path for p in parts))
                before = self._files.get(name)
                found[name] = before if before == file else file
            if found != self._files:
                self._files = found
                self.edition += 1
            self._looked = time.monotonic()


def _reduced(name: str, path: Path) -> bool:
    """Tell whether a file is a style sheet of the engine's; a site's own are sent as they are."""
    return path.suffix == SHEET and is_the_engines(name, path)
