"""Whether every tag of a text has its end: one without would hold the rest of the page."""

from html.parser import HTMLParser

Fault = tuple[str, int, str]  # what was written, the how manieth of its kind from 0, and the fault

_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
))  # fmt: skip
# what ends by itself where the next begins, or what is around it ends
_OPEN = frozenset((
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option",
    "optgroup", "rt", "rp",
))  # fmt: skip


def faults(html: str) -> list[Fault]:
    """Return what is not closed, or closes nothing, in the HTML of a text."""
    tags = _Tags()
    tags.feed(html)
    tags.close()
    return tags.faults + [_unclosed(*each) for each in tags.open if each[0] not in _OPEN]


class _Tags(HTMLParser):
    """Goes through tags, and holds those that are open, each with how it is written."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str, int]] = []
        self.seen: dict[str, int] = {}
        self.faults: list[Fault] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        written = self.get_starttag_text() or ""
        nth = self.seen[written] = self.seen.get(written, -1) + 1
        if tag not in _VOID:
            self.open.append((tag, written, nth))

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Take `<div/>` for `<div>`, as browsers do but within pictures."""
        if not any(each[0] in ("svg", "math") for each in self.open):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        written = f"</{tag}>"
        nth = self.seen[written] = self.seen.get(written, -1) + 1
        if tag not in [each[0] for each in self.open]:
            if tag not in _OPEN | _VOID:
                self.faults.append((written, nth, f"{written} closes nothing (expected: <{tag}>)"))
            return
        while (last := self.open.pop())[0] != tag:
            if last[0] not in _OPEN:
                self.faults.append(_unclosed(*last))


def _unclosed(tag: str, written: str, nth: int) -> Fault:
    return written, nth, f"<{tag}> is not closed (expected: </{tag}>)"
