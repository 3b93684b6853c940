"""What a site's claims can be checked by: the live demos and the measured runs.

The loader of a site knows neither; whoever loads one with both hands it this.
"""

from collections.abc import Collection
from pathlib import Path

from guide.bench import runs
from guide.bench.runs import StoredRun
from guide.demos import catalogue
from guide.loading.site import Evidence
from guide.loading.yamlfile import Mistake


def evidence() -> Evidence:
    """Return what `guide.loading.site.load` and `examine` take."""
    return Evidence(catalogue.ids(), _read_runs)


def _read_runs(
    folder: Path, alternatives: Collection[str]
) -> tuple[list[StoredRun], list[Mistake]]:
    stored, refused = runs.read_runs(folder, alternatives)
    mistakes = [
        Mistake(f"{runs.FOLDER.as_posix()}/{each.file}", 1, 1, each.path, each.message)
        for each in refused
    ]
    return stored, mistakes
