"""A page as HTML: links, slots, anchors, and mistakes in their places."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from guide.loading import page_html, pages
from guide.loading.mistakes import Invalid, Mistake
from tests.loading.test_pages import HEAD, load, write


def checked(found: dict[str, pages.Page], known: Callable[[str], bool]) -> Iterator[Mistake]:
    return page_html.check(found, page_html.targets(found, known))


def test_render_hands_links_inside_the_site_over() -> None:
    """A link from the site's root becomes what the caller says; others stay."""
    page = pages.parse(
        HEAD + "[a](/a/#b) [c](https://example.org/) [d](#d) ![e](/static/e.png)", "page"
    )
    rendered = page_html.render(page, lambda path: f"..{path}")
    html = "".join(rendered.parts)

    assert ("/a/#b", "https://example.org/", "#d", "/static/e.png") == rendered.links
    assert 'href="../a/#b"' in html
    assert 'href="https://example.org/"' in html
    assert 'src="../static/e.png"' in html


def test_render_parts_at_slots() -> None:
    """A line with a name in double brackets leaves room for what a page fills in."""
    rendered = page_html.render(pages.parse(HEAD + "One\n\n[[audit]]\n\nTwo [[x]]", "page"))

    assert ("<p>One</p>\n", "audit", "\n<p>Two [[x]]</p>") == rendered.parts


def test_tables_and_code_can_be_reached_by_keyboard() -> None:
    """What scrolls in its own box can take the focus."""
    text = "| a |\n|---|\n| b |\n\n```python\nx = 1\n```\n"
    html = "".join(page_html.render(pages.parse(HEAD + text, "page")).parts)

    assert '<div class="scroll" tabindex="0">' in html
    assert '<pre tabindex="0">' in html


def test_a_table_is_named_by_the_heading_above_it() -> None:
    """In the language of the text, and by the nearest, where the table stands in a list as well."""
    table = "| a |\n|---|\n| b |\n"
    inside = "".join(f"    {line}\n" for line in table.splitlines())
    text = f"## Größe\n\n{table}\n- x\n\n{inside}\n### Noch eins\n\nx\n\n{table}"
    html = "".join(page_html.render(pages.parse(HEAD + text, "page")).parts)

    assert ["größe", "größe", "noch-eins"] == re.findall(
        r'<div aria-labelledby="([^"]*)" class="scroll" role="group" tabindex="0">\s*<table>', html
    )
    assert re.findall(r' id="([^"]*)"', html) == ["größe", "noch-eins"]


def test_code_is_named_by_the_heading_above_it() -> None:
    """As a table is; what looks like a heading in the code is none."""
    code = '```html\n<h2 id="no">\n```\n'
    text = f"{code}\n## One\n\n{code}\n{code}\n### Two\n\n- x\n\n{code}"
    html = "".join(page_html.render(pages.parse(HEAD + text, "page")).parts)

    assert ["", *[f' role="group" aria-labelledby="{name}"' for name in ("one", "one", "two")]] == (
        re.findall(r'<pre tabindex="0"([^>]*)>', html)
    )


def test_a_row_is_named_by_its_first_cell() -> None:
    """Where it has others, and the first says anything."""
    text = "| a | b |\n|---|---|\n| [c](#d) | e |\n| | f |\n\n| g |\n|---|\n| h |\n"
    html = "".join(page_html.render(pages.parse(HEAD + text, "page")).parts)

    assert ['<a href="#d">c</a>'] == re.findall(r'<th scope="row">(.*)</th>', html)
    assert ["e", "", "f", "h"] == re.findall(r"<td>(.*)</td>", html)
    assert ["a", "b", "g"] == re.findall(r'<th scope="col">(.*)</th>', html)


def test_check_finds_broken_links() -> None:
    """Paths, fragments and relative links, each with its place."""
    text = (
        "\n# There\n\n[1](/a/) [2](/no/)\n[3](#there) [4](#no) [5](/page/#there) [6](/page/#no)\n"
        "[7](other/) [8](mailto:a@example.org) [9](https://example.org/#no)\n"
    )
    found = {"page": pages.parse(HEAD + text, "page")}

    assert [
        "content/page.md:8:14: broken link '/no/' (expected: a page of this site)",
        "content/page.md:9:17: broken link '#no' (expected: a heading of content/page.md)",
        "content/page.md:9:44: broken link '/page/#no' (expected: a heading of content/page.md)",
        "content/page.md:10:5: broken link 'other/' (expected: a path from the site's root, "
        "such as /compare/, or https://…)",
    ] == [str(m) for m in checked(found, {"/a/", "/page/"}.__contains__)]


def test_check_names_each_broken_link_at_its_own_place() -> None:
    """The same target twice, one that begins like another, and one that stands apart."""
    text = "[1](/a/b/) [2](/a/)\n\n[3](/no/)\n[4](/no/) [5][far]\n\n[far]: /far/\n"
    found = {"page": pages.parse(HEAD + text, "page")}

    assert ["5:16", "7:5", "8:5", "10:8"] == [
        f"{mistake.line}:{mistake.column}"
        for mistake in sorted(checked(found, {"/a/b/"}.__contains__))
    ]


def test_a_passage_that_was_most_likely_meant_is_named() -> None:
    """Ids are in lower case, and a letter is soon forgotten."""
    text = "\n## Replication\n\n[1](#Replication) [2](#replicaton)\n"
    found = list(checked({"page": pages.parse(HEAD + text, "page")}, bool))

    assert all(str(each).endswith("; did you mean '#replication'?") for each in found)
    assert 2 == len(found)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("```\na\n", 5),
        ("a\n\n~~~\na\n```\n", 7),
        ("```python title=x\na\n```\n", 5),
        ("- a\n\n  ```\n  b\n  ```\n", 7),
        ("```\na\n```\n\n```\nb\n````\n", 9),
    ],
)
def test_a_block_of_code_that_is_none(text: str, line: int) -> None:
    """Markdown would show it as text, with its backticks, and say nothing."""
    (found,) = checked({"page": pages.parse(HEAD + text, "page")}, bool)

    assert f"content/page.md:{line}:1: this begins or ends no block of code" in str(found)


@pytest.mark.parametrize(
    "text",
    [
        "```\n~~~\n```\n",
        "~~~ .python\n```\n~~~  \n",
        "```{.python #a}\na\n```\n",
        '```python hl_lines="1 2"\na\n```\n',
        "```c++\na\n```\n\n```\nb\n```\n",
        "````\n```\n````\n",
        "```a``` is code\n",
        "    ```\n    shown as it is\n",
    ],
)
def test_a_block_of_code_that_is_one(text: str) -> None:
    """Each as Markdown reads it."""
    assert [] == list(checked({"page": pages.parse(HEAD + text, "page")}, bool))


def test_check_knows_the_slots() -> None:
    """A slot that nothing fills is a mistake; those of a page are not."""
    page = pages.parse(HEAD + "One\n\n[[audit]]\n", "page")
    method = pages.parse(HEAD + "[[audit]]\n", "method")

    assert ["content/page.md:7:1: unknown slot 'audit' (expected: none on this page)"] == [
        str(m) for m in checked({"page": page, "method": method}, bool)
    ]


def test_what_is_meant_to_be_a_link_and_is_none_is_a_mistake() -> None:
    """With a space between its halves, or with these the other way round; code and notes stay."""
    text = "[a] (/b/)\n(c *d*)[https://example.org/?x&y]\n(e)[/f/]\n[g] (/b/)\n"
    notes = "`[a] (/b/)` [1] (see /b/) (c)[2] [d]\n\n```\n(a)[/b/]\n```\n"
    slips = pages.parse(HEAD + text, "page")
    right = pages.parse(HEAD + notes, "right")

    assert [
        f"content/page.md:{place}: {page_html.NO_LINK}" for place in ("5:3", "6:7", "7:3", "8:3")
    ] == sorted(str(mistake) for mistake in checked({"page": slips, "right": right}, bool))


def test_pages_that_cannot_be_rendered_are_mistakes(tmp_path: Path) -> None:
    """Lists without end, lines without end, and addresses that the site uses itself."""
    deep = pages.parse(HEAD + "".join(f"{'    ' * n}- x\n" for n in range(300)), "deep")

    assert [f"content/deep.md:5:1: {page_html.TOO_DEEP}"] == [
        str(m) for m in checked({"deep": deep}, bool)
    ]
    with pytest.raises(Invalid, match=r"a line of 5,000 characters \(expected: at most 4,000\)"):
        pages.parse(HEAD + "[" * 5000, "long")

    write(tmp_path, **{"demo/x": HEAD})
    with pytest.raises(Invalid, match="this address is the site's own"):
        load(tmp_path)


def test_a_page_has_one_title() -> None:
    """That above its text: a heading of the first level there is one of the second."""
    text = "# One\n\nTwo\n===\n\n`<h1>` <h1 class='x'>Three</h1>\n"
    rendered = page_html.render(pages.parse(HEAD + text, "page"))

    html = "".join(rendered.parts)
    assert "<h1" not in html
    assert ("</h1>" not in html, 3) == (True, html.count("</h2>"))
    assert '<h2 id="two">Two</h2>' in html
    assert "&lt;h1&gt;" in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<div>\nOne\n</div>\n\nTwo\n\n<div>\n\nThree\n",
            "11:1: <div> is not closed (expected: </d",
        ),
        ("One <b>two\n", "5:5: <b> is not closed (expected: </b>)"),
        ("One\n\nTwo <a href='/x/'>three\n", "7:5: <a> is not closed (expected: </a>)"),
        ("<div/>\n", "5:1: <div> is not closed (expected: </div>)"),
        ("One\n\n</div>\n", "7:1: </div> closes nothing (expected: <div>)"),
        ("<table><tr><td><em>One</table>\n", "5:16: <em> is not closed (expected: </em>)"),
    ],
)
def test_tags_that_are_open_are_told(text: str, expected: str) -> None:
    """They would hold the rest of the page, or end what is around the text."""
    (mistake,) = checked({"page": pages.parse(HEAD + text, "page")}, bool)

    assert str(mistake).startswith(f"content/page.md:{expected}")


@pytest.mark.parametrize(
    "text",
    [
        "One <br> two <img src='/x.png' alt=''> 1 < 2 <a@example.org>",
        "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
        "<ul><li>One<li>Two</ul>\n\n<table><tr><td>One</table>",
        "<details><summary>One</summary>\n\n*Two*\n\n</details>",
        "`<div>`\n\n```html\n<div>\n# One\n```\n\n    <div>\n    # One",
        "<!-- One <div>\n# Two -->",
    ],
)
def test_tags_that_are_whole_are_no_mistake(text: str) -> None:
    """Those without an end, those that HTML closes, pictures, comments and code."""
    assert [] == list(checked({"page": pages.parse(HEAD + text, "page")}, bool))
