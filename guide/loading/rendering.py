"""Markdown to HTML. It is imported for a text that no earlier run has made: Markdown takes time."""

import functools
import re
import threading
import unicodedata
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify, slugify_unicode
from markdown.treeprocessors import Treeprocessor
from pygments.formatters import HtmlFormatter

from guide.loading.tags import AROUND, Converted, gone_through

HEADINGS = {f"h{level}" for level in range(1, 7)}
EXTENSIONS = ["tables", "fenced_code", "def_list", "toc", "codehilite", "sane_lists"]
# a heading's id, or where highlighted code begins
_CODE = re.compile(r'<h[1-6] id="([^"]*)"|<div class="codehilite"><pre>')
_formatters: dict[str, HtmlFormatter[str]] = {}


def convert(text: str, reserved: tuple[str, ...] = AROUND) -> Converted:
    """Make HTML of Markdown; no heading gets one of the `reserved` ids.

    Raises `RecursionError` where it is nested too deeply.
    """
    md = _own.made.pop(reserved, None) or _converter(reserved)
    made = md.reset().convert(text)
    _own.made[reserved] = md  # one that stopped halfway is not used again
    return gone_through(_reached(made))


def _reached(html: str) -> str:
    """Let code that scrolls be reached by keyboard, and named by the heading above it."""
    heading = ""

    def box(found: re.Match[str]) -> str:
        nonlocal heading
        if found[1] is not None:
            heading = found[1]
            return found[0]
        name = f' role="group" aria-labelledby="{heading}"' if heading else ""
        return f'{found[0][:-1]} tabindex="0"{name}>'

    return _CODE.sub(box, html)


class _Converters(threading.local):
    """Each thread's own: to make one takes a tenth as long as what it then does."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, ...], markdown.Markdown] = {}


_own = _Converters()


def _converter(reserved: tuple[str, ...]) -> markdown.Markdown:
    configs: dict[str, dict[str, Any]] = {
        "codehilite": {"guess_lang": False, "pygments_formatter": _formatter},
        "toc": {"slugify": functools.partial(_slug, reserved)},
    }
    return markdown.Markdown(extensions=[*EXTENSIONS, _Tables()], extension_configs=configs)


def _formatter(lang_str: str, **options: Any) -> HtmlFormatter[str]:
    """Return what writes highlighted code; one for all blocks that have no options of their own.

    To make one takes half as long as what it then writes.
    """
    key = repr(sorted(options.items()))
    found = _formatters.get(key)
    if found is None:
        _formatters.clear()
        found = _formatters[key] = HtmlFormatter(**options)
    return found


def _slug(reserved: tuple[str, ...], text: str, separator: str) -> str:
    """Return a heading's id: in ASCII where its letters have such, and never empty."""
    plain = unicodedata.normalize("NFKD", text)
    other = any(c.isalpha() and not c.isascii() for c in plain)
    found = (slugify_unicode if other else slugify)(text, separator) or "section"
    return f"{found}{separator}1" if found in reserved else found


class _Tables(Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - Markdown's name
        md.treeprocessors.register(_Boxes(md), "guide-tables", 0)


class _Boxes(Treeprocessor):
    """Puts tables into boxes that scroll, also by keyboard, and aligns columns by class.

    A box is named by the heading above it, which is in the language of the text, and a row by its
    first cell.
    """

    def run(self, root: Element) -> None:
        parents = {child: parent for parent in root.iter() for child in parent}
        heading = ""
        for element in list(root.iter()):
            if style := element.get("style"):  # the policy allows no style here
                del element.attrib["style"]
                align = style.partition(":")[2].strip(" ;")
                if kind := {"right": "num", "center": "mid"}.get(align):
                    element.set("class", kind)
            if element.tag in HEADINGS:
                heading = element.get("id", "")
            elif element.tag == "table":
                box = Element("div", {"class": "scroll", "tabindex": "0"})
                if heading:
                    box.attrib |= {"role": "group", "aria-labelledby": heading}
                around = parents[element]
                around[list(around).index(element)] = box
                box.append(element)
                box.tail, element.tail = element.tail, None
            elif element.tag == "tr":
                first, *others = element
                if parents[element].tag == "thead":
                    for cell in element:
                        cell.set("scope", "col")
                elif others and (len(first) or first.text):  # alone or empty, it names nothing
                    first.tag = "th"
                    first.set("scope", "row")
