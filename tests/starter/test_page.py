"""The page about the starter project, by keyboard and for whoever does not see it change."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guide.web import create_app
from tests.conftest import ROOT, OpenPage, Sites, frozen, serving


@pytest.mark.parametrize("place", ["live", "file"])
def test_another_project_is_announced(place: str, places: Sites, open_page: OpenPage) -> None:
    """What a choice makes of the project is said, once it is there; nothing is said before."""
    page = open_page(places.url(place, "/start/?audience=page"))
    said = page.locator("#said[role=status]")

    expect(page.locator("#lead")).to_contain_text("A small service in Flask")
    expect(said).to_have_text("")

    page.locator("[name='start.framework']").select_option("django")

    expect(said).to_contain_text("A small service in Django")
    assert page.inner_text("#lead") == said.text_content()


@pytest.mark.parametrize("place", ["live", "file"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_leads_on(place: str, scripts: bool, places: Sites, open_page: OpenPage) -> None:
    """A project is not the end: the site's own text says what comes after it."""
    page = open_page(places.url(place, "/start/?audience=page"), java_script_enabled=scripts)
    page.locator("main").get_by_role("link", name="putting it into production").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Putting it into production")


def choose(page: Page, folder: Path) -> Path:
    """Choose a model’s file on the page, and wait for the project with it."""
    model = folder / "model.onnx"
    model.write_bytes(b"x")
    page.set_input_files("#model", model)
    expect(page.locator("#lead")).to_contain_text("ONNX")
    return model


@pytest.mark.parametrize("place", ["live", "file"])
def test_the_focus_stays_when_a_model_is_chosen(
    place: str, places: Sites, open_page: OpenPage, tmp_path: Path
) -> None:
    """Whoever chose the file by keyboard goes on from there."""
    page = open_page(places.url(place, "/start/?audience=page"))
    page.locator("#model").focus()
    choose(page, tmp_path)

    expect(page.locator("#model")).to_be_focused()


@pytest.mark.parametrize("place", ["live", "file"])
def test_a_model_that_has_changed_since_is_named(
    place: str, places: Sites, open_page: OpenPage, tmp_path: Path
) -> None:
    """A browser reads only the file that was chosen: one that was trained again is another."""
    page = open_page(places.url(place, "/start/?audience=page"))
    model = choose(page, tmp_path)
    model.write_bytes(b"another")
    page.locator("#download").click()

    expect(page.get_by_role("alert")).to_contain_text("model.onnx cannot be read.")

    page.set_input_files("#model", model)
    with page.expect_download():
        page.locator("#download").click()

    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("place", ["live", "file"])
def test_the_download_is_a_step_away(place: str, places: Sites, open_page: OpenPage) -> None:
    """However much is said of what is in it."""
    many = "existing-code=django&speed=jobs&auth=login&database=relational&admin=edit"
    page = open_page(places.url(place, f"/start/?{many}"))
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="Get it").click()

    expect(page.locator("#download")).to_be_in_viewport()
    assert f"?{many}&" in page.url


@pytest.mark.parametrize("place", ["live", "file"])
def test_large_numbers_are_written_as_the_site_does(
    place: str, open_page: OpenPage, tmp_path: Path
) -> None:
    """By the server, and by the script of an export."""
    shutil.copy(ROOT / "criteria.yaml", tmp_path)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "phrases.yaml").write_text('thousands: "{more} {three}"\n')
    with serving(create_app(tmp_path)) as address:
        folder = frozen(tmp_path, tmp_path / "build") if place == "file" else None
        start = f"{folder.as_uri()}/start/index.html" if folder else f"{address}/start/"
        page = open_page(f"{start}?audience=page&auth=login&database=relational&admin=edit")

        expect(page.locator("#lead")).to_contain_text(re.compile(r"\d \d{3} lines"))
        assert [] == re.findall(r"\d,\d{3}", page.inner_text("table"))


# where a list’s mark stands inside its text, a path with no room beside it begins a line below it
FALLEN = """() => [...document.querySelectorAll(".file summary")].filter((summary) => {
    const range = document.createRange();
    range.selectNodeContents(summary);
    return range.getClientRects()[0].top > summary.getBoundingClientRect().top + 10;
}).map((summary) => summary.textContent)"""


def test_a_phone_has_room_for_files(live: str, open_page: OpenPage) -> None:
    """The button that chooses a file is as large as its neighbours; a long path keeps its mark."""
    page = open_page(f"{live}/start/?existing-code=django&speed=jobs&auth=login")
    page.set_viewport_size({"width": 360, "height": 740})
    box = page.locator("#model").bounding_box()

    assert box
    assert box["height"] >= 36
    assert [] == page.evaluate(FALLEN)
