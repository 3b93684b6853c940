"""The command `guide bench compare`."""

from pathlib import Path

import click

from guide.bench import changes, count_changes, runs
from guide.bench.counted import CountRun
from guide.bench.result import Run
from guide.bench.runs import AnyRun

File = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.command()
@click.argument("before", type=File)
@click.argument("after", type=File)
def compare(before: Path, after: Path) -> None:
    """Say what differs between two runs by more than their noise.

    Both were timed, or both counted. Ratios and counts can be compared between machines; requests
    per second and times cannot.
    """
    earlier, later = _read(before), _read(after)
    if isinstance(earlier, Run) and isinstance(later, Run):
        told = changes.report(changes.changes(earlier, later))
        click.echo(changes.doubts(earlier, later) + told, nl=False)
    elif isinstance(earlier, CountRun) and isinstance(later, CountRun):
        found = count_changes.count_changes(earlier, later)
        click.echo(count_changes.report(found), nl=False)
    else:
        said = f"{before} was {earlier.kind}, and {after} was {later.kind}"
        raise click.ClickException(f"{said} (expected: two that were measured, or two counted).")


def _read(path: Path) -> AnyRun:
    run, refused = runs.read_run(path)
    if run is None:
        raise click.ClickException("\n".join(f"{path}: {each.said}" for each in refused))
    if isinstance(run, Run) and run.invalid:
        raise click.ClickException(f"{path}: the run is not valid: {run.invalid}")
    return run
