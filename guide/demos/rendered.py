"""What a twin answered, as a reader sees it: a page as a browser draws it, JSON in lines.

The expressions are handed to `static/outcomes.js`, which does the same in the browser.
"""

import re
from typing import Literal

from guide.demos.catalogue import Step

Kind = Literal["json", "page", "text", "empty"]

LONGEST = 20_000  # characters of a page that are shown
MAIN = r"<main\b[^>]*>([\s\S]*)</main>"
BODY = r"<body\b[^>]*>([\s\S]*)</body>"
# What a picture of a page has no use for; where it is shown, nothing of it could run or load anyway
DROPPED = (
    r"<(script|style|svg|template)\b[\s\S]*?</\1\s*>|<!--[\s\S]*?-->"
    r"|<div[^>]*class=\"d-none\"[^>]*>[^<]*</div>"
    r"|<(?:link|meta|base|img|iframe|object|embed|source)\b[^>]*>|<input[^>]*type=\"hidden\"[^>]*>"
    r"|\sautofocus\b|\s(?:style|href|src|action|on\w+)=(?:\"[^\"]*\"|'[^']*')"
)
CONTROL = r"<(input|select|textarea|button)\b"  # none of them is to be used
EMPTY_LINES = r"\n(?:[ \t\r]*\n){2,}"
ROW = r"<(?:p|h[1-6]|li|tr|div|button|pre)\b|\n(?=[^<]*</(?:pre|a)>)"
# No style sheet: the policy of the page around it allows none that stands in a page. The keyboard's
# focus comes to the block in it, around which browsers draw a line; around a frame they draw none.
FRAME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="color-scheme" content="light dark"><title>-</title></head>'
    '<body><div tabindex="0"><font face="system-ui, sans-serif">{page}</font></div></body></html>'
)
HEADING = r"<h[12]\b"
# pixels of a frame's height: for none, for a row, for a heading beside, at most
LEAST, EACH, MORE, MOST = 24, 23, 34, 340
WORD = r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+'


def kind(content_type: str, body: str) -> Kind:
    """Return of which kind an answer is."""
    if not body.strip():
        return "empty"
    if "json" in content_type:
        return "json"
    return "page" if "html" in content_type else "text"


def part(step: Step, body: str) -> str:
    """Return the part of a page that is shown, without what could run, load or be clicked."""
    chosen = step.part and re.search(step.part, body)
    found = chosen or re.search(MAIN, body) or re.search(BODY, body)
    kept = re.sub(CONTROL, r"<\1 disabled", re.sub(DROPPED, "", found[1] if found else body))
    return re.sub(EMPTY_LINES, "\n\n", kept).strip()[:LONGEST]


def framed(page: str) -> str:
    """Return the document that shows a part of a page, for a sandboxed frame."""
    return FRAME.replace("{page}", page)


def height(page: str) -> int:
    """Return how high its frame is, in pixels, by the rows that are in it."""
    rows, headings = (len(re.findall(pattern, page)) for pattern in (ROW, HEADING))
    return min(LEAST + EACH * rows + MORE * headings, MOST)


def indented(text: str) -> str:
    """Return JSON with a line for each value, and each value as it was sent."""
    lines, line, depth, before = [], "", 0, ""
    for word in re.findall(WORD, text):
        closes, opened = word in ("}", "]"), before in ("{", "[")
        depth -= closes
        if (closes and not opened) or (not closes and (opened or before == ",")):
            lines.append(line)
            line = "  " * depth
        line += word + (" " if word == ":" else "")
        depth += word in ("{", "[")
        before = word
    return "\n".join([*lines, line])
