"""What each demo compares, and the requests that show it: `catalogue.yaml`, checked and typed."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter, model_validator

from guide.demos import twins

FILE = Path(__file__).parent / "catalogue.yaml"


def _shown(id: str) -> str:
    if id not in (known := [twin.id for twin in twins.SHOWN]):
        raise ValueError(f"unknown twin '{id}' (expected: {', '.join(known)})")
    return id


def _one_group(pattern: str) -> str:
    if pattern and re.compile(pattern).groups != 1:
        raise ValueError(f"'{pattern}' has no group, or several (expected: one)")
    return pattern


TwinId = Annotated[str, AfterValidator(_shown)]
Pattern = Annotated[str, AfterValidator(_one_group)]


class Entry(BaseModel):
    """A piece of a file about the demos. How to check one is built when the first is read.

    Two are equal only if they are the same one, so that what is found of one can be kept by it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    __eq__ = object.__eq__

    def __hash__(self) -> int:
        return id(self)


class Input(Entry):
    """A value that a visitor may change; `default` is what the recorded exchange sends.

    What is wrong is sent, too: to see it refused is what some of them are for. Only a choice is
    one of its `choices`.
    """

    name: str
    label: str
    kind: Literal["number", "text", "choice"]
    default: str
    choices: tuple[str, ...] = ()


class Outcome(Entry):
    """What an answer says has happened, read after a twin’s name, or after “Both”.

    It is so where the answer has this `status` and `found`, an expression with one group, is in it.
    ``{found}`` in the words stands for the group, and the name of a key for its value in JSON, or
    for the length of its list. `stopped` tells that the step’s attack has failed.
    """

    says: str
    status: int | None = None
    found: Pattern = ""
    stopped: bool = False


class Line(Entry):
    """A line of a twin’s file: the last one with this text in it."""

    file: str
    line: str


class Step(Entry):
    """One request of a demo.

    ``{name}`` in it stands for an input, for what an earlier step took, or (``{run}``) for a
    number that is another one in each run. `data` is sent as JSON. `page` is a page whose form is
    sent: its hidden token goes along with the fields of `form`. `take` names what later steps need,
    each by a regular expression with one group, searched in the answer, and `look` is one for the
    part of a page that shows what happened. `elsewhere` holds the path for a twin whose library
    chose another one.

    The first of the `outcomes` that fits an answer says what happened. A page is shown from `part`
    on, an expression with one group, or with all that is in its ``<main>``. `differs` says why no
    two pages are the same. `made` is the function that answers, as ``forms.py:form``, or a method
    of a class. An attack, which is there to be stopped, names in `stops` the line of each twin that
    does it, and in `worked` what one would see had it succeeded.
    """

    says: str
    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    data: Any = None
    form: Mapping[str, str] | None = None
    page: str = ""
    take: Mapping[str, Pattern] = {}
    look: Pattern = ""
    elsewhere: Mapping[TwinId, str] = {}
    outcomes: tuple[Outcome, ...] = ()
    part: Pattern = ""
    differs: str = ""
    made: str = ""
    stops: Mapping[TwinId, Line] = {}
    worked: str = ""


class Difference(Entry):
    """What each twin does about something, by its id."""

    about: str
    does: Mapping[TwinId, str]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if absent := [twin.id for twin in twins.SHOWN if twin.id not in self.does]:
            raise ValueError(f"nothing is said of {', '.join(absent)}")
        return self


class Demo(Entry):
    """One comparison: what it checks, its requests, and the files that answer them.

    `files` name modules and templates that all twins have and `more` those of one alone; `beside`
    are files that are shown for a line in them, and not counted; `only`
    names the functions of a module that the demo needs, where others share it with it;
    `pages` are pages to look at; `criterion` is the guide's id. `warm` are requests that make or
    load, in each process once, what the others need: the time of those then says nothing of it.
    A demo that is `attacked` has the lab beside it, where its guards can be taken away.
    A demo that is `counted` shows what the twins take: lines, files, packages, start-up.
    """

    id: str
    title: str
    summary: str
    criterion: str
    means: str
    steps: tuple[Step, ...] = ()
    inputs: tuple[Input, ...] = ()
    files: tuple[str, ...] = ()
    more: Mapping[TwinId, tuple[str, ...]] = {}
    beside: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = {}
    differences: tuple[Difference, ...] = ()
    pages: tuple[str, ...] = ()
    warm: tuple[Step, ...] = ()
    counted: bool = False
    attacked: bool = False


@cache
def demos() -> tuple[Demo, ...]:
    """Return all demos, in the order in which they are shown."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Demo, ...]:
    """Return the demos of a catalogue; raise pydantic's `ValidationError` with all its mistakes."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return TypeAdapter(tuple[Demo, ...]).validate_python(yaml.load(text, loader))  # noqa: S506


def ids() -> tuple[str, ...]:
    """Return the ids of all demos."""
    return tuple(each.id for each in demos())


def demo(id: str) -> Demo | None:
    """Return the demo of this id."""
    return next((each for each in demos() if each.id == id), None)


def named(ids: Iterable[str | None]) -> list[Demo]:
    """Return the demos of these ids, each once; an id that is none of a demo's is left out."""
    return [found for each in dict.fromkeys(ids) if each and (found := demo(each))]
