"""Every sentence of the engine, in English, by place: a site’s `phrases.yaml` may replace any.

`{name}` is filled in. A name’s first word says where it is read; `.one` and `.many` are chosen by a
number.
"""

from collections.abc import Iterable, Mapping

from guide.telling.english import (
    audits,
    benchmarks,
    counts,
    demos,
    errors,
    frames,
    guides,
    lab,
    numbers,
    openings,
    questions,
    records,
    results,
    starters,
    verdicts,
)

PLACES = (
    *(numbers, verdicts, results, questions, starters, records),  # what scripts say is among these
    *(frames, guides, audits, demos, lab, benchmarks, openings, counts, errors),
)


def joined(tables: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return all phrases in one table; `ValueError` if a name stands twice."""
    found: dict[str, str] = {}
    for table in tables:
        if twice := found.keys() & table.keys():
            raise ValueError(f"phrases that stand twice: {', '.join(sorted(twice))}")
        found |= table
    return found


ENGLISH = joined(place.PHRASES for place in PLACES)
