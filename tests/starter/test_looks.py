"""How a project's pages look."""

from guide.engine import marks
from guide.engine.features import BOTH, Starter

RECORD = f"""<table><tr><th>When</th><th>Prediction</th><th>Note</th></tr>
<tr><td>2026-11-28 12:00</td><td>setosa</td><td>{"x" * 200}</td></tr></table>
<p class=answer>{"y" * 200}</p>"""
FORM = "<form><label>a</label> <input type=checkbox> <button>Predict</button></form>"


def test_a_checkbox_has_a_line_of_its_own(browser, starter: Starter) -> None:
    """The button does not stand beside it."""
    style = marks.keep(starter.files[BOTH]["service/static/style.css"], {"pages"})
    page = browser.new_page()
    page.set_content(f"<style>{style}</style>{FORM}")
    box, button = (page.locator(name).bounding_box() for name in ("input", "button"))
    page.close()

    assert box["y"] + box["height"] <= button["y"]


def test_no_long_word_widens_the_page_of_a_phone(browser, starter: Starter) -> None:
    """Neither in a table of records, nor as an answer."""
    style = marks.keep(starter.files[BOTH]["service/static/style.css"], {"pages"})
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.set_content(f"<style>{style}</style>{RECORD}")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert 320 == width
