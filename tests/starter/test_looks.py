"""How a project's form looks."""

from guide.engine import marks
from guide.engine.features import BOTH, Starter

FORM = "<form><label>a</label> <input type=checkbox> <button>Predict</button></form>"


def test_a_checkbox_has_a_line_of_its_own(browser, starter: Starter) -> None:
    """The button does not stand beside it."""
    style = marks.keep(starter.files[BOTH]["service/static/style.css"], {"pages"})
    page = browser.new_page()
    page.set_content(f"<style>{style}</style>{FORM}")
    box, button = (page.locator(name).bounding_box() for name in ("input", "button"))
    page.close()

    assert box["y"] + box["height"] <= button["y"]
