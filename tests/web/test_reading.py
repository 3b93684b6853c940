"""What helps to read a text: its contents, and its terms explained where they first stand."""

import pytest

from guide.web import reading
from guide.web.reading import Heading

GLOSSARY = (
    '<p>Words.</p><h2 id="orm">ORM</h2><p><em>Object-relational</em> <a href="#x">mapper</a>.</p>'
    '<p>More.</p><h2 id="session">Session</h2><p>What is kept.</p>'
    '<h2 id="cold-start">Cold start</h2><p>The first.</p>'
)
TERMS = reading.terms(GLOSSARY)


def explained(*html: str) -> list[str]:
    return list(reading.explained(html, TERMS, "/glossary/", "More"))


def test_contents_are_those_of_long_texts() -> None:
    """From three headings on, over all pieces; what is marked in them is text."""
    two, third = (
        '<h2 id="a">A</h2><p>x</p><h2 id="b">B <code>c</code> &amp; d</h2>',
        '<h2 id="c">C</h2>',
    )

    assert () == reading.contents([two])
    assert (Heading("#a", "A"), Heading("#b", "B c & d"), Heading("#c", "C")) == reading.contents(
        [two, third]
    )


def test_a_term_is_explained_once_with_the_first_paragraph() -> None:
    """In the sentence, without links but the one to the glossary; a full stop stays with it."""
    opens = (
        '<button type="button" class="term" popovertarget="term-orm">ORM</button>'
        '<span popover class="meaning" id="term-orm"><b>ORM.</b> '
        '<em>Object-relational</em> mapper. <a href="/glossary/#orm">More</a></span>'
    )

    assert [f'<p><span class="whole">{opens}.</span> An ORM</p>', "<p>ORM</p>"] == explained(
        "<p>ORM. An ORM</p>", "<p>ORM</p>"
    )
    first, comma = "<p>An ORM and</p>", "<p>Cold starts,</p>"
    assert explained(first)[0] + explained(comma)[0] == explained(first + comma)[0]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>A session</p>", 0),
        ('<p>A <a href="/glossary/#session">session</a></p>', 1),
        ("<p>Two cold starts</p>", 1),
        ("<h2>ORM</h2><p><code>ORM</code> <a href='/x/'>ORM</a> FORMS</p>", 0),
        ('<p><a href="/glossary/#none">ORMs</a></p>', 0),
    ],
)
def test_words_that_may_mean_something_else_need_a_link(html: str, found: int) -> None:
    """Nothing is opened in headings, code and other links either."""
    after = explained(html)[0]

    assert found == after.count("popovertarget")
    assert (after == html) == (found == 0)
