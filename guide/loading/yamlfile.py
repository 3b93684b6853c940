"""Read a YAML file written by a person: bounded, never a traceback, every value with its place.

The file is read event by event, so that size and nesting are known to be small before anything is
built. Dates stay text: what they must look like is the model's business. So do numbers that YAML
takes for others than they look like.
"""

import dataclasses
import re
from pathlib import Path
from typing import Any

import yaml

from guide.engine.values import CONTROL
from guide.loading import grammar, textfile
from guide.loading.mistakes import Invalid, Mistake, Place, Where, path_of, place_of

MAX_DEPTH = 16
MOST_SHOWN = 60  # characters of a text in a mistake
MAX_SCALAR = 100  # digits of a number; a longer one is kept as text and refused as such
_CONTROL = re.compile(CONTROL)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS: Any = yaml.SafeLoader("")  # tells what a text without quotes is
_TOO_DEEP = "exceeded maximum nesting depth"  # libyaml's own bound, which PyYAML 6.0.4 brings
_STANDARD = "tag:yaml.org,2002:"  # what !! stands for
_BREAKS = re.compile("[\x85\u2028\u2029]")  # YAML counts them as ends of lines, nobody else does
_KEPT_AS_TEXT = {f"{_STANDARD}{name}" for name in ("str", "timestamp", "value")}
_NUMBERS = {f"{_STANDARD}{name}" for name in ("int", "float")}
_PLAIN = _NUMBERS | {f"{_STANDARD}{name}" for name in ("bool", "null")}
# what YAML reads as another number than people and other programs do: 012 is 10, 1:30 is 90
_ODD_NUMBER = re.compile(r"[-+]?(?:0[0-9_]|0[bx]|[0-9.]*[_:]).*")


@dataclasses.dataclass
class Document:
    """The plain data of a file, with the line and column of every key and value (from 1)."""

    file: str
    data: Any = None
    keys: dict[Where, Place] = dataclasses.field(default_factory=dict)
    values: dict[Where, Place] = dataclasses.field(default_factory=dict)
    mistakes: list[Mistake] = dataclasses.field(default_factory=list)

    def mistake(self, where: Where, message: str, *, key: str | None = None) -> Mistake:
        """Make a mistake at `where`, or at the key `key` of the mapping there."""
        place = self.keys.get((*where, key)) if key is not None else None
        at = where
        while place is None:
            place = self.values.get(at) or (None if at else (1, 1))
            at = at[:-1]
        return Mistake(self.file, *place, path_of(where), message)


class _Stop(Exception):  # noqa: N818 - not an error: reading goes no further
    def __init__(self, mark: Any, message: str) -> None:
        self.place: Place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.message = message


def read(path: Path, shown_as: str) -> Document:
    """Parse a file that holds one YAML document; raise `Invalid` if it cannot be."""
    return parse(textfile.read(path, shown_as), shown_as)


def parse(text: str, shown_as: str) -> Document:
    """Parse one YAML document.

    Mistakes that leave the rest readable (a duplicate key) are collected in `Document.mistakes`;
    one that does not raises `Invalid`.
    """
    document = Document(shown_as)
    if left := [Mistake.at(shown_as, grammar.CONFLICT, n) for n in grammar.conflicts(text)]:
        raise Invalid(left)
    bad = yaml.reader.Reader.NON_PRINTABLE.search(text) or _BREAKS.search(text)
    if bad:
        message = f"the character {bad.group()!a} is not allowed in YAML"
        raise Invalid([Mistake.at(shown_as, message, *place_of(text, bad.start()))])
    _load(_Loader, text, document)
    return document


def _load(kind: Any, text: str, document: Document) -> None:
    """Fill a document with what one of PyYAML's loaders reads. Raises `Invalid`."""
    shown_as = document.file
    loader = kind(text)
    try:
        _read(loader, document, text.split("\n"))
    except _Stop as stop:
        raise Invalid([Mistake.at(shown_as, stop.message, *stop.place)]) from None
    except yaml.MarkedYAMLError as error:
        if error.problem == _TOO_DEEP:  # it reads far ahead; the slow loader stops at our own bound
            return _load(yaml.SafeLoader, text, document)
        place, said = grammar.explained(error, text)
        raise Invalid([Mistake.at(shown_as, f"not valid YAML: {said}", *place)]) from None
    except yaml.YAMLError as error:
        message = f"not valid YAML: {' '.join(str(error).split())}"
        raise Invalid([Mistake.at(shown_as, message)]) from None
    finally:
        loader.dispose()
    return None


def _read(loader: Any, document: Document, lines: list[str]) -> None:
    loader.get_event()  # the stream's start
    if loader.check_event(yaml.StreamEndEvent):
        raise _Stop(None, "the file is empty (expected: a YAML mapping)")
    loader.get_event()  # the document's start
    document.data = _Builder(loader, document, lines).value(loader.get_event(), (), 0)
    loader.get_event()  # the document's end
    if not loader.check_event(yaml.StreamEndEvent):
        mark = loader.peek_event().start_mark
        raise _Stop(mark, "a second document starts here (expected: one document in a file)")


class _Builder:
    """Builds plain data from events, and notes where each piece stands."""

    def __init__(self, loader: Any, document: Document, lines: list[str]) -> None:
        self.event, self.document, self.lines = loader.get_event, document, lines

    def value(self, event: Any, where: Where, depth: int) -> Any:
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Stop(mark, "anchors and aliases are not used here (expected: the value itself)")
        if depth > MAX_DEPTH:
            raise _Stop(mark, f"nested too deeply (expected: at most {MAX_DEPTH} levels)")
        self.document.values[where] = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            self.ends_in_time(event, where)
            return self.shown(self.scalar(event), where)
        if event.tag not in (None, "!", f"{_STANDARD}map", f"{_STANDARD}seq"):
            raise _Stop(mark, _tagged(event.tag))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(where, depth)
        return self.mapping(where, depth)

    def sequence(self, where: Where, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self.event(), yaml.SequenceEndEvent):
            items.append(self.value(event, (*where, len(items)), depth + 1))
        return items

    def mapping(self, where: Where, depth: int) -> dict[str, Any]:
        document, mapping = self.document, dict[str, Any]()
        while not isinstance(event := self.event(), yaml.MappingEndEvent):
            mark = event.start_mark
            if not isinstance(event, yaml.ScalarEvent) or event.anchor:
                raise _Stop(mark, "this cannot be a key (expected: a plain word before the colon)")
            place = mark.line + 1, mark.column + 1
            key = event.value
            if key == "<<" and not event.style:
                raise _Stop(mark, "no keys are merged here (expected: each key with its value)")
            here = self.lines, mark.line, mark.column, key
            if message := grammar.comma(*here) or grammar.curly(*here):
                self.wrong(place, where, message)
                self.value(self.event(), (*where, f"{key} after a comma"), depth + 1)
                continue
            if not isinstance(self.scalar(event), str):
                message = f"the key {key} is not text (expected: text; put it in quotes)"
                self.wrong(place, where, message)
            if key in mapping:
                first = document.keys[(*where, key)][0]
                message = f"duplicate key '{key}' (it already stands in line {first})"
                self.wrong(place, where, message)
                self.value(self.event(), (*where, f"{key} again"), depth + 1)
                continue
            document.keys[(*where, key)] = place
            mapping[key] = self.value(self.event(), (*where, key), depth + 1)
            if mapping[key] is None and (message := grammar.run_together(key)):
                self.wrong(place, where, message)
        return mapping

    def wrong(self, place: Place, where: Where, message: str) -> None:
        """Note what is wrong at a place in the file, with the path of the value around it."""
        mistake = Mistake(self.document.file, *place, path_of(where), message)
        self.document.mistakes.append(mistake)

    def shown(self, value: Any, where: Where) -> Any:
        """Refuse control characters, which an escape in quotes may bring, in any text."""
        if not isinstance(value, str) or not _CONTROL.search(value):
            return value
        text = repr(value) if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]!r}…"
        message = f"got {text} (expected: text without control characters)"
        self.document.mistakes.append(self.document.mistake(where, message))
        return _CONTROL.sub("", value) or "?"

    def ends_in_time(self, event: Any, where: Where) -> None:
        """Refuse `Issue #12` without quotes: YAML reads “Issue”, and the rest as a comment."""
        if event.style:
            return
        end = event.end_mark
        line = "".join(self.lines[end.line : end.line + 1])
        if message := grammar.cut_off(line[end.column :]):
            self.wrong((end.line + 1, end.column + 1), where, message)

    def scalar(self, event: Any) -> Any:
        tag = event.tag
        if event.style and not tag:  # in quotes, or a block: text
            return event.value
        if tag in (None, "!"):
            tag = _SCALARS.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag in _KEPT_AS_TEXT or (len(event.value) > MAX_SCALAR and tag != "!"):
            return event.value
        if tag in _NUMBERS and _ODD_NUMBER.fullmatch(event.value):
            return event.value
        if tag not in _PLAIN:
            raise _Stop(event.start_mark, _tagged(tag))
        try:
            return _SCALARS.yaml_constructors[tag](_SCALARS, yaml.ScalarNode(tag, event.value))
        except (yaml.YAMLError, ValueError, LookupError):  # `!!bool x`, `!!int ""`
            return event.value


def _tagged(tag: str) -> str:
    shown = tag.replace(_STANDARD, "!!")
    return f"the tag '{shown}' is not used here (expected: no tag)"
