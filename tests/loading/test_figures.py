"""The quoted figures: loaded, and refused with every mistake in its place."""

from pathlib import Path

import pytest

from guide.loading import figures
from guide.loading.mistakes import Invalid
from tests.conftest import ROOT

TEXT = """\
kind: article
title: Speed of tea
published: 2016-06-18
measured_with: {cups: 3}
quoted:
  - {test: boil, alternative: tea, mean_ms: 43.33, words: average}
rows:
  - {test: boil, alternative: tea, mean_ms: 1, p50_ms: 1, p90_ms: 1, p99_ms: 1, max_ms: 1,
     requests: 2, seconds: 20, requests_per_second: 0.1, read_errors: 0, timeouts: 0}
tests:
  - {id: boil, title: Boil, does: It boils.}
"""


def write(folder: Path, text: str, name: str = "article.yaml") -> Path:
    file = folder / figures.FOLDER / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return folder


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(Invalid) as caught:
        figures.load(folder, ["tea", "coffee"])
    return [str(mistake) for mistake in caught.value.mistakes]


def test_figures_of_the_article() -> None:
    """The article's figures are those of the full table, in its precision."""
    found = figures.load(ROOT, ["flask", "django"])[0]
    table = {(row.test, row.alternative): row for row in found.rows}

    assert {"json", "remote", "complete"} == {test.id for test in found.tests}
    for quoted in found.quoted:
        assert table[quoted.test, quoted.alternative].mean_ms == quoted.mean_ms
    for row in found.rows:
        assert row.requests / row.seconds == pytest.approx(row.requests_per_second, rel=0.01)
        assert row.p50_ms <= row.p90_ms <= row.p99_ms <= row.max_ms


def test_folder_without_figures_has_none(tmp_path: Path) -> None:
    """No folder, no figures, no mistake."""
    assert [] == figures.load(tmp_path, [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("kind: article", "kind: rumour", "1:7: kind: got 'rumour' (expected: 'article')"),
        ("title: Speed of tea\n", "", "1:1: missing key 'title'"),
        ("2016-06-18", "June", "3:12: published: got 'June' (expected: a date such as 2026-11-22)"),
        ("43.33", "-1", "6:45: quoted[0].mean_ms: got -1 (expected: 0 or more)"),
        ("43.33", "fast", "6:45: quoted[0].mean_ms: got 'fast' (expected: a number)"),
        ("43.33", "'-1'", "6:45: quoted[0].mean_ms: got '-1' (expected: a number)"),
        ("43.33", "yes", "6:45: quoted[0].mean_ms: got true (expected: a number)"),
        ("43.33", ".inf", "6:45: quoted[0].mean_ms: got inf (expected: a number)"),
        ("43.33", "1_000", "6:45: quoted[0].mean_ms: got '1_000' (expected: a number in plain"),
        ("2016-06-18", "1466208000", "3:12: published: got 1466208000 (expected: a date such as"),
        ("seconds: 20", "seconds: 0", "9:28: rows[0].seconds: got 0 (expected: more than 0)"),
        (
            "{test: boil, alternative: tea, mean_ms: 43",
            "{test: brew, alternative: tea, mean_ms: 43",
            "6:12: quoted[0].test: unknown test 'brew' (expected: boil)",
        ),
        (
            "alternative: tea, mean_ms: 43",
            "alternative: milk, mean_ms: 43",
            "6:31: quoted[0].alternative: unknown alternative 'milk' (expected: coffee, tea)",
        ),
        ("words: average", "word: average", "quoted[0]: unknown key 'word' (expected: alternative"),
        ("kind: article", "[", "not valid YAML"),
    ],
)
def test_mistake(old: str, new: str, expected: str, tmp_path: Path) -> None:
    """Each mistake has its file, line, column, path, and what would be right."""
    if not expected:
        assert figures.load(write(tmp_path, TEXT), ["tea", "coffee"])
        return
    assert old in TEXT
    found = mistakes(write(tmp_path, TEXT.replace(old, new)))

    assert all(line.startswith("content/benchmarks/article.yaml:") for line in found)
    assert expected in "\n".join(found)


def test_what_no_page_shows_need_not_be_there(tmp_path: Path) -> None:
    """How it was measured and what a test does are for those who read the file."""
    text = TEXT.replace("measured_with: {cups: 3}\n", "").replace(", does: It boils.", "")
    (found,) = figures.load(write(tmp_path, text), ["tea"])

    assert {} == found.measured_with
    assert [""] == [test.does for test in found.tests]


def test_mistakes_of_all_files(tmp_path: Path) -> None:
    """A bad file does not hide another."""
    write(tmp_path, "x", "b.yaml")
    found = mistakes(write(tmp_path, "", "a.yaml"))

    assert ["content/benchmarks/a.yaml", "content/benchmarks/b.yaml"] == [
        line.partition(":")[0] for line in found
    ]
