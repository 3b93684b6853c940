"""What is wrong with conditions: `when` of criteria, rules of `elsewhere`, parts of a starter.

Each names criteria and some of their options. Like the rules in `validation` these look at plain
data, which may be wrong in any other way too.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from guide.loading.mistakes import Mistake, Where
from guide.loading.names import duplicates, hint, listed, mappings, unknown
from guide.loading.yamlfile import Document

Options = Mapping[str, list[str]]  # by criterion


def when(
    document: Document, where: Where, criterion: dict[str, Any], earlier: Options, every: set[str]
) -> Iterator[Mistake]:
    """Yield the mistakes in a criterion's `when`: it may only name what was asked before."""
    at, written = (*where, "when"), criterion.get("when")
    if written == []:
        yield document.mistake(at, "has 0 (expected: 1 or more)")
    ways = [(at, written), *(((*at, i), one) for i, one in mappings(written))]
    for place, conditions in ways:
        if not isinstance(conditions, dict):
            continue
        for name in conditions:
            if name == criterion.get("id"):
                message = f"'{name}' names itself (expected: {_earlier(earlier)})"
                yield document.mistake(place, message, key=name)
            elif name not in earlier:
                what = "later criterion" if name in every else "unknown criterion"
                near = "" if name in every else hint(name, earlier)
                message = f"{what} '{name}' (expected: {_earlier(earlier)}){near}"
                yield document.mistake(place, message, key=name)
            else:
                yield from _options(document, (*place, name), conditions[name], earlier[name])


def _earlier(earlier: Iterable[str]) -> str:
    return f"an earlier criterion: {listed(earlier)}" if earlier else "no condition on the first"


def _options(document: Document, where: Where, options: Any, known: list[str]) -> Iterator[Mistake]:
    for index, option in enumerate(options if isinstance(options, list) else ()):
        if isinstance(option, str) and option not in known:
            yield document.mistake((*where, index), unknown("option", option, known))
        elif isinstance(option, str) and option in options[:index]:
            message = f"duplicate option '{option}' (expected: each option once)"
            yield document.mistake((*where, index), message)


def elsewhere(document: Document, options: Options) -> Iterator[Mistake]:
    """Yield the mistakes in `elsewhere`: its ids, and the answers that its rules name."""
    destinations = document.data.get("elsewhere")
    yield from duplicates(document, "destination", (("elsewhere",), destinations))
    for index, destination in mappings(destinations):
        for number, rule in mappings(destination.get("rules")):
            where = "elsewhere", index, "rules", number
            for key in ("when", "unless"):
                yield from named(document, (*where, key), rule.get(key), options)


def named(document: Document, where: Where, conditions: Any, known: Options) -> Iterator[Mistake]:
    """Yield the criteria and options that conditions name and that are not `known`."""
    for name in conditions if isinstance(conditions, dict) else ():
        if name in known:
            yield from _options(document, (*where, name), conditions[name], known[name])
        else:
            yield document.mistake(where, unknown("criterion", name, known), key=name)
