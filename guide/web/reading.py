"""What helps to read a text: its contents where it is long, and its terms explained on the spot.

The terms are those of the site's page named `glossary`, if it has one: a heading each, and the
paragraph below it. On any other page, the first link to a term, or the first time that it is named
in words that mean nothing else, opens what it says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

GLOSSARY = "glossary"
LONG = 3  # headings of the second level from which a text gets its contents
_HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
# an explanation and what follows without a space, such as a full stop: a button may end a line
_FOLLOWED = re.compile(
    r'(<button type="button" class="term"(?:(?!</a></span>).)*</a></span>)([^\s<]+)', re.DOTALL
)
_LINK_TAG = re.compile(r"</?a\b[^>]*>")
# what is left as it is, a tag, or text
_PIECE = re.compile(r"<(a|code|pre|h[1-6]|button|summary)\b[^>]*>.*?</\1>|<[^>]+>|[^<]+", re.DOTALL)


class Heading(NamedTuple):
    """A heading of a text, and where it is."""

    href: str
    text: str


class Term(NamedTuple):
    """A term, with what the glossary says of it, as HTML that may stand in a sentence."""

    id: str
    title: str
    says: str


def contents(html: Sequence[str], least: int = LONG) -> tuple[Heading, ...]:
    """Return the headings of a text's pieces, in order; none where they are fewer than `least`."""
    found = [
        Heading(f"#{each[1]}", Markup(each[2]).striptags())  # noqa: S704 - our own Markdown
        for piece in html
        for each in _HEADING.finditer(piece)
    ]
    return tuple(found) if len(found) >= least else ()


def terms(html: str) -> tuple[Term, ...]:
    """Return the terms of a glossary, of which this is the HTML."""
    _, *rest = _HEADING.split(html)
    found = []
    for anchor, title, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if paragraph := _PARAGRAPH.search(text):
            found.append(Term(anchor, title, _LINK_TAG.sub("", paragraph[1])))
    return tuple(found)


def explained(html: Sequence[str], known: Sequence[Term], address: str, more: str) -> Iterator[str]:
    """Yield a text's pieces with each term explained where it first stands.

    `address` is that of the glossary, as links on this page have it, and `more` leads there.
    """
    link = re.compile(rf'<a href="{re.escape(address)}#([^"]*)">(.*)</a>', re.DOTALL)
    by_id = {term.id: term for term in known}
    names = _names(known)
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b") if names else None
    seen: set[str] = set()

    def opening(term: Term, text: str) -> str:
        seen.add(term.id)
        return (
            f'<button type="button" class="term" popovertarget="term-{term.id}">{text}</button>'
            f'<span popover class="meaning" id="term-{term.id}"><b>{term.title}.</b> {term.says} '
            f'<a href="{address}#{term.id}">{more}</a></span>'
        )

    def in_text(found: re.Match[str]) -> str:
        term = names[found[0]]
        return found[0] if term.id in seen else opening(term, found[0])

    def piece(found: re.Match[str]) -> str:
        if not found[0].startswith("<"):
            return named.sub(in_text, found[0]) if named else found[0]
        linked = link.fullmatch(found[0])
        term = by_id.get(linked[1]) if linked else None
        return opening(term, linked[2]) if linked and term and term.id not in seen else found[0]

    for each in html:
        yield _FOLLOWED.sub(r'<span class="whole">\1\2</span>', _PIECE.sub(piece, each))


def _names(known: Sequence[Term]) -> Mapping[str, Term]:
    """Return the terms whose names mean nothing else, by these: acronyms, and those of more words.

    An ordinary word, such as “session”, is explained only where a link says that it is the term.
    """
    names: dict[str, Term] = {}
    for term in known:
        if term.title.isupper():
            names[term.title] = term
        elif " " in term.title and "<" not in term.title:
            for title in (term.title, term.title[0].lower() + term.title[1:]):
                names |= {f"{title}s": term, title: term}
    return names
