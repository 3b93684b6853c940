"""The measured runs on the page: every figure without JavaScript, sorted and filtered with it."""

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, get_args

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, expect

from guide.bench import charts
from guide.bench.result import Row, Run, TestName
from guide.bench.runs import FOLDER, StoredRun, write_run
from guide.bench.sentences import findings
from guide.bench.view import view
from guide.loading.mistakes import Invalid
from guide.telling.phrases import Phrases
from guide.web import checked, create_app
from tests.conftest import OpenPage, frozen, serving

SAY = Phrases()
GUIDE = """
title: Which?
updated: 2026-11-22
alternatives:
  - {id: flask, name: Flask, summary: small}
  - {id: django, name: Django, summary: whole}
verdict: {close: 5, clear: 20}
criteria:
  - id: size
    title: Size
    ask: How large?
    why: It matters.
    importance: 3
    options:
      - {id: small, label: Small, fit: {flask: 9, django: 3}, because: {flask: a, django: b}}
      - {id: large, label: Large, fit: {flask: 3, django: 9}, because: {flask: a, django: b}}
"""


@pytest.fixture(scope="module")
def site(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "criteria.yaml").write_text(GUIDE)
    head = "---\ntitle: Speed\nsummary: Measured.\n---\n[[measured-answer]]\n\n"
    page = f"{head}Runs:\n\n[[measured-runs]]\n"
    (folder / "content").mkdir()
    (folder / "content/benchmarks.md").write_text(page)
    write_run(run, folder / FOLDER / "run-1.json")
    broken = run.model_copy(update={"invalid": "the server stalled", "title": "Broken"})
    write_run(broken, folder / FOLDER / "run-0.json")
    return folder


@pytest.fixture(scope="module")
def client(site: Path) -> FlaskClient:
    return create_app(site).test_client()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The page of measured runs, served."""
    with serving(create_app(site)) as url:
        yield f"{url}/benchmarks/"


@pytest.fixture
def page(address: str, shared: Callable[[bool], BrowserContext]) -> Iterator[Page]:
    page = shared(True).new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert problems == []


def test_every_row_is_on_the_page_without_a_script(client: FlaskClient, run: Run):
    html = client.get("/benchmarks/").text

    assert html.count('<tr data-test="') == len(run.rows) + len(run.noise)
    for row in run.rows:
        assert f"{row.low:.3f} to {row.high:.3f}" in html
    assert "Made-up &lt;1&gt;, 8 cores" in html
    assert "0.97 of its rate" in html
    assert "4 threads ÷ 0.1\u00a0s = 40 requests/s" in html


def test_the_noise_names_one_side_twice(client: FlaskClient):
    """Its right side is no other framework."""
    table = client.get("/benchmarks/").text.partition("<caption>The noise")[2]
    heads = re.findall(
        r'<th scope="col" class="num"[^>]*>(.*?)</th>', table.partition("</thead>")[0]
    )
    names = [re.sub("<.*?>", "", head).split() for head in heads[2:]]

    assert names[:2] == [["Flask", "requests/s"], ["Flask", "again", "requests/s"]]
    assert "Django" not in str(names)


def test_the_charts_are_labelled_and_need_no_inline_style(client: FlaskClient):
    html = client.get("/benchmarks/").text

    charts_found = re.findall(r'<svg class="chart".*?</svg>', html, re.DOTALL)
    assert len(charts_found) == 4 + 9  # ratios of each test, times of each comparison
    assert all('role="img" aria-label="' in chart for chart in charts_found)
    assert " style=" not in html
    assert html.count("no difference</text>") == 4


# the colours of the marks in a run's table, and of its charts
COLOURS = """(selector) => [...new Set([...document.querySelectorAll(selector)].map(
    (each) => getComputedStyle(each).color))]"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_have_the_hues_of_the_marks(
    scheme: Literal["light", "dark"], site: Path, tmp_path: Path, open_page: OpenPage
):
    """Where a guide gives a colour, and where an alternative comes after the first six."""
    others = "".join(f"  - {{id: a{n}, name: A{n}, summary: other}}\n" for n in range(6))
    guide = GUIDE.replace("  - {id: django", f"{others}  - {{id: django")
    guide = guide.replace("{flask: 9, django: 3}", "{flask: 9, others: 3}")
    guide = guide.replace("{flask: 3, django: 9}", "{flask: 3, others: 9}")
    own = 'color: {light: "#7a4a1f", dark: "#e8b98a"}'
    guide = guide.replace("name: Flask,", f"name: Flask, {own},")
    shutil.copytree(site, tmp_path, dirs_exist_ok=True)
    (tmp_path / "criteria.yaml").write_text(guide)
    with serving(create_app(tmp_path)) as address:
        page = open_page(f"{address}/benchmarks/", color_scheme=scheme)
        marks = {n: page.evaluate(COLOURS, f"figcaption .m{n}") for n in (0, 7)}
        charts = {n: page.evaluate(COLOURS, f".chart g.h{n}") for n in (0, 7)}

    assert charts == marks
    assert [1, 1] == [len(each) for each in charts.values()]
    assert charts[0] == ["rgb(122, 74, 31)" if scheme == "light" else "rgb(232, 185, 138)"]
    assert charts[7] != charts[0]


def test_an_invalid_run_shows_its_reason_and_no_figure(client: FlaskClient):
    html = client.get("/benchmarks/").text
    section = re.search(r'<section class="run" id="run-0">.*?</section>', html, re.DOTALL)

    assert section
    assert "Not valid, and so not shown: the server stalled." in section[0]
    assert "<svg" not in section[0]
    assert "<td" not in section[0]


def test_a_run_that_is_wrong_is_refused_with_its_place(site: Path, tmp_path: Path):
    (tmp_path / "criteria.yaml").write_text(GUIDE)
    (tmp_path / FOLDER).mkdir(parents=True)
    text = (site / FOLDER / "run-1.json").read_text()
    (tmp_path / FOLDER / "run.json").write_text(
        text.replace('"verdict": "left"', '"verdict": "up"')
    )

    with pytest.raises(Invalid) as refused:
        checked.load(tmp_path)

    assert str(refused.value).startswith(
        "content/benchmarks/run.json:1:1: rows[0].verdict: Input should be 'left'"
    )


def test_a_run_about_other_alternatives_is_refused(site: Path, tmp_path: Path):
    (tmp_path / "criteria.yaml").write_text(GUIDE.replace("flask", "bottle"))
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "run.json").write_text((site / FOLDER / "run-1.json").read_text())

    with pytest.raises(Invalid) as refused:
        checked.load(tmp_path)

    assert str(refused.value) == (
        "content/benchmarks/run.json:1:1: unknown alternative 'flask' (expected: bottle, django)"
    )


def test_a_finding_says_where_a_difference_was_seen(rows: Callable[..., list[Row]], pair):
    slower, faster = rows(pair, 1.0, 0.01)[0], rows(pair, 1.2, 0.01)[1]

    assert findings(SAY, [slower, faster]) == [
        "Flask, bare against Django, bare: no detectable difference at 1 connection; "
        "Flask 1.20 times the requests (noise not measured) at 32 connections."
    ]


def test_a_ratio_lies_right_of_no_difference_where_the_left_side_is_faster(
    rows: Callable[..., list[Row]], pair
):
    chart = charts.ratio_chart(SAY, [*rows(pair, 1.3, 0.01), *rows(pair, 0.7, 0.01)])
    faster, _, slower, _ = (line for line in chart.lines if isinstance(line, charts.Bar))

    assert chart.one < faster.low < faster.at < faster.high
    assert slower.low < slower.at < slower.high < chart.one
    assert (faster.alternative, slower.alternative) == ("flask", "django")


def test_a_longer_time_lies_higher(rows: Callable[..., list[Row]], pair):
    chart = charts.time_chart(rows(pair, 1.3, 0.01))
    left, right = chart.lines

    assert [point.x for point in left.points] == sorted(point.x for point in left.points)
    for quick, slow in zip(left.points, right.points, strict=True):
        assert quick.y > slow.y > 0
        assert quick.top < quick.y


def test_an_empty_run_can_be_shown(run: Run):
    assert view(SAY, StoredRun("run", run.model_copy(update={"rows": [], "noise": []}))).tests == []


def test_a_click_sorts_and_another_turns_the_order_round(page: Page):
    table = page.locator("table.measured").first
    ratio = table.locator("thead th").nth(3)
    cells = table.locator("tbody td:nth-child(4)")

    def ratios() -> list[float]:
        return [float(text.split()[0]) for text in cells.all_text_contents()]

    before = ratios()

    ratio.locator("button").first.click()
    assert ratios() == sorted(before)
    assert ratio.get_attribute("aria-sort") == "ascending"

    ratio.locator("button").first.click()
    assert ratios() == sorted(before, reverse=True)
    assert ratio.get_attribute("aria-sort") == "descending"

    page.reload()
    assert ratios() == sorted(before, reverse=True)


def test_filters_hide_the_other_rows(page: Page, run: Run):
    test, connections = (page.locator(".filters select").nth(place) for place in (0, 2))
    test.select_option("JSON")
    connections.select_option("32")

    shown = page.locator("table.measured").first.locator("tbody tr:visible")
    expected = [row for row in run.rows if (row.test, row.connections) == ("json", 32)]
    assert shown.count() == len(expected) == 2
    assert page.locator(".filters [role=status]").first.inner_text() == f"2 of {len(run.rows)} rows"

    test.select_option("all")
    connections.select_option("all")
    assert shown.count() == len(run.rows)


def test_a_choice_is_told_once_and_nothing_that_it_left(page: Page, run: Run):
    """Rows where others are shown, and whose figures are 1 where that was chosen."""
    page.evaluate(
        """() => {
            self.told = [];
            const noted = ([{ target }]) => self.told.push(target.textContent);
            for (const status of document.querySelectorAll(".filters [role=status]")) {
                new MutationObserver(noted).observe(status, { childList: true });
            }
        }"""
    )
    test, base = page.locator(".filters select").first, page.locator(".filters select").last
    test.select_option("JSON")
    base.select_option("django")

    rows, ratios = page.evaluate("self.told")
    assert rows.endswith(f" of {len(run.rows)} rows")
    assert "Django" in ratios


def test_a_filter_stands_in_the_address(page: Page, run: Run):
    """Whoever is sent the link sees the same rows."""
    page.goto(f"{page.url}?table.test=JSON&table.connections=32&size=small")
    shown = page.locator("table.measured").first.locator("tbody tr:visible")

    assert shown.count() == 2

    page.locator(".filters select").nth(0).select_option("all")
    assert page.url.endswith("?table.connections=32&size=small")


def test_the_figures_of_one_side_stand_as_ratios_to_the_others(page: Page, run: Run):
    """Chosen in the page or by the address, which keeps it; and back to what was measured."""
    cells = page.locator("table.measured").first.locator("tbody tr").first.locator("td[data-value]")
    before = cells.all_text_contents()
    base = page.locator(".filters select").last
    base.select_option("django")
    row = run.rows[0]
    ratio = row.left.requests_per_second / row.right.requests_per_second

    assert [f"{ratio:.2f}", "1"] == cells.all_text_contents()[1:3]
    assert page.url.endswith("?table.base=django")

    page.reload()
    assert [f"{ratio:.2f}", "1"] == cells.all_text_contents()[1:3]

    base.select_option("")
    assert before == cells.all_text_contents()


def in_sight(page: Page, row: str = "thead tr") -> list[str]:
    """Return what stands in a row of the first table, without the names of controls."""
    cells = page.locator("table.measured").first.locator(row).first.locator(":is(th, td):visible")
    return [" ".join(text.partition("only")[0].split()) for text in cells.all_text_contents()]


def test_a_column_stands_alone_and_the_others_come_back(page: Page):
    """By pointer and by keyboard; what says which row it is stays, and so do sort and figures."""
    before, row = in_sight(page), in_sight(page, "tbody tr")
    only = page.locator("table.measured").first.get_by_role("button", name="only Flask median ms")
    sort = page.locator("table.measured").first.locator("thead th").nth(7).locator("button").first
    shown = ["Test", "Profile", "Connections", "Flask median ms"]

    assert only.get_attribute("aria-pressed") == "false"
    only.click()
    assert in_sight(page) == shown
    assert in_sight(page, "tbody tr") == [*row[:3], row[7]]
    assert only.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", pressed=True).count() == 1

    sort.click()
    assert page.url.endswith("?table.only=8&table.sort=8.up")
    page.reload()
    assert in_sight(page) == shown

    for key in ("Enter", "Space"):
        only.press(key)
        assert in_sight(page) == before
        only.press(key)
        assert in_sight(page) == shown
    only.click()
    assert page.url.endswith("?table.sort=8.up")


@pytest.mark.parametrize("number", ["0", "1", "3", "4.5", "99", "-5", "x"])
def test_no_other_column_stands_alone(page: Page, number: str):
    """One that says which row it is, or that is not there, hides nothing."""
    before = in_sight(page)
    page.goto(f"{page.url}?table.only={number}")

    assert in_sight(page) == before
    assert page.get_by_role("button", pressed=True).count() == 0


@pytest.mark.parametrize("number", range(4, 12))
def test_a_column_alone_needs_no_scrolling_on_a_phone(page: Page, number: int):
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{page.url}?table.only={number}")
    box = page.locator(".scroll:has(table.measured)").first

    assert box.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    assert len(in_sight(page)) == 4
    assert page.get_by_role("button", pressed=True).first.bounding_box()["height"] >= 24


def test_what_a_row_is_about_stays_in_sight_on_a_phone(page: Page):
    """However far the box is scrolled, and nothing shines through."""
    page.set_viewport_size({"width": 360, "height": 700})
    box = page.locator(".scroll:has(table.measured)").first
    box.scroll_into_view_if_needed()  # until it is near it is not laid out
    page.wait_for_function("box => box.scrollWidth > 600", arg=box.element_handle())
    far = box.evaluate("box => { box.scrollLeft = 9999; return box.scrollLeft; }")

    assert far > 300
    for head in (box.locator("thead th").first, box.locator("tbody th").first):
        assert head.bounding_box()["x"] == box.bounding_box()["x"]
        assert "rgba" not in head.evaluate("head => getComputedStyle(head).backgroundColor")


def test_a_column_stands_alone_in_the_export(
    site: Path, tmp_path: Path, shared: Callable[[bool], BrowserContext]
):
    """From a file, too; and without a script no control is there."""
    file = frozen(site, tmp_path / "build") / "benchmarks" / "index.html"
    page = shared(True).new_page()
    page.goto(f"{file.as_uri()}?table.only=6")
    assert in_sight(page) == ["Test", "Profile", "Connections", "Flask requests/s"]
    page.get_by_role("button", pressed=True).first.click()
    assert len(in_sight(page)) == 11
    page.close()

    assert "<button" not in file.read_text()


def test_ones_own_run_is_shown_beside_ours_or_refused_with_its_place(page: Page, site: Path):
    """It is checked as the site's own are: what does not follow from its blocks is refused."""
    text = (site / FOLDER / "run-1.json").read_text()
    choose, said = page.locator("#own input"), page.locator("#own [role=status]")
    choose.set_input_files({"name": "mine.json", "mimeType": "", "buffer": text.encode()})

    page.locator("#own table").wait_for()
    # what follows it on the site is beside it, not a part of it
    assert page.locator("#own").get_by_role("heading", level=3).count() == 1
    rows = json.loads(text)["rows"]
    assert said.inner_text() == f"mine.json: {len(rows)} rows are shown beside ours."
    cells = page.locator("#own tbody td").all_inner_texts()
    assert cells[0::2] == cells[1::2]
    assert len(cells) == 2 * len(rows)

    single = json.dumps({**json.loads(text), "rows": rows[:1]}).encode()
    choose.set_input_files({"name": "single.json", "mimeType": "", "buffer": single})

    expect(said).to_have_text("single.json: 1 row is shown beside ours.")

    each = [{**rows[0], "test": name} for name in get_args(TestName)]
    every = json.dumps({**json.loads(text), "rows": each}).encode()
    choose.set_input_files({"name": "every.json", "mimeType": "", "buffer": every})

    expect(said).to_have_text(f"every.json: {len(each)} rows are shown beside ours.")

    rows[1]["ratio"] = 1
    rows[1]["low"] = 0.9
    broken = json.dumps({"kind": "measured", "version": 1, "rows": rows}).encode()
    choose.set_input_files({"name": "bad.json", "mimeType": "", "buffer": broken})

    page.locator("#own .note").wait_for()
    assert said.inner_text().startswith("bad.json cannot be shown. rows[1].ratio is 1, but its ")
    assert page.locator("#own table").count() == 0


def test_ones_own_run_is_shown_when_a_browser_puts_the_file_back(page: Page, site: Path):
    """Firefox does so after a reload, before any script of the page runs."""
    text = json.dumps((site / FOLDER / "run-1.json").read_text())
    page.add_init_script(
        f"""document.addEventListener("readystatechange", () => {{
          const kept = new DataTransfer();
          kept.items.add(new File([{text}], "mine.json"));
          document.querySelector("#own input").files = kept.files;
        }}, {{ once: true }})"""
    )
    page.reload()

    expect(page.locator("#own table")).to_have_count(1)
    expect(page.locator("#own [role=status]")).to_contain_text("mine.json")


def test_of_two_files_one_right_after_the_other_the_last_is_shown(page: Page, site: Path):
    """However long it takes to read the first."""
    page.evaluate(
        """(text) => {
          const read = File.prototype.text;
          File.prototype.text = async function () {
            if (this.name === "slow.json") await new Promise((done) => setTimeout(done, 100));
            return read.call(this);
          };
          for (const name of ["slow.json", "quick.json"]) {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name));
            document.dispatchEvent(new DragEvent("drop", { dataTransfer }));
          }
          return new Promise((done) => setTimeout(done, 300));
        }""",
        (site / FOLDER / "run-1.json").read_text(),
    )

    expect(page.locator("#own table")).to_have_count(1)
    expect(page.locator("#own [role=status]")).to_contain_text("quick.json")


def test_a_folder_that_is_dropped_is_refused(page: Page):
    """A browser gives it as a file, and cannot read it."""
    page.evaluate(
        """() => {
          File.prototype.text = () => Promise.reject(new DOMException("", "NotFoundError"));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([], "runs"));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer }));
        }"""
    )

    said = page.locator("#own [role=status]")
    expect(said).to_have_text("runs cannot be shown. It is not JSON.")


def test_every_table_is_there_as_csv_and_json(client: FlaskClient, run: Run):
    """A row for a row, the same figures in both."""
    lines = list(csv.DictReader(client.get("/benchmarks/run-1.csv").text.splitlines()))
    rows = client.get("/benchmarks/run-1.json").get_json()["rows"]

    assert len(lines) == len(rows) == len(run.rows)
    assert [float(line["ratio"]) for line in lines] == [row["ratio"] for row in rows]
    links = set(re.findall(r'href="(/benchmarks/[^"]+)"', client.get("/benchmarks/").text))
    assert {"/benchmarks/answer.csv", "/benchmarks/run-1-noise.json"} <= links
    assert {client.get(address).status_code for address in links} == {200}
    assert client.get("/benchmarks/nothing.csv").status_code == 404
