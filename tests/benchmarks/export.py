"""Print how long an export of many Markdown pages takes, beside Frozen-Flask alone.

The site is the guide that `guide new` begins, with pages of about 3 kB: headings, lists, tables,
code, and links to each other. "first" runs with an empty cache and no former export, "again" with
nothing changed since, "one" after an edit of one page. Frozen-Flask alone makes the same texts to
HTML and puts each above a footer with the same links, which are relative. The times are those of
whole processes, their start included; on a busy machine the processor's are those to look at.

Run it by hand: .venv/bin/python -m tests.benchmarks.export [PAGES] [RUNS]
"""

import datetime
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import markdown
from flask import Flask
from flask_frozen import Freezer

from guide import beginning
from guide.loading import pages, rendering

PAGES = 400
RUNS = 3  # the median of each counts
GOALS = {"first": 5.0, "again": 1.5}  # seconds, on a machine that does nothing else
BARE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body><h1>{{ page.title }}</h1>
{{ text|safe }}
<footer><p>{% for each in own %}
<a href="{{ url_for("show", name=each.name) }}">{{ each.title }}</a> ·{% endfor %}</p></footer>
</body></html>
"""
TEXT = """---
title: "Page {n}"
summary: "What is to know about {n}."
---
Before you choose, read [the page before](/page-{before}/) and [the comparison](/compare/).

"""
SECTION = """## What {word} {n} does

A service of kind {n} answers *every* request by itself, and says so in `{word}_{n}`. It keeps what
it was asked, and **nothing else**; [page {other}](/page-{other}/) says why.

1. It starts with {n} workers.
2. It reads its settings:
    - from the environment;
    - from a file.

| setting | default | meaning |
|---|---:|---|
| `{word}` | {n} | how many at a time |
| `wait` | {other} | seconds before it gives up |

```python
def {word}_{n}(request: Request) -> Response:
    '''Answer a request.'''
    found = [each for each in request.parts if each.size > {n}]
    return Response(json.dumps({{"found": found, "status": "ok"}}), status=200)
```

"""


def write(site: Path, many: int) -> None:
    """Write a guide with that many pages."""
    for name, content in beginning.files(datetime.datetime.now(datetime.UTC).date()).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    for n in range(many):
        (site / "content" / f"page-{n}.md").write_text(text(n, many), encoding="utf-8")


def text(n: int, many: int, word: str = "service") -> str:
    """Return the text of a page."""
    sections = [SECTION.format(word=word, n=n + at, other=(n * 7 + at) % many) for at in range(4)]
    return TEXT.format(n=n, before=(n - 1) % many) + "".join(sections)


def bare(site: Path, output: Path) -> None:
    """Export the pages of a site with nothing but Flask, Markdown and Frozen-Flask."""
    own, _ = pages.read(site)
    app = Flask(__name__, static_folder=None)
    app.config.update(FREEZER_DESTINATION=str(output), FREEZER_RELATIVE_URLS=True)
    template = app.jinja_env.from_string(BARE)

    @app.get("/<name>/")
    def show(name: str) -> str:
        made = markdown.markdown(own[name].body, extensions=rendering.EXTENSIONS)
        return template.render(page=own[name], text=made, own=own.values())

    freezer = Freezer(app)
    freezer.register_generator(lambda: [("show", {"name": name}) for name in own])
    freezer.freeze()


def timed(command: list[str], cache: Path) -> tuple[float, float]:
    """Return the seconds of processor and of the clock that a command takes."""
    # compiled modules are kept, as for everybody else
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    used, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", *command],
        check=True,
        capture_output=True,
        env=kept | {"XDG_CACHE_HOME": str(cache)},
    )
    now, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    return now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime, ended - began


def main(many: int, runs: int) -> None:
    """Measure each way that many times, in turn."""
    times: dict[str, list[tuple[float, float]]] = {}
    for run in range(runs):
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            site, cache = folder / "site", folder / "cache"
            write(site, many)
            alone = ["tests.benchmarks.export", str(site), str(folder / "bare")]
            freeze = ["guide", "freeze", "--site", str(site)]
            times.setdefault("Frozen-Flask alone", []).append(timed(alone, cache))
            for name in ("first", "again", "one"):
                if name == "one":
                    edited = site / "content" / "page-1.md"
                    edited.write_text(text(1, many, f"edited{run}"), encoding="utf-8")
                times.setdefault(name, []).append(timed(freeze, cache))
    print(f"{many} pages{'processor':>22} {'clock':>7} {'goal':>5}")
    for name, taken in times.items():
        cpu, wall = (statistics.median(each) for each in zip(*taken, strict=True))
        goal = GOALS.get(name)
        print(f"{name:20} {cpu:9.1f} s {wall:5.1f} s {goal or '':>5}")


if __name__ == "__main__":
    given = sys.argv[1:]
    if given and not given[0].isdecimal():
        bare(*map(Path, given))
    else:
        main(
            int(given[0]) if given else PAGES,
            int(given[1]) if len(given) > 1 else RUNS,
        )
