"""Writing an export: every page asked for, given relative links, and put where it belongs."""

import re
import shutil
import warnings
from collections.abc import Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_frozen import Freezer, MissingURLGeneratorWarning
from werkzeug.test import create_environ

from guide.export import former, place, unchanged
from guide.export.place import Failed, publish
from guide.export.relative import relative_links
from guide.web import benchmarks, create_app, headers, looks, pages, running, scripted
from guide.web.bundles import BUNDLES
from guide.web.frame import INDEX
from guide.web.served import Served
from guide.web.state import State, state


def urls(served: Served) -> list[str]:
    """Return the address of every file of the export, as it is written in a link."""
    return [*_pages(served), *_files(served)]


def _pages(served: Served) -> list[str]:
    tables = benchmarks.files(served)
    return [*served.paths, *tables, "/404.html", "/robots.txt", "/sitemap.xml"]


def _files(served: Served) -> list[str]:
    static = [*served.site.static_files(), *BUNDLES, *looks.files(served.site.guide)]
    starter = [scripted.STARTER] if served.site.starter else []
    names = dict.fromkeys([*static, scripted.NAME, *starter])
    return [*(f"/static/{name}" for name in names), *(f"/{n}" for n in served.site.root_files())]


def freeze(
    site: Path | Served, output: Path, url: str, *, record: bool, inside: bool, made_from: str
) -> Generator[str, None, None]:
    """Do what `guide.export.freeze` says."""
    output = output.resolve()
    folder = site.site.folder if isinstance(site, Served) else site.resolve()
    place.check(output, folder)
    if isinstance(site, Path):
        made_from = former.source(folder, url)
    config = {"FROZEN": True, "SITE_URL": url, "PROXIES": "0"} | (
        {"RECORD": "on"} if record else {}
    )
    app = create_app(site, config)
    kept = state(app)
    with place.beside(output, inside=inside) as beside:
        sources = unchanged.sources(kept, url)
        unchanged.take_over(output, beside, sources)
        yield from _write(app, kept.served, beside)
        if failed := running.failed_recordings(app):
            raise Failed("\n".join(failed))
        yield from _copy(kept, beside)
        _finish(beside, url)
        unchanged.note(beside, sources)
        if made_from == former.source(folder, url) != "" and app.config["RECORD"] != "on":
            former.note(beside, made_from, len(urls(kept.served)))
        publish(beside, output)


def try_out(output: Path, site_folder: Path, *, inside: bool) -> None:
    """Raise what an export to `output` would raise at its beginning: `Refused`, or `OSError`."""
    output = output.resolve()
    place.check(output, site_folder)
    with place.beside(output, inside=inside):
        pass


def _write(app: Flask, served: Served, folder: Path) -> Iterator[str]:
    app.config.update(
        FREEZER_DESTINATION=str(folder),
        FREEZER_REMOVE_EXTRA_FILES=False,
        FREEZER_SKIP_EXISTING=True,  # those that were taken over
        FREEZER_IGNORE_MIMETYPE_WARNINGS=True,  # the type of .xml differs between systems
    )
    freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
    own = {page.path for page in served.site.own_pages()}
    freezer.register_generator(lambda: [path for path in _pages(served) if path not in own])
    with warnings.catch_warnings(), relative_links(app):
        # the JSON interface and the health check stay with the live site
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)
        for page in freezer.freeze_yield():
            yield page.url
        yield from _own(app, served, folder)


def _own(app: Flask, served: Served, folder: Path) -> Iterator[str]:
    """Write the site's own pages, of which there may be hundreds, as a request would get them.

    What Flask and Frozen-Flask do around a request takes longer than such a page.
    """
    environ = create_environ()
    for page in served.site.own_pages():
        target = folder / page.name / INDEX
        if not target.exists():  # else it was taken over
            with app.request_context({**environ, "PATH_INFO": page.path}):
                try:
                    made = pages.own_page(page)
                except Exception as error:
                    raise ValueError(f"{type(error).__name__} on URL {page.path}") from error
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made if isinstance(made, bytes) else made.encode())
        yield page.path


def _copy(kept: State, folder: Path) -> Iterator[str]:
    """Write what is the same in the live site: static files, and those for the root."""
    for name, file in kept.static_files.current().items():
        target = folder / "static" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.stored:
            shutil.copyfile(file.path, target)
        else:
            target.write_bytes(file.read())
        yield f"/static/{name}"
    for name, path in kept.site.root_files().items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        yield f"/{name}"


def _finish(folder: Path, url: str) -> None:
    """Add what is not a page; give `404.html`, which is shown at any depth, absolute links."""
    (folder / ".nojekyll").touch()
    every = headers.HEADERS | headers.TRANSPORT | headers.ASKED_AGAIN
    lines = [f"  {name}: {value}" for name, value in every.items()]
    (folder / "_headers").write_text("\n".join(["/*", *lines]) + "\n", encoding="utf-8")
    if url:
        page = folder / "404.html"
        root = urlsplit(url).path.rstrip("/") + "/"
        html = page.read_text(encoding="utf-8")
        html = re.sub(r'(href|src)="(?!https?:|#|/)', rf'\1="{root}', html)
        page.write_text(html, encoding="utf-8")
