"""The command that writes the static site; what makes pages is imported where some are to be."""

import sys
from pathlib import Path

import click

from guide.cli.options import site_option, url_option
from guide.loading.statics import FOLDER

FALLBACK_URL = "http://localhost/"


@click.command()
@site_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder to write to. Default: build/ in the site.",
)
@url_option("The address the export will have.")
@click.option(
    "--record",
    is_flag=True,
    envvar="GUIDE_RECORD",
    show_envvar=True,
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
    with the engine, unless you ask for new ones. An export that would be the same is left as it is.
    """
    from guide.export import former

    output = output or site / "build"
    made_from = "" if record else former.source(site, url)
    count = former.unchanged(output, made_from)
    if count is None:
        count = _write(site, output, url, made_from, record=record, in_place=in_place)
    else:
        click.echo("Nothing has changed since the last export.", err=True)
    if not url:
        click.echo(
            f"The address is not known: sitemap.xml says {FALLBACK_URL}, and 404.html shows right "
            "at the root only. To fix this: guide freeze --url https://…",
            err=True,
        )
    click.echo(f"{output}: {count} files")


def _write(
    site: Path, output: Path, url: str, made_from: str, *, record: bool, in_place: bool
) -> int:
    """Write the export, tell of its progress, and return how many files it has."""
    from guide import export
    from guide.export import writing
    from guide.web import SettingError, checked

    served = checked.load(site)
    count = len(export.urls(served))
    steps = export.freeze(served, output, url, record=record, inside=in_place, made_from=made_from)
    try:
        if record and served.site.has_demos:
            writing.try_out(output, served.site.folder, inside=in_place)  # the demos take a while
            _record()
        with click.progressbar(steps, length=count, label="Freezing", file=sys.stderr) as progress:
            for _ in progress:
                pass
    except export.Refused as refused:
        raise click.ClickException(str(refused)) from None
    except SettingError as error:
        raise click.UsageError(str(error)) from None
    except export.Failed as failed:
        click.echo(str(failed), err=True)
        raise _kept("the demos failed") from None
    except ValueError as error:  # a page that fails
        raise _kept(error) from None
    except OSError as error:
        raise _not_done(site.resolve(), output, error) from None
    return count


def _not_done(site: Path, output: Path, error: OSError) -> click.ClickException:
    """Say what could not be read or written: a file may go while it is copied."""
    file = Path(error.filename or "")
    if file.is_relative_to(site / FOLDER):
        return _kept(f"{file.relative_to(site)} cannot be read: {error.strerror}")
    return click.ClickException(f"{output} cannot be written: {error.strerror}")


def _kept(why: object) -> click.ClickException:
    """Say why nothing was exported."""
    return click.ClickException(f"{why}; the previous export is as it was")


def _record() -> None:
    """Run the demos for an export, and say which one runs."""
    from guide.web import running

    try:
        for title in running.recording():
            click.echo(f"Running the demo: {title}", err=True)
    except running.RecordingError as error:
        raise _kept(error) from None
