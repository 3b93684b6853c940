"""A page's Markdown as it is shown: its links, its terms explained, its contents."""

import html
from collections.abc import Sequence

from flask import request
from markupsafe import Markup, escape

from guide.loading import page_html
from guide.loading.pages import Page
from guide.web import reading
from guide.web.links import link, site_link
from guide.web.reading import Heading, Term
from guide.web.state import state

# a page's text: pairs of a slot's name and the HTML after it; the first name is ""
Body = Sequence[tuple[str, Markup]]


def render_body(page: Page | None) -> Body:
    """Return a page's text with its links as this response must write them, and terms explained."""
    if page is None:
        return []
    parts = page_html.render(page, site_link).parts
    names, texts = ["", *parts[1::2]], _explained(page, parts[::2])
    return [(name, Markup(text)) for name, text in zip(names, texts, strict=True)]  # noqa: S704 - our own Markdown


def _explained(page: Page, texts: Sequence[str]) -> Sequence[str]:
    glossary = state().site.page(reading.GLOSSARY)
    if glossary is None or page.name == reading.GLOSSARY:
        return texts

    def made() -> tuple[Term, ...]:
        return reading.terms("".join(page_html.render(glossary, site_link).parts[::2]))

    # in an export the links in it are others at each depth
    known = state().once(("terms", request.script_root, link("pages.home")), made)
    address = html.escape(site_link(f"/{reading.GLOSSARY}/"))
    return list(reading.explained(texts, known, address, str(escape(state().say("frame.term")))))


def contents(body: Body, least: int = reading.LONG) -> tuple[Heading, ...]:
    """Return the headings of a page's text, none where they are fewer than `least`."""
    return reading.contents([text for _, text in body], least)


def listed(headings: Sequence[Heading]) -> Markup:
    """Return headings as the items of a list of links."""
    item = Markup('<li><a href="{}">{}</a></li>')
    return Markup().join(item.format(each.href, each.text) for each in headings)
