"""The static export: the same pages, in files that any host can serve.

The site is written into a folder of its own, which takes its place when it is whole, so that a run
that fails or is killed leaves the previous export as it was. What a page says is the business of
the site, which is imported only where something is to be made: `former` tells whether that is so.
"""

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from guide.export.place import MARKER, Failed, Refused

if TYPE_CHECKING:
    from guide.web.served import Served

__all__ = ["MARKER", "Failed", "Refused", "freeze", "urls"]


def urls(served: "Served") -> list[str]:
    """Return the address of every file of the export, as it is written in a link."""
    from guide.export import writing

    return writing.urls(served)


def freeze(
    site: "Path | Served",
    output: Path,
    url: str = "",
    *,
    record: bool = False,
    inside: bool = False,
    made_from: str = "",
) -> Generator[str, None, None]:
    """Write the export of a site to `output`, and yield each address when it is written.

    `url` is the address that the export will have, for the sitemap, previews and `404.html`. With
    `record` the demos show what the twins answer now, instead of the recordings that come with the
    engine. With `inside` the folder `output` stays, and the files in it are replaced. `made_from`
    is what `former.source` gave before a site that is loaded was, for the next export to compare.
    Raises `guide.loading.mistakes.Invalid`, `guide.web.SettingError`, or `Refused` before anything
    is written; `Failed`, and leaves the previous export as it was, where a demo answered otherwise
    than it should.
    """
    from guide.export import writing

    return writing.freeze(site, output, url, record=record, inside=inside, made_from=made_from)
