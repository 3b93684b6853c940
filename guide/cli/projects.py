"""The commands that make projects: start for some answers, try to see what one's model costs."""

import json
import shlex
import tempfile
from pathlib import Path
from typing import Any

import click

from guide.bench.seconds import Seconds
from guide.cli import whole
from guide.cli.given import given_answers, phrases_of
from guide.cli.options import site_option, today
from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.engine.features import Format, Starter
from guide.engine.model import Guide
from guide.loading import criteria
from guide.loading import starter as starters
from guide.telling.verdict import verdict


@click.command()
@site_option
@click.argument("arguments", nargs=-1, metavar="[CRITERION=OPTION]... [DIR]")
@click.option("--importance", multiple=True, metavar="CRITERION=N", help="0 to 5; may be repeated.")
@click.option(
    "--framework",
    metavar="FRAMEWORK",
    help="What serves it. Default: what the answers recommend.",
)
@click.option(
    "--format",
    "kind",
    metavar="FORMAT",
    help="The kind of model. Default: that of --model, or what the answers suggest.",
)
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The model to put into it. It is copied, and not loaded.",
)
@click.option(
    "--zip",
    "archive",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A new archive, in place of DIR or beside it.",
)
def start(
    site: Path,
    arguments: tuple[str, ...],
    importance: tuple[str, ...],
    framework: str | None,
    kind: str | None,
    model: Path | None,
    archive: Path | None,
) -> None:
    """Write the starter project for some answers.

    It goes to DIR, a new or an empty folder, or with --zip to an archive.

    For example: guide start audience=page auth=key my-service --model model.joblib
    """
    from guide.starter import plan, project

    guide = criteria.load(site)
    given = [text for text in arguments if "=" in text]
    folders = [Path(text) for text in arguments if "=" not in text]
    if len(folders) > 1 or not (folders or archive):
        raise click.UsageError("expected: one folder, or --zip FILE")
    starter = _offered(site, guide)
    say = phrases_of(site)
    decision = decide(guide, given_answers(say, guide, given, importance))
    _check(starter, framework, kind)
    if kind is None and model:
        kind = starter.format_of(model.name)
    planned = plan.plan(starter, decision, framework, kind)
    if model:
        _check_model(planned.format, model)
    texts = project.files(say, starter, planned, decision)
    contents = project.with_model(texts, (model.name, model.read_bytes()) if model else None)
    files = {folder / path: content for folder in folders for path, content in contents.items()}
    with whole.told(*folders, *filter(None, [archive])):
        for folder in folders:
            whole.check_folder(folder)
        if archive:
            whole.check_file(archive)
            files[archive] = project.packed(planned, contents, decision)
        whole.write(files)
    for place in decision.first:
        look = say("verdict.first", names=say.inside(place.name))
        click.echo(f"{look} {place.because}", err=True)
    for line in verdict(say, decision).uncounted:
        click.echo(line, err=True)
    for folder in folders:
        click.echo(f"{folder}: {len(contents)} files. Next: {_begin(folder)}")
    if archive:
        click.echo(f"{archive}: {len(contents)} files")


def _begin(folder: Path) -> str:
    return f"cd {shlex.quote(str(folder))} && python dev.py"


def _check(starter: Starter, framework: str | None, kind: str | None) -> None:
    """Refuse a framework or a format that a site does not offer."""
    known = {"--framework": starter.frameworks, "--format": [f.id for f in starter.formats]}
    for option, value in (("--framework", framework), ("--format", kind)):
        if value is not None and value not in known[option]:
            expected = ", ".join(known[option])
            message = f"{value!r} is unknown (expected: {expected})"
            raise click.BadParameter(message, param_hint=option)


def _check_model(kind: Format, model: Path) -> None:
    """Refuse a file that is no model of a format."""
    if kind.suffixes and not model.name.lower().endswith(kind.suffixes):
        expected = f"(expected: {', '.join(kind.suffixes)})"
        message = f"{model.name} is no model of --format {kind.id} {expected}"
        raise click.BadParameter(message, param_hint="--model")


@click.command("try")
@site_option
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--input", "given", metavar="ROW", help="A row for the model: JSON, a file, or -.")
@click.option("--trust", is_flag=True, help="Load a pickle or joblib file, which can run any code.")
@click.option("--sha256", metavar="HASH", help="Refuse the file unless it has this hash.")
@click.option(
    "--seconds",
    type=Seconds(0.1, 600),
    default=2.0,
    show_default=True,
    help="How long each part is timed.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A new file for the result, as JSON.",
)
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
    from guide.bench import trying  # only here: `start` measures nothing
    from guide.bench.options import check_new, require, write
    from guide.bench.stopping import stopped_once
    from guide.bench.trial import report
    from guide.starter import plan, project

    if output:
        check_new(output)
    row = _row(given)
    try:
        digest = trying.checked(model, trust, sha256)
    except trying.TryError as error:
        raise click.ClickException(str(error)) from None
    suffix = model.suffix.lower()
    require("gunicorn", *trying.LOADERS[suffix])
    guide = criteria.load(site)
    starter = _offered(site, guide)
    kind, say = starter.format_of(model.name.lower()), phrases_of(site)
    decision = decide(guide, Answers({}))
    with stopped_once(), tempfile.TemporaryDirectory(prefix="guide-try-") as folder:
        name, projects = f"model{suffix}", []
        for framework in starter.frameworks:
            planned = plan.plan(starter, decision, framework, kind)
            texts = project.files(say, starter, planned, decision)
            target = Path(folder) / framework
            contents = project.with_model(texts, (name, model.read_bytes()))
            whole.write({target / path: content for path, content in contents.items()})
            label = guide.alternative(framework).name
            projects.append(trying.Project(framework, label, target))
        tried = trying.Model(model.name, name, digest, str(kind), row)
        try:
            trial = trying.attempt(projects, tried, seconds, _progress, today())
        except trying.TryError as error:
            raise click.ClickException(str(error).replace(folder, "")) from None
    if output:
        write(trial, output, report(trial))
    else:
        click.echo(report(trial), nl=False)


def _progress(what: str) -> None:
    click.echo(what, err=True)


def _offered(site: Path, guide: Guide) -> Starter:
    found = starters.load(site, guide)
    if found is None:
        raise click.ClickException(f"{site} offers no project (expected: {starters.FILE})")
    return found


def _row(given: str | None) -> Any:
    """Return the row of --input: JSON, or a file that holds it, "-" for standard input."""
    if given is None:
        return None
    try:
        text = given
        if not given.lstrip().startswith("{"):
            with click.open_file(given, encoding="utf-8") as file:  # which takes "-", too
                text = file.read()
        row = json.loads(text)
    except (OSError, ValueError) as error:
        why = f"{given}: {error.strerror}" if isinstance(error, OSError) else error
        raise click.UsageError(f'--input: {why} (expected: {{"name": value, …}})') from None
    if not isinstance(row, dict):
        raise click.UsageError('--input: no row (expected: {"name": value, …})')
    return row
