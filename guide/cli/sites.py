"""The commands about a whole site: serve, freeze, check, and new to begin one."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from guide import beginning
from guide.cli.options import MOST_SHOWN, fail, site_option, today, url_option
from guide.loading import cases, links, statics

FALLBACK_URL = "http://localhost/"


@click.command()
@site_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-reload", is_flag=True, help="Serve the site as it is now; follow no edit.")
def serve(site: Path, host: str, port: int, no_reload: bool) -> None:
    """Serve the site on this machine, and every edit of it.

    The browser shows an edit by itself, and a mistake until it is mended. For the world, use
    --no-reload, behind a proxy that speaks HTTPS.
    """
    from guide.web import SettingError, create_app, serving
    from guide.web.following import Following

    try:
        following = None if no_reload else Following(site, _tell)
        app = following or create_app(site)
    except SettingError as error:
        raise click.UsageError(str(error)) from None
    if not serving.is_free(host, port):
        free = serving.next_free(host, port)
        raise click.ClickException(
            f"Port {port} is taken. To fix this: guide serve --port {free} "
            f"(or make serve PORT={free})"
        )

    def ready(address: str) -> None:
        click.echo(f"Serving {site.resolve()} on {address}")
        click.echo(f"Ctrl-C stops it.{' Every edit is shown by itself.' if following else ''}")
        if following:
            if following.edition.mistakes:
                _tell(following.edition.mistakes)
            following.start()

    try:
        serving.serve(app, host, port, ready)
    except serving.ListenError as error:
        raise click.ClickException(f"{host}, port {port}, cannot be listened on: {error}") from None
    finally:
        if following:
            following.stop()


def _tell(mistakes: Sequence[str]) -> None:
    """Say after an edit what is wrong, or that nothing is any more."""
    for line in mistakes[:MOST_SHOWN] or ["No mistakes any more."]:
        click.echo(line, err=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Write a small guide to begin with to DIR, a new or an empty folder."""
    try:
        written = beginning.begin(folder, today())
    except beginning.NotEmptyError as there:
        raise click.ClickException(
            f"{folder} is not empty: it has {there} (expected: a new or an empty folder)"
        ) from None
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}") from None
    for name in written:
        click.echo(folder / name)
    named = shlex.quote(str(folder))
    click.echo(f"To see it, also while you change it: guide serve --site {named}", err=True)


@click.command()
@site_option
@click.option("--output", type=click.Path(path_type=Path), help="Default: build/ in the site.")
@url_option("The address the export will have.")
@click.option(
    "--record",
    is_flag=True,
    envvar="GUIDE_RECORD",
    help="Run every demo, and show what it answers now.",
)
@click.option(
    "--in-place",
    is_flag=True,
    help="Keep the folder, and replace the files in it: for one that is mounted elsewhere.",
)
def freeze(site: Path, output: Path | None, url: str, record: bool, in_place: bool) -> None:
    """Write the site as static files for any host.

    A run that fails leaves the previous export as it was. The demos show the recordings that come
    with the engine, unless you ask for new ones.
    """
    from guide import export
    from guide.web import SettingError, checked

    output = output or site / "build"
    served = checked.load(site)
    if record and served.site.has_demos:
        _record()
    count = len(export.urls(served))
    steps = export.freeze(served, output, url, record=record, inside=in_place)
    try:
        with click.progressbar(steps, length=count, label="Freezing", file=sys.stderr) as progress:
            for _ in progress:
                pass
    except export.Refused as refused:
        raise click.ClickException(str(refused)) from None
    except SettingError as error:
        raise click.UsageError(str(error)) from None
    except export.Failed as failed:
        click.echo(str(failed), err=True)
        raise click.ClickException("the demos failed; the previous export is as it was") from None
    except ValueError as error:  # a page that fails
        raise click.ClickException(f"{error}; the previous export is as it was") from None
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}") from None
    if not url:
        click.echo(
            f"The address is not known: sitemap.xml says {FALLBACK_URL}. "
            "To fix this: guide freeze --url https://…",
            err=True,
        )
    click.echo(f"{output}: {count} files")


@click.command()
@site_option
@click.option("--links", "try_links", is_flag=True, help="Try every address outside the site, too.")
def check(site: Path, try_links: bool) -> None:
    """Check criteria.yaml and content/: a line for each mistake, with its place."""
    from guide.web import checked

    served, mistakes = checked.examine(site)
    if mistakes or served is None:
        fail(mistakes, err=False)
    if try_links:
        _check_links(site)
    found, passed = served.site, cases.count(site)
    for name in statics.replaced(site):
        click.echo(
            f"static/{name} stands in place of the engine’s whole file of that name. "
            "To add to the styles instead: static/site.css",
            err=True,
        )
    counts = [
        _counted(len(found.guide.criteria), "criterion", "criteria"),
        _counted(len(found.pages), "page", "pages"),
        _counted(passed, "case passed", "cases passed"),
    ]
    click.echo(f"{', '.join(counts[: 3 if passed else 2])}: no mistakes")


def _counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _record() -> None:
    """Run the demos for an export, and say which one runs."""
    from guide.web import running

    try:
        for title in running.recording():
            click.echo(f"Running the demo: {title}", err=True)
    except running.RecordingError as error:
        raise click.ClickException(f"{error}; the previous export is as it was") from None


def _check_links(site: Path) -> None:
    count = len({address for address, _ in links.external(site)})
    with click.progressbar(length=count, label="Trying addresses", file=sys.stderr) as progress:
        wrong = links.check(site, told=lambda: progress.update(1))
    if wrong:
        fail(wrong, err=False)
    click.echo(f"{count} addresses outside the site: all answer")
