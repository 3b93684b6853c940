"""Pages: front matter with every mistake in its place, and names that are no address."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.loading import page_html, pages
from guide.loading.mistakes import Invalid
from tests.samples import examples

HEAD = "---\ntitle: A page\nsummary: What it says.\n---\n"


def load(folder: Path) -> dict[str, pages.Page]:
    found, mistakes = pages.read(folder)
    if mistakes:
        raise Invalid(mistakes)
    return found


def mistakes(text: str) -> list[str]:
    with pytest.raises(Invalid) as caught:
        pages.parse(text, "page")
    return [str(mistake) for mistake in caught.value.mistakes]


def test_page_is_front_matter_and_body() -> None:
    """The text between the lines of --- describes the page; the rest is its body."""
    page = pages.parse(HEAD + "\nOne\n", "criteria/auth")

    assert ("A page", "What it says.", "\nOne\n") == (page.title, page.summary, page.body)
    assert "content/criteria/auth.md" == page.file


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: no front matter (expected: title and summary between two lines of ---)"),
        ("Text", "1:1: no front matter (expected: title and summary between two lines of ---)"),
        ("---\ntitle: x\n", "1:1: no front matter (expected: title and summary between two lines"),
        ("---\ntitle: x\n", "between two lines of ---; the second is missing)"),
        ("\n" + HEAD, "between two lines of ---; the first has to be the first of the file)"),
        ("---\n---\n", "1:1: the front matter is empty (expected: title and summary)"),
        ("---\n- x\n---\n", "2:1: expected: a mapping with title and summary"),
        ("---\ntitle: x\n---\n", "2:1: missing key 'summary'"),
        ("---\ntitle:\nsummary: x\n---\n", "title: got nothing (expected: text)"),
        ("---\ntitle: 4\nsummary: x\n---\n", "2:8: title: got 4 (expected: text; put it in"),
        ("---\ntitle: ' '\nsummary: x\n---\n", "2:8: title: got ' ' (expected: text that is not"),
        (
            "---\ntitle: x\nsummary: x\ntags: x\n---\n",
            "4:1: unknown key 'tags' (expected: summary, title)",
        ),
        ("---\ntitle: x\ntitle: y\nsummary: x\n---\n", "3:1: duplicate key 'title' (it already st"),
        ("---\ntitle: [\nsummary: x\n---\n", "not valid YAML: "),
        (
            "---\ntitel: x\nsummary: x\n---\n",
            "titel' (expected: summary, title); did you mean 'title'",
        ),
        (
            f"{HEAD}\n<<<<<<< A\nx\n=======\ny\n>>>>>>> B\n",
            ":6:1: a conflict of two versions is left",
        ),
        ("---\ntitle: a: b\n---\n", "2:9: not valid YAML: a second colon (expected:"),
    ],
)
def test_mistake_of_the_front_matter(text: str, expected: str) -> None:
    """Each mistake has its line and column in the file."""
    found = mistakes(text)

    assert all(line.startswith("content/page.md:") for line in found)
    assert expected in "\n".join(found)


def test_a_conflict_that_is_shown_is_none() -> None:
    """A page about git may show in its code what git leaves."""
    body = "```\n<<<<<<< A\nx\n=======\n>>>>>>> B\n```\n"

    assert body == pages.parse(HEAD + body, "page").body


def test_all_mistakes_at_once() -> None:
    """Nobody has to run the check twice."""
    assert [
        "content/page.md:2:1: missing key 'summary'",
        "content/page.md:2:1: missing key 'title'",
        "content/page.md:2:1: unknown key 'tag' (expected: summary, title)",
        "content/page.md:3:1: unknown key 'more' (expected: summary, title)",
    ] == mistakes("---\ntag: 1\nmore: 2\n---\n")


@examples(100)
@given(st.text())
def test_any_text_is_a_page_or_a_mistake(text: str) -> None:
    """No text raises anything else."""
    for whole in (text, f"---\n{text}\n---\n", HEAD + text):
        try:
            page_html.render(pages.parse(whole, "page"))
        except Invalid as invalid:
            assert invalid.mistakes  # noqa: PT017 - most texts are pages


def write(folder: Path, **pages: str) -> Path:
    for name, text in pages.items():
        file = folder / "content" / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def test_load_names_pages_by_their_path(tmp_path: Path) -> None:
    """The file's name is the slug; folders stay; a site without content has no pages."""
    assert {} == load(tmp_path)

    write(tmp_path, **{"home": HEAD, "criteria/auth": HEAD})
    (tmp_path / "content" / "notes.txt").write_text("no page")

    assert ["criteria/auth", "home"] == list(load(tmp_path))


def test_load_collects_the_mistakes_of_all_files(tmp_path: Path) -> None:
    """A bad file does not hide another."""
    write(tmp_path, a="x", b=HEAD, c="---\n---\n")
    (tmp_path / "content" / "d.md").write_bytes(b"\xff")
    (tmp_path / "content" / "e.md").mkdir()
    with pytest.raises(Invalid) as caught:
        load(tmp_path)

    assert ["content/a.md", "content/c.md", "content/d.md", "content/e.md"] == [
        mistake.file for mistake in caught.value.mistakes
    ]


@pytest.mark.parametrize("name", ["A page", "a<b", "x<int:y>", "é", "a/B", "a.b"])
def test_name_that_is_no_address_is_a_mistake(name: str, tmp_path: Path) -> None:
    """A file whose name cannot be a slug is named, not served at an odd address."""
    write(tmp_path, **{name: HEAD})
    with pytest.raises(Invalid) as caught:
        load(tmp_path)

    assert [
        f"content/{name}.md:1:1: the name is not a slug "
        "(expected: lower-case letters, digits and hyphens)"
    ] == [str(mistake) for mistake in caught.value.mistakes]


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    """What editors and file systems leave beside a page is none, whatever is in it."""
    write(tmp_path, home=HEAD, **{".hidden": "x", "._home": "\0", ".obsidian/plan": "x"})
    (tmp_path / "content" / ".#home.md").symlink_to("somebody@a-host.1234")

    assert ["home"] == list(load(tmp_path))


def test_what_only_looks_like_a_page_is_named(tmp_path: Path) -> None:
    """Another ending, in another case, and a folder that is a link."""
    write(tmp_path / "other", page=HEAD)
    write(tmp_path, home=HEAD)
    (tmp_path / "content" / "About.MD").write_text(HEAD)
    (tmp_path / "content" / "more.markdown").write_text(HEAD)
    (tmp_path / "content" / "new.md.txt").write_text(HEAD)
    (tmp_path / "content" / "linked").symlink_to(tmp_path / "other")

    assert [
        "content/About.MD:1:1: this is no page: its name ends with .MD (expected: .md)",
        "content/linked:1:1: a linked folder is not followed (expected: the folder itself)",
        "content/more.markdown:1:1: this is no page: its name ends with .markdown (expected: .md)",
        "content/new.md.txt:1:1: this is no page: its name ends with .txt (expected: .md)",
    ] == sorted(map(str, pages.read(tmp_path)[1]))


def test_what_cannot_be_read_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder or a file that may not be read has a place and no traceback."""
    write(tmp_path, home=HEAD, **{"secret/page": HEAD})
    (tmp_path / "file").mkdir()
    (tmp_path / "file" / "content").write_text("")
    scandir = os.scandir

    def refusing(path: Path) -> Any:
        if Path(path).name == "secret":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refusing)
        found = pages.read(tmp_path)[1]

    assert ["content/secret:1:1: cannot be read: Permission denied (expected: a folder)"] == [
        str(mistake) for mistake in found
    ]
    assert ["content:1:1: cannot be read: Not a directory (expected: a folder)"] == [
        str(mistake) for mistake in pages.read(tmp_path / "file")[1]
    ]


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\x9b"])
def test_control_characters_are_refused(character: str) -> None:
    """In the text as in what stands before it, where they can only be escaped."""
    escaped = f"\\x{ord(character):02x}"

    assert [f"content/page.md:5:2: the character '{escaped}' is not allowed (expected: text)"] == (
        mistakes(f"{HEAD}a{character}b\n")
    )
    assert [
        f"content/page.md:2:8: title: got 'a{escaped}b' (expected: text without control characters)"
    ] == mistakes(f'---\ntitle: "a{escaped}b"\nsummary: x\n---\n')
