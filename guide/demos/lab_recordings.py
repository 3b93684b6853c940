"""What came of the lab's attacks when somebody last ran them, with each line and without it.

``python -m guide.demos.lab_recordings`` writes `lab_recordings.json` anew, beside this file.
"""

import dataclasses
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from guide.demos import lab
from guide.demos.lab import Trial
from guide.demos.twins import SHOWN

FILE = Path(__file__).parent / "lab_recordings.json"


@dataclass(frozen=True)
class Recorded:
    """The trials of one attack: those of all twins with their line, then those without."""

    attack: str
    date: str
    text: str
    trials: tuple[Trial, ...]


@cache
def recorded() -> dict[str, Recorded]:
    """Return what comes with the package, by the id of the attack."""
    kept = TypeAdapter(tuple[Recorded, ...]).validate_json(FILE.read_bytes())
    return {each.attack: each for each in kept}


def write() -> None:
    """Run every attack on a copy of every twin, and write it to `FILE`."""
    found = []
    for attack in lab.attacks():
        text = attack.read(None)
        trials = [
            lab.trial(each, attack, text, protected=protected)
            for protected in (True, False)
            for each in SHOWN
        ]
        date = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        found.append(dataclasses.asdict(Recorded(attack.id, date, text, tuple(trials))))
    FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
