"""Write a run to a file, and read the runs of a site."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from guide.bench.counted import CountRun
from guide.bench.result import Run
from guide.bench.served import ServingRun
from guide.bench.stats import significant
from guide.bench.trial import Trial

R = TypeVar("R")
AnyRun = Run | CountRun | Trial | ServingRun
KINDS: dict[object, type[CountRun] | type[Trial] | type[ServingRun]] = {
    "counted": CountRun,
    "tried": Trial,
    "served": ServingRun,
}
LARGEST = 8 * 2**20  # bytes of one file
MOST = 200  # files
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
UNSEEN = re.compile(rb"\\u00[0-9a-fA-F]{2}|\\[bfr]|\x7f|\xc2[\x80-\x9f]")  # may be one in JSON
FOLDER = Path("content/benchmarks")


@dataclass(frozen=True)
class Stored(Generic[R]):
    """A run of some kind and the name of its file, without the ending."""

    name: str
    run: R


StoredRun = Stored[Run]
StoredCounts = Stored[CountRun]
StoredTrial = Stored[Trial]
StoredServing = Stored[ServingRun]


class Refused(NamedTuple):
    """What is wrong with a file, and where in it: a path such as `rows[2].ratio`, or nothing."""

    file: str
    path: str
    message: str

    @property
    def said(self) -> str:
        """The place and what is wrong there, in one line."""
        return f"{self.path}: {self.message}" if self.path else self.message


class Found(NamedTuple):
    """Every run of a folder, by kind, newest first; and what is wrong with the other files."""

    runs: tuple[StoredRun, ...]
    counts: tuple[StoredCounts, ...]
    trials: tuple[StoredTrial, ...]
    servings: tuple[StoredServing, ...]
    refused: tuple[Refused, ...]


def read_all(folder: Path, alternatives: Collection[str] = ()) -> Found:
    """Read every run in a folder.

    With `alternatives`, a run about others is a mistake. A file with a mistake is left out.
    """
    stored: list[Stored[Any]] = []
    refused: list[Refused] = []
    files = sorted(folder.glob("*.json"))
    for path in files[:MOST]:
        for found in _mistakes_or_run(path):
            if isinstance(found, tuple):
                refused.append(Refused(path.name, *found))
            elif unknown := found.alternatives - set(alternatives or found.alternatives):
                expected = ", ".join(sorted(alternatives))
                message = f"unknown alternative '{min(unknown)}' (expected: {expected})"
                refused.append(Refused(path.name, "", message))
            else:
                stored.append(Stored(path.stem, found))
    if len(files) > MOST:
        message = f"{len(files)} runs are more than the {MOST} that a site can show"
        refused.append(Refused(files[-1].name, "", message))
    stored.sort(key=lambda each: (each.run.date, each.name), reverse=True)

    def of(kind: type[R]) -> tuple[Stored[R], ...]:
        return tuple(each for each in stored if isinstance(each.run, kind))

    trials = tuple(sorted(of(Trial), key=lambda each: each.name))
    return Found(of(Run), of(CountRun), trials, of(ServingRun), tuple(refused))


def read_run(path: Path) -> tuple[AnyRun | None, list[Refused]]:
    """Read one run of any kind: (the run, what is refused and why), one of them empty."""
    found = list(_mistakes_or_run(path))
    run = next((each for each in found if not isinstance(each, tuple)), None)
    return run, [Refused(path.name, *each) for each in found if isinstance(each, tuple)]


def _mistakes_or_run(path: Path) -> Iterator[tuple[str, str] | AnyRun]:
    if not path.is_file():  # reading a pipe would never end
        yield "", "is not a file"
        return
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            yield "", f"is larger than {LARGEST // 2**20} MB"
            return
        parsed = json.loads(data)
        if UNSEEN.search(data):
            yield from _unseen(parsed, ())
        kind = parsed.get("kind") if isinstance(parsed, dict) else None
        yield KINDS.get(str(kind), Run).model_validate(parsed)
    except OSError as error:
        yield "", f"cannot be read: {error.strerror}"
    except ValidationError as error:
        for mistake in error.errors(include_url=False):
            yield _place(mistake["loc"]), mistake["msg"].removeprefix("Value error, ")
    except RecursionError:
        yield "", "is nested too deeply"
    except ValueError as error:  # not JSON, or not UTF-8
        yield "", f"is not JSON: {error}"


def _unseen(value: Any, at: tuple[int | str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the texts that have control characters, each with its place."""
    if isinstance(value, str) and CONTROL.search(value):
        yield _place(at), f"got {value[:60]!a} (expected: text without control characters)"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unseen(key, at)
            yield from _unseen(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unseen(inner, (*at, index))


def _place(location: tuple[int | str, ...]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return text.removeprefix(".")


def default_output(site: Path, day: date, machine: str, kind: str = "run") -> Path:
    """Return a new file in the site, named by its kind, the day and the kind of machine."""
    slug = re.sub(r"[^a-z0-9]+", "-", machine.lower()).strip("-")
    stem, number = f"{kind}-{day.isoformat()}-{slug}", 1
    while (path := site / FOLDER / f"{stem}{'' if number == 1 else f'-{number}'}.json").exists():
        number += 1
    return path


def check_writable(path: Path) -> None:
    """Try whether a run could be written there; nothing stays. Raises `OSError`."""
    draft = _draft(path)
    draft.touch()
    draft.unlink()


def _draft(path: Path) -> Path:
    return path.with_name(f".{path.name}.draft")


def write_run(run: AnyRun, path: Path) -> None:
    """Write a run whole or not at all: a line for each row, figures to five significant digits.

    Raises `OSError`.
    """
    fields: dict[str, Any] = _rounded(run.model_dump(mode="json"))
    parts = []
    for name, value in fields.items():
        if name in ("noise", "rows", "references", "ways"):
            lines = ",\n".join(f"  {json.dumps(row)}" for row in value)
            parts.append(f' "{name}": [\n{lines}\n ]' if value else f' "{name}": []')
        else:
            text = json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n ")
            parts.append(f' "{name}": {text}')
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = _draft(path)
    try:
        draft.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return significant(value)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return value
