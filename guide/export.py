"""The static export: the same pages, in files that any host can serve.

The site is written beside its destination and swapped in when it is whole, so that a run that
fails or is killed leaves the previous export as it was.
"""

import re
import shutil
import tempfile
import warnings
from collections.abc import Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_frozen import Freezer, MissingURLGeneratorWarning

from guide.web import create_app, headers, live
from guide.web.benchmarks import files
from guide.web.bundles import BUNDLES
from guide.web.served import Served
from guide.web.state import NAME

MARKER = ".made-by-guide-freeze"
OLD = "-old"  # ends the name of the previous export while the new one takes its place


class Refused(Exception):  # noqa: N818 - it is not an error to refuse
    """The destination is not ours to write over; the text says how to go on."""


class Failed(Exception):  # noqa: N818 - named for what happened, as `Refused`
    """What the demos answered is not fit to be published; the text has a line for each answer."""


def urls(served: Served) -> list[str]:
    """Return the address of every file of the export."""
    return [
        *served.paths,
        *(f"/static/{name}" for name in (*served.site.static_files(), *BUNDLES)),
        *(["/static/starter-data.js"] if served.site.starter else []),
        *files(served),
        "/404.html",
        "/robots.txt",
        "/sitemap.xml",
    ]


def check_destination(output: Path, site_folder: Path) -> None:
    """Raise `Refused` unless `output` is new, empty, or an earlier export."""
    if output.is_dir():
        names = {path.name for path in output.iterdir()}
        if not names or MARKER in names:
            return
        what = f"{output} holds files that guide freeze did not write"
    elif not output.exists() and not output.is_symlink():
        parents = [site_folder / name for name in ("content", "static")]
        if not any(output.is_relative_to(parent) for parent in parents):
            return
        what = f"{output} lies among the site's sources"
    else:
        what = f"{output} is not a folder"
    raise Refused(f"{what}. To fix this: name another folder with --output, or remove it.")


def freeze(site_folder: Path, output: Path, url: str = "") -> Generator[str, None, None]:
    """Write the export of a site to `output`, and yield each address when it is written.

    `url` is the address that the export will have, for the sitemap, previews and `404.html`.
    Raises `guide.loading.yamlfile.Invalid`, or `Refused` before anything is written; `Failed`, and
    leaves the previous export as it was, where a demo answered otherwise than it should.
    """
    output = output.resolve()
    check_destination(output, site_folder.resolve())
    app = create_app(site_folder, {"FROZEN": True, "SITE_URL": url, "PROXIES": "0"})
    served: Served = app.extensions[NAME].served
    output.parent.mkdir(parents=True, exist_ok=True)
    _sweep(output)
    beside = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        (beside / MARKER).write_text("guide freeze made this folder and will replace it.\n")
        yield from _write(app, served, beside)
        if failed := live.failed_recordings(app):
            raise Failed("\n".join(failed))
        _finish(beside, url)
        _swap(beside, output)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write(app: Flask, served: Served, folder: Path) -> Iterator[str]:
    app.config.update(
        FREEZER_DESTINATION=str(folder),
        FREEZER_RELATIVE_URLS=True,
        FREEZER_REMOVE_EXTRA_FILES=False,
        FREEZER_IGNORE_MIMETYPE_WARNINGS=True,  # the type of .xml differs between systems
    )
    freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
    freezer.register_generator(lambda: urls(served))
    with warnings.catch_warnings():
        # the JSON interface and the health check stay with the live site
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)
        for page in freezer.freeze_yield():
            yield page.url


def _finish(folder: Path, url: str) -> None:
    """Add what is not a page; give `404.html`, which is shown at any depth, absolute links."""
    (folder / ".nojekyll").touch()
    lines = [f"  {name}: {value}" for name, value in (headers.HEADERS | headers.TRANSPORT).items()]
    (folder / "_headers").write_text("\n".join(["/*", *lines]) + "\n", encoding="utf-8")
    if url:
        page = folder / "404.html"
        root = urlsplit(url).path.rstrip("/") + "/"
        html = page.read_text(encoding="utf-8")
        html = re.sub(r'(href|src)="(?!https?:|#|/)', rf'\1="{root}', html)
        page.write_text(html, encoding="utf-8")
    folder.chmod(0o755)


def _sweep(output: Path) -> None:
    """Put right what a killed run left: its half-written folder, or a swap cut in two."""
    for left in output.parent.glob(f".{output.name}-*"):
        if left.name.endswith(OLD) and not output.exists():
            left.rename(output)
        elif (left / MARKER).is_file() or not any(left.iterdir()):
            shutil.rmtree(left)


def _swap(beside: Path, output: Path) -> None:
    if not output.exists():
        beside.rename(output)
        return
    aside = beside.with_name(beside.name + OLD)
    output.rename(aside)
    try:
        beside.rename(output)
    except OSError:
        aside.rename(output)
        raise
    shutil.rmtree(aside)
