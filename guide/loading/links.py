"""Trying the addresses that a site links to, outside of it: claims' sources, pages, figures.

Nothing here is part of a plain check, because an answer from the network may differ each time.
"""

import dataclasses
import http.client
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

from guide.loading import addresses, cases, criteria, figures, page_html, pages, yamlfile
from guide.loading.mistakes import Mistake, Where

AT_ONCE = 8
SECONDS = 15.0  # for each step of a request
MOST = 4_000_000  # bytes of a page that are searched for a fragment
AGENT = "Mozilla/5.0 (compatible; guide-check-links)"  # some sites refuse Python's own name
EXTERNAL = re.compile(r"https?://")

Try = Callable[[str], str | None]


def external(site: Path) -> list[tuple[str, Mistake]]:
    """Return each external address of a site with a mistake, still without words, at its place.

    That is every address in `criteria.yaml`, in `cases.yaml` and in the YAML files of figures, and
    every link of the pages, in the order of the files. An address that stands twice is there twice.
    """
    found: list[tuple[str, Mistake]] = []
    written = [
        site / criteria.FILE,
        site / cases.FILE,
        *sorted(site.glob(f"{figures.FOLDER}/*.yaml")),
    ]
    for path in filter(os.path.lexists, written):
        name = path.relative_to(site).as_posix()
        document = yamlfile.read(path, name)
        found += [
            (text, document.mistake(where, ""))
            for where, text in _texts(document.data)
            if EXTERNAL.match(text)
        ]
    for page in pages.read(site)[0].values():
        found += [
            (target, place) for target, place in page_html.places(page) if EXTERNAL.match(target)
        ]
    return found


def _texts(data: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*where, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*where, index))


def check(
    site: Path, attempt: Try | None = None, told: Callable[[], object] = lambda: None
) -> list[Mistake]:
    """Try every external address, each once and at most `AT_ONCE` together.

    Returns a mistake for each place with an address that does not answer well. `attempt` tries
    one and returns what is wrong, or None; `told` is called after each.
    """
    found = external(site)
    every = list(dict.fromkeys(address for address, _ in found))

    def one(address: str) -> str | None:
        try:
            return (attempt or try_address)(address)
        finally:
            told()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        wrong = dict(zip(every, pool.map(one, every), strict=True))
    return [
        dataclasses.replace(place, message=f"{address}: {problem}")
        for address, place in found
        if (problem := wrong[address])
    ]


def try_address(address: str, seconds: float = SECONDS) -> str | None:
    """Ask for an address and return what is wrong with the answer, or None.

    Right is an answer without an error after any redirects and, if the address names a passage
    (`#…`) of an HTML page, a page with an element of that id or name.
    """
    try:
        page, fragment = urldefrag(address)
        request = urllib.request.Request(  # noqa: S310
            addresses.sent(page), headers={"User-Agent": AGENT, "Accept": "*/*"}
        )
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
            if fragment and "html" in answer.headers.get_content_type():
                return _passage(answer.read(MOST), fragment)
    except urllib.error.HTTPError as error:
        error.close()
        return f"answers {error.code} {error.reason}"
    except urllib.error.URLError as error:
        return f"cannot be reached: {error.reason}"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"cannot be reached: {error or type(error).__name__}"
    return None


def _passage(html: bytes, fragment: str) -> str | None:
    """Look for a passage. GitHub puts `user-content-` before an id that its script takes off."""
    if fragment.startswith(":~:"):  # a piece of text, which a browser looks for
        return None
    names = {fragment, unquote(fragment)}
    names |= {f"user-content-{name}" for name in names}
    found = re.findall(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)""", html.decode(errors="replace"))
    return None if names.intersection(found) else f"has no passage '#{fragment}'"
