"""Answers as they come in: pairs of a link, a form or a command line, read against a guide.

What is not understood becomes a `Problem` and the rest is used; whoever calls decides whether a
problem is a note on a page or a refusal.
"""

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from guide.engine.model import Criterion, Guide
from guide.engine.once import once

MAX_PAIRS = 1200  # an answer and an importance for each of the 500 criteria, and some to spare
MAX_SHOWN = 60  # characters of a stranger's text that are repeated
UNKNOWN = "unknown name"  # what is wrong with an answer to no question
PREFIX = "importance."
DIGEST = "guide.digest"
# what search engines, networks and mails add to a link that passes through them
ADDED = re.compile(
    r"((utm|mtm|pk|hsa|mc|li|gad)_|_hs|_g)[a-z_]+|[a-z]+clid|msclkid|[gw]braid|igshi?d?|srsltid|mkt_tok"
)
OTHER = "other."  # before the names of a second set of answers in the same link


class Problem(NamedTuple):
    """A part of a request that was not understood, and what was expected there.

    Its words are for programs and authors, and the same in every language: `telling` has others.
    """

    name: str
    value: str
    problem: str
    expected: str


@dataclasses.dataclass(frozen=True)
class Answers:
    """What a visitor said: option by criterion, importance by criterion, the guide they saw.

    `importance` holds only what differs from the guide. All stand in the guide's order.
    """

    options: Mapping[str, str] = dataclasses.field(default_factory=dict)
    importance: Mapping[str, int] = dataclasses.field(default_factory=dict)
    digest: str | None = None

    def weight(self, criterion: Criterion) -> int:
        """Return the importance of a criterion, 0 to 5: the visitor's, or else the guide's."""
        return self.importance.get(criterion.id, criterion.importance)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the answers as pairs of a query string, in the one canonical order."""
        pairs = list(self.options.items())
        pairs += [(PREFIX + name, str(value)) for name, value in self.importance.items()]
        return pairs

    def query(self, prefix: str = "") -> str:
        """Return the same as a query, each name after `prefix`; ids and numbers need no quoting."""
        return "&".join([f"{prefix}{name}={value}" for name, value in self.pairs()])


def asked(guide: Guide, options: Mapping[str, str]) -> list[Criterion]:
    """Return the criteria that are asked, in order: conditions hold only for asked answers."""
    counted: dict[str, str] = {}
    found = []
    for criterion in guide.criteria:
        if not criterion.when or any(answered(counted, some) for some in criterion.when):
            found.append(criterion)
            if criterion.id in options:
                counted[criterion.id] = options[criterion.id]
    return found


def answered(options: Mapping[str, str], conditions: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether each criterion of `conditions` is answered with one of its options."""
    for name, allowed in conditions.items():  # noqa: SIM110 - most of the time goes here
        if options.get(name) not in allowed:
            return False
    return True


def split(
    pairs: Iterable[tuple[str, str]],
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Part the pairs of a link into those of the answers and those of the second set."""
    first: list[tuple[str, str]] = []
    second: list[tuple[str, str]] = []
    for name, value in pairs:
        if name.startswith(OTHER):
            second.append((name.removeprefix(OTHER), value))
        else:
            first.append((name, value))
    return first, second


def pairs_of(query: bytes) -> list[tuple[str, str]]:
    """Return the parts of a query string in its order, as a browser's URLSearchParams has them."""
    text = query.decode(errors="replace")
    if "%" in text or "+" in text:
        return parse_qsl(text, keep_blank_values=True)
    parts = [part.partition("=") for part in text.split("&") if part]
    return [(name, value) for name, _, value in parts]


class Known(NamedTuple):
    """The values that a name in a link may have, None for any, and what is said of others."""

    values: Collection[str] | None
    problem: str
    expected: str

    @classmethod
    def options(cls, some: Sequence[str]) -> "Known":
        """Return what may be given where one of these is asked for; an empty value is none."""
        return cls({"", *some}, "unknown option", ", ".join(some))


def choose(
    known: Mapping[str, Known], pairs: Iterable[tuple[str, str]]
) -> tuple[dict[str, str], list[Problem]]:
    """Take the values of known names from pairs, and say what of the rest was not understood.

    Of a repeated name the first counts. What others have `ADDED` to a link is passed over.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    seen: set[str] = set()
    for count, (name, value) in enumerate(pairs):
        if count == MAX_PAIRS:
            problems.append(Problem("", "", "too many parts", f"at most {MAX_PAIRS}"))
            break
        what = known.get(name)
        if what is None and ADDED.fullmatch(name):
            continue
        if name in seen:
            problems.append(_misread(name, value, "repeated", "each name once; the first counts"))
        elif what is None:
            problems.append(_misread(name, value, UNKNOWN, "a criterion of this guide"))
        elif what.values is None or value in what.values:
            found[name] = value
        else:
            problems.append(_misread(name, value, what.problem, what.expected))
        seen.add(name)
    return found, problems


def read(guide: Guide, pairs: Iterable[tuple[str, str]]) -> tuple[Answers, list[Problem]]:
    """Read pairs such as `("auth", "groups")` and `("importance.auth", "5")`, as `choose` does."""
    found, problems = choose(_known(guide), pairs)
    options, importance = {}, {}
    for criterion in guide.criteria:
        if option := found.get(criterion.id):
            options[criterion.id] = option
        weight = found.get(PREFIX + criterion.id)
        if weight is not None and int(weight) != criterion.importance:
            importance[criterion.id] = int(weight)
    digest = found.get(DIGEST)
    return Answers(options, importance, None if digest is None else digest[:MAX_SHOWN]), problems


@once
def _known(guide: Guide) -> Mapping[str, Known]:
    weights = Known(tuple("012345"), "not an importance", "a whole number from 0 to 5")
    known = {DIGEST: Known(None, "", "")}
    for criterion in guide.criteria:
        known[criterion.id] = Known.options([option.id for option in criterion.options])
        known[PREFIX + criterion.id] = weights
    return known


def _misread(name: str, value: str, problem: str, expected: str) -> Problem:
    return Problem(_short(name), _short(value), problem, expected)


def _short(text: str) -> str:
    text = re.sub("[\0-\x1f]", "�", text)  # no page can show them
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
