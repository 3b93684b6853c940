"""Which tests start a process, serve or export a site: told from the names in their code.

Where no name tells it, as with a command that is called by its words, a test is marked by hand.
"""

import functools
import inspect
import types
from collections.abc import Iterator
from typing import Any

import pytest

NAMES = frozenset({"subprocess", "multiprocessing", "make_server", "create_server", "freeze"})


def is_heavy(item: pytest.Function) -> bool:
    """Whether a test or a fixture of it, or what these call in the tests' code, is heavy."""
    fixtures = item._fixtureinfo.name2fixturedefs
    asked = [each.func for name in item.fixturenames for each in fixtures.get(name, ())]
    left, seen = [item.function, *asked], set[Any]()
    while left:
        function = inspect.unwrap(left.pop())
        if function not in seen:
            seen.add(function)
            if not NAMES.isdisjoint(names(function)):
                return True
            left += calls(function)
    return False


@functools.cache
def names(function: Any) -> frozenset[str]:
    """Return every name that a function uses, and that the functions within it use."""
    return frozenset(_used(function.__code__) if inspect.isfunction(function) else ())


def _used(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _used(inner)


@functools.cache
def calls(function: Any) -> list[Any]:
    """Return what a function may call of the tests' own functions, also through a module."""
    used = names(function)
    found = [function.__globals__.get(name) for name in used] if used else []
    for module in filter(inspect.ismodule, found.copy()):
        found += [vars(module).get(name) for name in used if module.__name__.startswith("tests.")]
    return [f for f in found if callable(f) and f.__module__.startswith("tests.")]
