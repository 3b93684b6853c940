"""The commands about a whole site: serve, check, and new to begin one."""

import gc
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from guide import beginning, console
from guide.cli import whole
from guide.cli.options import MOST_SHOWN, fail, site_option, spare_site_option, today
from guide.engine.findings import Finding
from guide.engine.model import Alternative, Criterion, Destination, Guide, Option
from guide.loading import cases, statics
from guide.loading.mistakes import Mistake, Where
from guide.loading.site import Site, claims
from guide.telling.phrases import counted


@click.command()
@site_option
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on.",
)
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 for one that is free.",
)
@click.option("--no-reload", is_flag=True, help="Serve the site as it is now; follow no edit.")
def serve(site: Path, host: str, port: int, no_reload: bool) -> None:
    """Serve the site on this machine, and every edit of it.

    The browser shows an edit by itself, and a mistake until it is fixed. For the world, use
    --no-reload, behind a proxy that speaks HTTPS.
    """
    from guide.web import SettingError, create_app, serving  # only here, as below: `new` is quick
    from guide.web.following import Following

    host = host.removeprefix("[").removesuffix("]")  # as an IPv6 address stands in a link
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
        gc.freeze()  # nobody waits for what has been made to be gone through
        gc.set_threshold(100_000)
        _say(f"Serving {site.resolve()} on {address}")
        _say(f"Ctrl-C stops it.{' Every edit is shown by itself.' if following else ''}")
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


def _say(line: str, err: bool = False) -> None:
    """Print a line of a server, which goes on where that fails: a full disk, a closed pipe."""
    try:
        click.echo(line, err=err)
    except OSError:
        console.print_no_more(sys.stderr if err else sys.stdout)


def _tell(mistakes: Sequence[str]) -> None:
    """Say after an edit what is wrong, or that nothing is any more."""
    for line in mistakes[:MOST_SHOWN] or ["No mistakes any more."]:
        _say(line, err=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@spare_site_option("DIR says where.")
def new(folder: Path) -> None:
    """Write a small guide to begin with.

    It goes to DIR, a new or an empty folder.
    """
    files = {folder / name: content for name, content in beginning.files(today()).items()}
    with whole.told(folder):
        whole.check_folder(folder)
        whole.write(files)
    for path in files:
        click.echo(path)
    named = shlex.quote(str(folder))
    click.echo(f"To see it, also while you change it: guide serve --site {named}", err=True)


@click.command()
@site_option
@click.option("--links", "try_links", is_flag=True, help="Try every address outside the site, too.")
@click.option("--strict", is_flag=True, help="Count a finding of guide audit as a mistake, too.")
def check(site: Path, try_links: bool, strict: bool) -> None:
    """Check a whole site: a line for each mistake, with its place.

    That is criteria.yaml, phrases.yaml, content/ and the cases of cases.yaml.
    """
    from guide.web import SettingError, checked

    try:
        served, mistakes = checked.examine(site)
    except SettingError as error:
        raise click.UsageError(str(error)) from None
    if mistakes or served is None:
        fail(mistakes, err=False)
    findings = _findings(served.site) if strict else []
    tried, wrong = _try_links(site) if try_links else (0, [])
    if findings or wrong:
        fail(sorted([*findings, *wrong]), err=False)
    if try_links:
        answers = "address outside the site: it answers", "addresses outside the site: all answer"
        click.echo(counted(tried, *answers))
    found, passed = served.site, cases.count(site)
    for name in statics.replaced(site):
        click.echo(
            f"static/{name} stands in place of the engine’s whole file of that name. "
            "To add to the styles instead: static/site.css",
            err=True,
        )
    counts = [
        counted(len(found.guide.criteria), "criterion", "criteria"),
        counted(len(found.pages), "page", "pages"),
        counted(passed, "case passed", "cases passed"),
    ]
    click.echo(f"{', '.join(counts[: 3 if passed else 2])}: no mistakes")


def _findings(site: Site) -> list[Mistake]:
    """Return what the audit finds, each at the place that it is about."""
    from guide.engine.audit import audit  # only here: few checks are strict
    from guide.telling.findings import more, told
    from guide.telling.phrases import Phrases

    say, found = Phrases(site.wording), audit(site.guide, today())
    rest, last = more(say, found), {finding.kind: finding for finding in found.findings}
    mistakes = []
    for finding in found.findings:
        text = told(say, site.guide, finding)
        if finding is last[finding.kind] and finding.kind in rest:
            text += f" {rest[finding.kind]}"
        mistakes.append(site.document.mistake(_place(site.guide, finding), text))
    return mistakes


def _place(guide: Guide, finding: Finding) -> Where:
    """Return where in the data of a guide that is which the audit found; () for the whole."""
    if finding.claim:
        of = ("criteria", _index(guide.criteria, finding.criterion)) if finding.criterion else ()
        here = ((claim, where) for claim, where in claims(guide) if where[:-2] == of)
        return next(where for claim, where in here if claim.says == finding.claim)
    if finding.elsewhere:
        rule = ("rules", finding.rule - 1) if finding.rule else ()
        return ("elsewhere", _index(guide.elsewhere, finding.elsewhere), *rule)
    if finding.criterion:
        index = _index(guide.criteria, finding.criterion)
        options = guide.criteria[index].options
        option = ("options", _index(options, finding.option)) if finding.option else ()
        return ("criteria", index, *option)
    if finding.alternative:
        return ("alternatives", _index(guide.alternatives, finding.alternative))
    return ("updated",) if finding.kind == "future-update" else ()


def _index(parts: Sequence[Alternative | Criterion | Destination | Option], part: str) -> int:
    return next(index for index, each in enumerate(parts) if each.id == part)


def _try_links(site: Path) -> tuple[int, list[Mistake]]:
    """Return how many addresses outside the site there are, and what is wrong with them."""
    from guide.loading import links  # only here: few checks leave this machine

    count = len({address for address, _ in links.external(site)})
    with click.progressbar(length=count, label="Trying addresses", file=sys.stderr) as progress:
        return count, list(links.check(site, told=lambda: progress.update(1)))
