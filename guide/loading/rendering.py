"""Markdown to HTML, each text once: the links inside the site stay open, to be filled for a page.

HTML that an author writes within Markdown is treated like Markdown's own: its links are rewritten
and checked, and what the site's policy would not let a browser do is refused.
"""

import dataclasses
import functools
import hashlib
import html
import re
import threading
import unicodedata
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import pygments
from markdown.extensions import Extension
from markdown.extensions.toc import slugify, slugify_unicode
from markdown.treeprocessors import Treeprocessor
from pygments.formatters import HtmlFormatter

EXTENSIONS = ["tables", "fenced_code", "def_list", "toc", "codehilite", "sane_lists"]
# ids of what stands around a text: on every page, and on those that the engine makes
AROUND = ("main",)
BESIDE = (*AROUND, "answers", "claims", "findings", "fits", "logic", "sides", "source", "swing")

# a comment, a tag of Markdown's own in which nothing is to be looked at, or one with its attributes
_TAG = re.compile(
    r"<!--.*?(?:-->|$)|<(?:span|code|em|strong|p|[uo]l|li|tr|t[dh])(?: class=\"[a-z0-9]*\")?>"
    r"|<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_LINKS = ("href", "src", "action", "cite", "poster", "data", "srcset", "formaction")
_FORBIDDEN = ("script", "style", "iframe", "object", "embed", "base", "meta", "link", "frame")
_LOADED = ("img", "source", "video", "audio", "track", "input", "image", "use")
_formatters: dict[str, HtmlFormatter[str]] = {}
_POLICY = "the site’s content security policy does not let a browser"


@dataclasses.dataclass(frozen=True)
class Converted:
    """A text as HTML. `pieces` alternate: HTML, a target inside the site, HTML, … to the end.

    `links` are all targets as they are written, `refused` what was written and why it may not be.
    """

    pieces: tuple[str, ...]
    ids: tuple[str, ...]
    links: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


@functools.cache
def edition() -> str:
    """Return what changes with everything that makes HTML of Markdown."""
    made = [Path(__file__).read_bytes(), markdown.__version__.encode()]
    return hashlib.sha256(b"\0".join([*made, pygments.__version__.encode()])).hexdigest()


def convert(text: str, reserved: tuple[str, ...] = AROUND) -> Converted:
    """Make HTML of Markdown; no heading gets one of the `reserved` ids.

    Raises `RecursionError` where it is nested too deeply.
    """
    md = _own.made.pop(reserved, None) or _converter(reserved)
    made = md.reset().convert(text)
    _own.made[reserved] = md  # one that stopped halfway is not used again
    # code that scrolls can be reached by keyboard
    made = made.replace(
        '<div class="codehilite"><pre>', '<div class="codehilite"><pre tabindex="0">'
    )
    return _Pass().run(made)


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
    """Puts tables into boxes that scroll, also by keyboard, and aligns columns by class."""

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if style := element.get("style"):  # the policy allows no style here
                del element.attrib["style"]
                align = style.partition(":")[2].strip(" ;")
                if kind := {"right": "num", "center": "mid"}.get(align):
                    element.set("class", kind)
            for index, child in enumerate(list(element)):
                if child.tag == "table":
                    box = Element("div", {"class": "scroll", "tabindex": "0", "role": "group"})
                    box.set("aria-label", "Table")
                    box.append(child)
                    box.tail, child.tail = child.tail, None
                    element[index] = box


class _Pass:
    """Goes through all tags of the HTML: notes links and ids, opens the links, refuses."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.refused: list[tuple[str, str]] = []
        self.since: list[str] = []

    def run(self, made: str) -> Converted:
        end = 0
        for found in _TAG.finditer(made):
            if not found[1]:
                continue
            self.since.append(made[end : found.start()])
            self.tag(found[0], found[1].lower(), found[2])
            end = found.end()
        self.pieces.append("".join([*self.since, made[end:]]))
        return Converted(
            tuple(self.pieces), tuple(self.ids), tuple(self.links), tuple(self.refused)
        )

    def tag(self, whole: str, name: str, rest: str) -> None:
        if name in _FORBIDDEN:
            self.refused.append((whole, f"<{name}> is not allowed: {_POLICY} use it"))
        at = 0
        start = len(whole) - len(rest) - 1
        for found in _ATTRIBUTE.finditer(rest):
            key, written = found[1].lower(), found[2]
            value = html.unescape((written or "").strip("\"'"))
            if key == "style" or key.startswith("on"):
                message = f"the attribute {key} is not allowed: {_POLICY} use it"
                self.refused.append((whole, message))
            elif key == "id":
                if value in self.ids:
                    message = f"duplicate id '{value}' (expected: an id of its own)"
                    self.refused.append((whole, message))
                self.ids.append(value)
            elif key == "name" and name == "a":
                self.ids.append(value)
            elif key in _LINKS and written is not None:
                if key != "href" and name in _LOADED and not value.startswith("/"):
                    self.refused.append((value, _elsewhere(name, value)))
                    continue
                self.links.append(value)
                if value.startswith("/") and not value.startswith("//"):
                    quote = found.start(2) + start
                    self.since.append(whole[at:quote] + '"')
                    self.pieces += ["".join(self.since), value]
                    self.since = ['"']
                    at = found.end(2) + start
        self.since.append(whole[at:])


def _elsewhere(name: str, value: str) -> str:
    what = "an image" if name == "img" else f"what <{name}> loads"
    return f"{what} from '{value[:200]}' is not shown: {_POLICY} load it (expected: /static/…)"
