"""Links inside a site: the page, the passage and the answers that they lead to."""

from pathlib import Path

import pytest

from guide.loading import criteria
from guide.loading.targets import query_problem
from guide.web import checked
from tests.engine.test_model import TEXT

GUIDE = criteria.parse(TEXT)
PAGE = "---\ntitle: About\nsummary: What this is about.\n---\n"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("time=evening", ""),
        ("time=evening&importance.time=5&other.time=morning", ""),
        ("auth=nonsense", "auth=nonsense: unknown name (expected: a criterion of this guide)"),
        ("time=noon", "time=noon: unknown option (expected: morning, evening)"),
        ("importance.time=9", "importance.time=9: not an importance (expected: a whole number"),
        ("other.time=noon", "time=noon: unknown option"),
        ("time=morning&time=evening", "repeated"),
        ("", "nothing follows the ?"),
    ],
)
def test_query_of_a_page_with_answers(query: str, expected: str) -> None:
    """The answers in a link are right, or said to be wrong with what would be right."""
    found = query_problem(GUIDE, (), query)

    assert expected in found
    assert bool(expected) == bool(found)


def test_query_of_other_pages() -> None:
    """A page may take more than answers, or none."""
    assert "" == query_problem(GUIDE, ("format",), "time=evening&format=onnx")
    assert "this page takes no answers" in query_problem(GUIDE, None, "time=evening")


def test_links_of_a_site_are_checked_with_their_answers(tmp_path: Path) -> None:
    """Each with file, line and column: in the pages, and in `elsewhere`."""
    (tmp_path / "criteria.yaml").write_text(TEXT, encoding="utf-8")
    for folder in ("content", "static/root"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "static" / "root" / "paper.pdf").write_bytes(b"x")
    (tmp_path / "content" / "about.md").write_text(
        f"{PAGE}[1](/result/?auth=nonsense) [2](/result/?time=evening) [3](/paper.pdf)\n"
        "[4](/method/?time=evening) [5](/compare/?time=evening#fits) [6](/about/?x)\n"
    )

    assert [
        "content/about.md:5:5: link '/result/?auth=nonsense': auth=nonsense: unknown name "
        "(expected: a criterion of this guide)",
        "content/about.md:6:5: link '/method/?time=evening': this page takes no answers "
        "(expected: the address without its ?)",
        "content/about.md:6:65: link '/about/?x': this page takes no answers "
        "(expected: the address without its ?)",
        "criteria.yaml:45:11: elsewhere[0].link: broken link '/water/' "
        "(expected: a page of this site)",
    ] == [str(mistake) for mistake in checked.examine(tmp_path)[1]]


def test_what_was_meant() -> None:
    """A name that is almost right is told with the right one."""
    assert "did you mean 'time'?" in query_problem(GUIDE, (), "tims=evening")
    assert "did you mean 'evening'?" in query_problem(GUIDE, (), "time=evenning")


def test_files_that_are_almost_named_right(tmp_path: Path) -> None:
    """Nothing is passed over in silence because of its name."""
    (tmp_path / "criteria.yaml").write_text(TEXT.replace("/water/", "/compair/"), encoding="utf-8")
    (tmp_path / "phrases.yml").touch()
    (tmp_path / "case.yaml").touch()
    (tmp_path / "cases.yaml.txt").touch()
    (tmp_path / "Contents").mkdir()

    assert [
        "Contents:1:1: this is not read (expected: the name content)",
        "case.yaml:1:1: this is not read (expected: the name cases.yaml)",
        "cases.yaml.txt:1:1: this is not read (expected: the name cases.yaml)",
        "criteria.yaml:45:11: elsewhere[0].link: broken link '/compair/' "
        "(expected: a page of this site); did you mean '/compare/'?",
        "phrases.yml:1:1: this is not read (expected: the name phrases.yaml)",
    ] == [str(mistake) for mistake in checked.examine(tmp_path)[1]]
