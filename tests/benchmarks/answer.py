"""Print how long a page takes to follow an answer, at six times CPU throttling.

Every change is one as a visitor makes it, in the page as it is served: "script" is the time until
the page's handler is done, with all that is in sight computed and written: on the result, most
fields of which are far below the verdict, the bar at the edge of the window and the reason of the
field; "laid out" includes the browser's own work of style and layout; "painted" ends after the
frame that shows it, for which a screen lets one wait up to 17 ms more; "all" ends when the rest,
which follows in a task of its own, is written and laid out as well. The links and the address of
the page, which nobody sees change, come after that, and are in none of the times. The same 60
changes are made several times, and for each the median counts: throttled is what runs longer than
some milliseconds, and the shortest of several times is one that got by. "Each" is the 95th
percentile of all single times, with whatever else the machine did meanwhile. A row says which of
both is over the budget.

Run it by hand: .venv/bin/python -m tests.benchmarks.answer
"""

import logging
import statistics
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

from guide import create_app
from tests.conftest import ROOT, launch, serving

RUNS = 5
BUDGET = 16  # milliseconds: one frame of a screen
ROWS = ("script", "laid out", "painted", "all")
SITES = [ROOT, ROOT / "examples" / "flask-django-fastapi"]
# a fixed way to change answers and importances, all over the page
RUN = """async () => {
    const form = document.querySelector("main form");
    let seed = 7;
    const random = (n) => (seed = (Math.imul(1664525, seed) + 1013904223) >>> 0) % n;
    const times = [[], [], [], []];
    const task = (done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
    };
    for (let i = 0; i < 60; i += 1) {
        const fields = [...form.querySelectorAll("input[type=radio], select")];
        const field = fields[random(fields.length)];
        if (field.type === "radio") field.checked = true;
        else field.selectedIndex = random(field.options.length);
        field.focus();
        document.body.offsetHeight;
        const painted = new Promise((done) => requestAnimationFrame(() => task(done)));
        const start = performance.now();
        field.dispatchEvent(new Event("change", { bubbles: true }));
        times[0].push(performance.now() - start);
        document.body.offsetHeight;
        times[1].push(performance.now() - start);
        await painted;
        times[2].push(performance.now() - start);
        await new Promise((done) => setTimeout(done));
        document.body.offsetHeight;
        times[3].push(performance.now() - start);
    }
    return times;
}"""


class Times(NamedTuple):
    """Milliseconds, sorted: for each change the median of its times, and every single time."""

    medians: list[float]
    each: list[float]


def measure(page: Page, url: str) -> list[Times]:
    """Return the times of 60 changes: script, laid out, painted, all."""
    client = page.context.new_cdp_session(page)
    runs = []
    for _ in range(RUNS):
        client.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        page.goto(url)
        page.evaluate(RUN)  # as a browser that has run the script before
        page.goto(url)
        client.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        runs.append(page.evaluate(RUN))
    client.detach()
    return [
        Times(sorted(map(statistics.median, zip(*times, strict=True))), sorted(chain(*times)))
        for times in zip(*runs, strict=True)
    ]


def row(what: str, times: Times) -> str:
    """Say what the times of one kind are, and whether they are over the budget."""
    median = times.medians[len(times.medians) // 2]
    medians, each = (some[len(some) * 95 // 100] for some in times)
    over = "over" if medians > BUDGET else "each over" if each > BUDGET else ""
    return (
        f"{what:9} median {median:5.1f} ms, 95 % within {medians:5.1f} ms, each {each:5.1f} ms"
        + (f"  {over} {BUDGET} ms" if over else "")
    )


def main() -> None:
    """Change answers on both pages of both guides."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for site in SITES:
            app = create_app(site)
            criteria = app.extensions["guide"].site.guide.criteria
            query = urlencode({c.id: c.options[0].id for c in criteria[::2]})
            with serving(app) as url:
                for path in ("/questions/", "/result/"):
                    context = browser.new_context()
                    found = measure(context.new_page(), f"{url}{path}?{query}")
                    context.close()
                    for what, times in zip(ROWS, found, strict=True):
                        print(f"{site.name:22} {path:12} {row(what, times)}")


if __name__ == "__main__":
    main()
