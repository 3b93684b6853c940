"""The tags of a text's HTML: links inside the site stay open, to be filled for a page.

HTML that an author writes within Markdown is treated like Markdown's own: its links are rewritten
and checked, and what the site's policy would not let a browser do is refused.
"""

import dataclasses
import html
import re

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
POLICY = "the site’s content security policy does not let a browser"


@dataclasses.dataclass(frozen=True)
class Converted:
    """A text as HTML. `pieces` alternate: HTML, a target inside the site, HTML, … to the end.

    `links` are all targets as they are written, `refused` what was written and why it may not be.
    """

    pieces: tuple[str, ...]
    ids: tuple[str, ...]
    links: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def gone_through(made: str) -> Converted:
    """Return HTML with its links open, its ids, and what may not be in it."""
    return _Pass().run(made)


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
            self.refused.append((whole, f"<{name}> is not allowed: {POLICY} use it"))
        at = 0
        start = len(whole) - len(rest) - 1
        for found in _ATTRIBUTE.finditer(rest):
            key, written = found[1].lower(), found[2]
            value = html.unescape((written or "").strip("\"'"))
            if key == "style" or key.startswith("on"):
                message = f"the attribute {key} is not allowed: {POLICY} use it"
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
    return f"{what} from '{value[:200]}' is not shown: {POLICY} load it (expected: /static/…)"
