"""What axe finds on a page.

Contrast takes longest, so it is measured once for all that look alike: elements with the same tags,
classes and styles as each other, and so all around them. What is out of the flow may lie on
anything: each of those is measured.
"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is not laid out while it is out of sight is judged like the rest. Of the many words of a
# listing that look alike, axe need look at one: the first of each kind.
THIN = """() => {
    for (const element of document.querySelectorAll("main *")) {
        if (getComputedStyle(element).contentVisibility === "auto") {
            element.style.contentVisibility = "visible";
        }
    }
    for (const listing of document.querySelectorAll("pre")) {
        const seen = new Set();
        for (const word of [...listing.querySelectorAll("span[class]")]) {
            let kind = "";
            for (let at = word; at !== listing; at = at.parentNode) kind += at.className + "/";
            if (seen.has(kind)) word.replaceWith(...word.childNodes);
            seen.add(kind);
        }
    }
}"""
# Mark of each look the first element that has words of its own and can be seen; then ask axe. One
# letter is a look of its own, since axe does not judge it.
RUN = """async (only) => {
    const STYLES = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize",
        "fontWeight", "textShadow", "filter", "mixBlendMode", "webkitTextStrokeColor"];
    const known = new Map(), found = new Map(), numbers = new Map();
    let measured = 0;
    function look(element) {
        if (element === null) return "";
        if (!known.has(element)) {
            const style = getComputedStyle(element);
            const flows = ["static", "relative"].includes(style.position)
                && style.transform === "none" && style.float === "none";
            const own = [look(element.parentElement), element.tagName,
                element.getAttribute("class"), element.disabled, element.ariaDisabled,
                flows ? "" : measured++, ...STYLES.map((name) => style[name])].join("|");
            if (!numbers.has(own)) numbers.set(own, String(numbers.size));
            known.set(element, numbers.get(own));
        }
        return known.get(element);
    }
    for (const element of document.body.querySelectorAll("*")) {
        const words = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        if (!words && !element.matches("input, select, textarea, button")) continue;
        if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        const letters = Math.min(2, element.textContent.trim().length);
        const kind = `${look(element)} ${letters}`;
        if (!found.has(kind)) found.set(kind, element);
    }
    for (const marked of document.querySelectorAll("[data-look]")) delete marked.dataset.look;
    for (const element of found.values()) element.dataset.look = "";
    axe.configure({rules: [{id: "color-contrast", selector: "[data-look]"}]});
    const {violations} = await axe.run({runOnly: only, resultTypes: ["violations"]});
    return violations.flatMap((rule) =>
        rule.nodes.map((node) => `${rule.id}: ${node.target}: ${node.failureSummary}`)
    );
}"""


def put_into(page: Page) -> None:
    """Bring axe into a page, and take what it need not look at out of it."""
    page.evaluate(THIN)
    page.evaluate(Axe().axe_script)


def violations(page: Page) -> list[str]:
    """Return what axe finds by WCAG 2.2 AA and its best practices, a line for each element."""
    found: list[str] = page.evaluate(RUN, {"type": "tag", "values": TAGS})
    return found


def contrast(page: Page) -> list[str]:
    """Return which texts have too little contrast, a line for each look, in light or dark."""
    found: list[str] = page.evaluate(RUN, ["color-contrast"])
    return found
