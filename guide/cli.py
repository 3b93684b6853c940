"""The commands. Results go to standard output, messages to standard error.

Exit codes: 0 done, 1 the guide or the run failed, 2 the command line was not understood.
"""

import datetime
import functools
import importlib.metadata
import json
import os
import shlex
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlencode

import click

from guide import beginning, console
from guide.bench.command import bench
from guide.engine import audit as audits
from guide.engine import data
from guide.engine.answers import DIGEST, PREFIX, Answers, read
from guide.engine.decision import decide
from guide.engine.model import Guide
from guide.loading import cases, criteria, links, phrases
from guide.loading.yamlfile import Invalid
from guide.telling import decision_record, terminal
from guide.telling.english import ENGLISH
from guide.telling.findings import told
from guide.telling.phrases import Phrases

FALLBACK_URL = "http://localhost/"
MOST_SHOWN = 500  # mistakes of one run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(importlib.metadata.version("decision-guide"), message="guide %(version)s")
def main() -> None:
    """Decide between alternatives by a guide that is plain data.

    A site is a folder with criteria.yaml and, if you like, content/ and static/. To begin one:
    guide new DIR.
    """
    console.use_plain()


def _site_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --site, and turn a guide's mistakes into lines and exit code 1."""

    @functools.wraps(command)
    def wrapped(site: Path, **values: Any) -> Any:
        if not os.path.lexists(site / criteria.FILE):
            raise click.ClickException(
                f"{site.resolve()} has no {criteria.FILE}. To fix this: name a guide's folder with "
                "--site DIR, or begin one with guide new DIR"
            )
        try:
            return command(site, **values)
        except Invalid as invalid:
            _fail(invalid.mistakes, err=True)

    option = click.option(
        "--site",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        show_default="the current folder",
        envvar="GUIDE_SITE",
        help="The folder with criteria.yaml.",
    )
    return option(wrapped)


def _url_option(says: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add --url, the absolute address of a site, and refuse what is none."""

    def checked(context: click.Context, parameter: click.Parameter, url: str) -> str:
        from guide.web import addresses

        if problem := addresses.problem(url):
            raise click.BadParameter(f"got {problem}")
        return url

    return click.option("--url", default="", envvar="GUIDE_URL", callback=checked, help=says)


def _fail(mistakes: Sequence[object], *, err: bool) -> NoReturn:
    for mistake in mistakes[:MOST_SHOWN]:
        click.echo(str(mistake), err=err)
    if len(mistakes) > MOST_SHOWN:
        click.echo(f"and {len(mistakes) - MOST_SHOWN:,} more", err=err)
    sys.exit(1)


@main.command()
@_site_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-reload", is_flag=True, help="Serve the site as it is now; follow no edit.")
def serve(site: Path, host: str, port: int, no_reload: bool) -> None:
    """Serve the site on this machine, and every edit of it.

    The browser shows an edit by itself, and a mistake until it is mended. For the world, put a
    production server in front: gunicorn 'guide:create_app()'.
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


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Write a small guide to begin with to DIR, a new or an empty folder."""
    try:
        written = beginning.begin(folder, _today())
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


@main.command()
@_site_option
@click.option("--output", type=click.Path(path_type=Path), help="Default: build/ in the site.")
@_url_option("The address the export will have.")
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


@main.command()
@_site_option
@click.option("--links", "try_links", is_flag=True, help="Try every address outside the site, too.")
def check(site: Path, try_links: bool) -> None:
    """Check criteria.yaml and content/: a line for each mistake, with its place."""
    from guide.web import checked

    served, mistakes = checked.examine(site)
    if mistakes or served is None:
        _fail(mistakes, err=False)
    if try_links:
        _check_links(site)
    found, passed = served.site, cases.count(site)
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
    from guide.web import live

    try:
        for title in live.recording():
            click.echo(f"Running the demo: {title}", err=True)
    except LookupError as missing:
        raise click.ClickException(
            f"the demos cannot run here. To fix this: {missing.args[0]}"
        ) from None


def _check_links(site: Path) -> None:
    count = len({address for address, _ in links.external(site)})
    with click.progressbar(length=count, label="Trying addresses", file=sys.stderr) as progress:
        wrong = links.check(site, told=lambda: progress.update(1))
    if wrong:
        _fail(wrong, err=False)
    click.echo(f"{count} addresses outside the site: all answer")


main.add_command(bench)


@main.command()
@_site_option
@click.argument("answers", nargs=-1, metavar="[CRITERION=OPTION]...")
@click.option("--importance", multiple=True, metavar="CRITERION=N", help="0 to 5; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--adr", "as_record", is_flag=True, help="An architecture decision record.")
@_url_option("The site's address, for the record.")
def recommend(
    site: Path,
    answers: tuple[str, ...],
    importance: tuple[str, ...],
    as_json: bool,
    as_record: bool,
    url: str,
) -> None:
    """Print the recommendation for some answers.

    For example: guide recommend experience=beginner database=relational --importance database=5
    """
    guide = criteria.load(site)
    found = _answers(guide, answers, importance)
    if as_record and as_json:
        raise click.UsageError("--json and --adr exclude each other.")
    say = _phrases(site)
    decision = decide(guide, found)
    if as_record:
        query = urlencode([*found.pairs(), (DIGEST, guide.digest)])
        link = f"{url.rstrip('/')}/result/?{query}" if url else None
        click.echo(decision_record.markdown(say, decision, link, _today()), nl=False)
    elif as_json:
        click.echo(json.dumps(data.decision_data(decision), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(terminal.recommendation(say, decision)))


@main.command()
@_site_option
@click.argument("arguments", nargs=-1, metavar="[CRITERION=OPTION]... [DIR]")
@click.option("--importance", multiple=True, metavar="CRITERION=N", help="0 to 5; may be repeated.")
@click.option("--framework", help="Default: the one that the answers recommend.")
@click.option("--format", "kind", help="The kind of model; default: what the answers suggest.")
@click.option("--model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--zip", "archive", type=click.Path(dir_okay=False, path_type=Path))
def start(
    site: Path,
    arguments: tuple[str, ...],
    importance: tuple[str, ...],
    framework: str | None,
    kind: str | None,
    model: Path | None,
    archive: Path | None,
) -> None:
    """Write the starter project for some answers to DIR, or with --zip to an archive.

    For example: guide start audience=page auth=key my-service --model model.joblib
    """
    from guide.loading import starter as starters
    from guide.starter import command, plan, project, record

    guide = criteria.load(site)
    given = [text for text in arguments if "=" in text]
    folders = [Path(text) for text in arguments if "=" not in text]
    if len(folders) > 1 or not (folders or archive):
        raise click.UsageError("expected: one folder, or --zip FILE")
    starter = starters.load(site, guide)
    if starter is None:
        raise click.ClickException(f"{site} offers no project (expected: {starters.FILE})")
    decision = decide(guide, _answers(guide, given, importance))
    known = {"--framework": starter.frameworks, "--format": [f.id for f in starter.formats]}
    for option, value in (("--framework", framework), ("--format", kind)):
        if value is not None and value not in known[option]:
            expected = ", ".join(known[option])
            message = f"{value!r} is unknown (expected: {expected})"
            raise click.BadParameter(message, param_hint=option)
    if kind is None and model:
        kind = starter.format_of(model.name)
    planned = plan.plan(starter, decision, framework, kind)
    say = _phrases(site)
    texts = project.files(say, starter, planned, decision, record.markdown(say, decision))
    contents = project.with_model(texts, (model.name, model.read_bytes()) if model else None)
    try:
        for folder in folders:
            command.write(contents, folder)
            click.echo(f"{folder}: {len(contents)} files. Next: cd {folder} && python dev.py")
        if archive:
            archive.write_bytes(project.packed(planned, contents, decision))
            click.echo(f"{archive}: {len(contents)} files")
    except command.Refused as refused:
        raise click.ClickException(str(refused)) from None
    except OSError as error:
        raise click.ClickException(
            f"{error.filename} cannot be written: {error.strerror}"
        ) from None


@main.command("try")
@_site_option
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--input", "given", metavar="ROW", help="A row for the model, as JSON or in a file.")
@click.option("--trust", is_flag=True, help="Load a pickle or joblib file, which can run any code.")
@click.option("--sha256", metavar="HASH", help="Refuse the file unless it has this hash.")
@click.option("--seconds", type=click.FloatRange(0.1, 600), default=2.0, show_default=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Also as JSON.")
def try_model(
    site: Path,
    model: Path,
    given: str | None,
    trust: bool,
    sha256: str | None,
    seconds: float,
    output: Path | None,
) -> None:
    """Say what a request to your own MODEL costs, in each framework.

    It is served as the starter project serves it: joblib, pickle, skops or ONNX.
    """
    from guide.bench import trying
    from guide.bench.runs import write_run
    from guide.bench.trial import report
    from guide.loading import starter as starters
    from guide.starter import command, plan, project, record

    if output and output.exists():
        raise click.UsageError(f"{output} exists already. Name a new file.")
    row = _row(given)
    try:
        digest = trying.checked(model, trust, sha256)
    except trying.TryError as error:
        raise click.ClickException(str(error)) from None
    guide = criteria.load(site)
    starter = starters.load(site, guide)
    if starter is None:
        raise click.ClickException(f"{site} offers no project (expected: {starters.FILE})")
    kind, say = starter.format_of(model.name.lower()), _phrases(site)
    decision = decide(guide, _answers(guide, [], []))
    with tempfile.TemporaryDirectory(prefix="guide-try-") as folder:
        projects = {}
        for framework in starter.frameworks:
            planned = plan.plan(starter, decision, framework, kind)
            texts = project.files(say, starter, planned, decision, record.markdown(say, decision))
            name = f"model{model.suffix.lower()}"
            command.write(
                project.with_model(texts, (name, model.read_bytes())), Path(folder) / framework
            )
            label = guide.alternative(framework).name
            projects[framework] = (label, Path(folder) / framework)
        try:
            trial = trying.attempt(
                projects,
                name,
                row,
                title=model.name,
                digest=digest,
                kind=str(kind),
                seconds=seconds,
                progress=lambda what: click.echo(what, err=True),
                day=_today(),
            )
        except trying.TryError as error:
            raise click.ClickException(str(error).replace(folder, "")) from None
    click.echo(report(trial), nl=False)
    if output:
        write_run(trial, output)


def _row(given: str | None) -> Any:
    """Return the row of --input: JSON, or the name of a file that holds it."""
    if given is None:
        return None
    try:
        text = given
        if not given.lstrip().startswith("{"):
            text = Path(given).read_text(encoding="utf-8")
        row = json.loads(text)
    except (OSError, ValueError) as error:
        raise click.UsageError(f'--input: {error} (expected: {{"name": value, …}})') from None
    if not isinstance(row, dict):
        raise click.UsageError('--input: no row (expected: {"name": value, …})')
    return row


def _answers(guide: Guide, answers: Sequence[str], importance: Sequence[str]) -> Answers:
    """Read the answers of a command line; one that is not understood is an error of usage."""
    pairs = [_pair(text) for text in answers]
    pairs += [(PREFIX + name, value) for name, value in map(_pair, importance)]
    found, problems = read(guide, pairs)
    if problems:
        lines = [
            f"{p.name}={p.value}: {p.problem} (expected: {p.expected}"
            f"{': ' + ', '.join(_ids(guide)) if p.problem == 'unknown name' else ''})"
            for p in problems
        ]
        raise click.UsageError("\n".join(lines))
    return found


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"{text!r} is not an answer (expected: criterion=option)")
    return name, value


def _phrases(site: Path) -> Phrases:
    return Phrases(phrases.load(site, ENGLISH))


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _ids(guide: Guide) -> list[str]:
    return [criterion.id for criterion in guide.criteria]


@main.command()
@_site_option
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there is any finding.")
def audit(site: Path, as_json: bool, strict: bool) -> None:
    """Say what a guide's author should know: who wins how often, and what looks like a mistake."""
    guide, say = criteria.load(site), _phrases(site)
    found = audits.audit(guide, _today())
    if as_json:
        plain = data.audit_data(found)
        for row, finding in zip(plain["findings"], found.findings, strict=True):
            row["says"] = told(say, guide, finding)
        click.echo(json.dumps(plain, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(terminal.audit(say, guide, found)))
    if strict and found.findings:
        sys.exit(1)


@main.command()
@click.option("--site", help="Taken, and not needed: it is the same for every guide.")
def schema(site: str | None) -> None:
    """Print the JSON Schema of criteria.yaml, for editors."""
    click.echo(json.dumps(criteria.schema(), indent=2))
