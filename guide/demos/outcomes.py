"""What the answers of the twins to one request have in common, and what each says has happened.

`static/outcomes.js` does the same in the browser.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from guide.demos.catalogue import Outcome, Step
from guide.demos.inputs import PLACE
from guide.demos.rendered import Kind

LONGEST = 160  # characters of a value in a sentence
ROWS = 4  # differences that are told
PIECES = 3  # pieces of a page that only one twin has
CHARACTERS = (
    *(("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'")),
    *(("&#x27;", "'"), ("&nbsp;", " "), ("&amp;", "&")),
)
TAG = r"<[^>]*>"
SILENT = r"^[-.:,;… ]*$"  # a text of a page that says nothing
SPACE = r"[ \t\r\n\f]+"

Likeness = Literal[
    "status",
    "kind",
    "empty",
    "text",
    "json",
    "order",
    "page",
    "json.other",
    "text.other",
    "page.other",
    "page.said",
]


class Reply(NamedTuple):
    """What one twin answered; `text` is its body, or of a page the part that is shown."""

    status: int
    kind: Kind
    text: str


class Row(NamedTuple):
    """A difference: at `label` each twin has a value, or ("") one has pieces that the others lack.

    The values stand with the places of their twins; a missing one is None.
    """

    label: str
    values: tuple[tuple[int, str | None], ...]


class Alike(NamedTuple):
    """Whether answers are the same, and where they differ, at `ROWS` places at most."""

    name: Likeness
    rows: tuple[Row, ...] = ()
    more: int = 0

    @property
    def same(self) -> bool:
        """Tell whether all answered the same."""
        return "." not in self.name and self.name not in ("status", "kind")


def outcome(step: Step, reply: Reply) -> Outcome | None:
    """Return the first outcome that fits an answer."""
    return next((each for each in step.outcomes if _fits(each, reply)), None)


def _fits(each: Outcome, reply: Reply) -> bool:
    right = each.status is None or each.status == reply.status
    return right and (not each.found or re.search(each.found, reply.text) is not None)


def words(each: Outcome, reply: Reply) -> str:
    """Return what an outcome says, with what was found in the answer."""
    found = re.search(each.found, reply.text) if each.found else None
    values = values_of(reply) | ({"found": plain(found[1])} if found else {})
    return PLACE.sub(lambda hole: values.get(hole[1], hole[0]).removesuffix("."), each.says)


def values_of(reply: Reply) -> dict[str, str]:
    """Return the values of the keys of a JSON object, each as text: of a list how long it is."""
    value = _parsed(reply)
    if not isinstance(value, dict):
        return {}
    return {
        name: _short(str(len(each)) if isinstance(each, list | dict) else _text(each))
        for name, each in value.items()
    }


def alike(replies: Sequence[Reply], told: str = "") -> Alike:
    """Compare the answers of all twins; of pages, what is not in `told` yet."""
    if len({each.status for each in replies}) > 1:
        return Alike("status")
    if len({each.kind for each in replies}) > 1:
        return Alike("kind")
    texts = {each.text.strip() for each in replies}
    match replies[0].kind:
        case "empty":
            return Alike("empty")
        case "json" if (values := [_parsed(each) for each in replies]) and None not in values:
            return _json(values, "json" if len(texts) == 1 else "order")
        case "page":
            return _page([list(dict.fromkeys(pieces(each.text))) for each in replies], told)
        case _:
            return Alike("text" if len(texts) == 1 else "text.other")


def _json(values: Sequence[Any], same: Likeness) -> Alike:
    found = [dict(_leaves(value, "")) for value in values]
    rows = [
        Row(path, tuple((at, each.get(path)) for at, each in enumerate(found)))
        for path in sorted({path for each in found for path in each})
        if len({each.get(path) for each in found}) > 1
    ]
    if not rows:
        return Alike(same)
    return Alike("json.other", tuple(rows[:ROWS]), max(0, len(rows) - ROWS))


def _page(found: Sequence[list[str]], told: str) -> Alike:
    rows, differ = [], False
    for at, mine in enumerate(found):
        others = [each for place, each in enumerate(found) if place != at]
        only = [text for text in mine if any(text not in each for each in others)]
        differ = differ or bool(only)
        new = [text for text in only if text.removesuffix(".") not in told]
        if new:
            rows.append(Row("", tuple((at, _short(text)) for text in new[:PIECES])))
    if rows:
        return Alike("page.other", tuple(rows))
    return Alike("page.said" if differ else "page")


def pieces(page: str) -> Iterator[str]:
    """Return the texts between the tags of a page; a colon after a label says nothing."""
    texts = (_spaced(each).removesuffix(":") for each in re.split(TAG, page))
    return (text for text in texts if not re.search(SILENT, text))


def plain(html: str) -> str:
    """Return what a piece of a page says, on one line and no longer than `LONGEST`."""
    return _short(_spaced(re.sub(TAG, " ", html)))


def _spaced(text: str) -> str:
    for name, character in CHARACTERS:
        text = text.replace(name, character)
    return re.sub(SPACE, " ", text).strip(" ")


def _parsed(reply: Reply) -> Any:
    """Return what a JSON body says, None for what is none."""
    try:
        return json.loads(reply.text) if reply.kind == "json" else None
    except ValueError:
        return None


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list) and value:
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in inside:
            yield from _leaves(each, f"{path}.{name}" if path else str(name))
    else:
        yield path, _short(f"“{value}”" if isinstance(value, str) else _text(value))


def _text(value: Any) -> str:
    """Return a value as a script writes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
