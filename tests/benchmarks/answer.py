"""Print how long the page's scripts compute after an answer, at six times CPU throttling.

Run it by hand: .venv/bin/python -m tests.benchmarks.answer
"""

import random
from pathlib import Path

from playwright.sync_api import sync_playwright

from guide import model
from tests import short
from tests.conftest import launch

ROOT = Path(__file__).parent.parent.parent
RUN = """([guide, sets]) => {
    const times = (work) => sets.map(([options, importance]) => {
        const start = performance.now();
        work(options, importance);
        return performance.now() - start;
    }).sort((a, b) => a - b);
    const verdict = (options, importance) => {
        const { winner } = Score.recommend(guide, options, importance);
        Score.decided(guide, options, importance, winner);
    };
    const all = (options, importance) => Analysis.explain(guide, options, importance);
    times(all);
    return [times(verdict), times(all)].map(
        (found) => [found[found.length >> 1], found[Math.floor(found.length * 0.95)]]);
}"""


def main() -> None:
    """Answer both guides in many ways."""
    with sync_playwright() as playwright:
        page = launch(playwright).new_page()
        for name in ("score.js", "analysis.js"):
            page.add_script_tag(path=ROOT / "static" / name)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 6})
        for site in (ROOT, ROOT / "examples" / "flask-django-fastapi"):
            guide, dice = model.load(site), random.Random(1)
            answers = [short.any_answers(dice, guide) for _ in range(100)]
            sets = [[dict(each.options), dict(each.importance)] for each in answers]
            found = page.evaluate(RUN, [guide.as_data(), sets])
            for what, (middle, high) in zip(("verdict", "everything"), found, strict=True):
                print(f"{site.name:22} {what:10} {middle:6.1f} ms, 95 % within {high:6.1f} ms")


if __name__ == "__main__":
    main()
