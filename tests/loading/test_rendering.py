"""Markdown to HTML: what makes it is used again, so no text may leave anything to the next."""

from unittest import mock

import markdown
import pytest

from guide.loading import rendering


def test_a_text_leaves_nothing_to_the_next() -> None:
    """No reference, no heading's id and no piece of HTML."""
    text = "# One\n\n[a] <b id='c'>\n\n```python\nx = 1\n```\n"
    alone = rendering.convert(text)
    rendering.convert(f"{text}\n[a]: /there/\n\n<div>\n\nleft open")

    assert alone == rendering.convert(text)
    assert () == alone.links
    assert ("one", "c") == alone.ids


def test_a_text_that_is_nested_too_deeply_leaves_nothing_either() -> None:
    """What stopped halfway is not used again."""
    text = "> - a\n\nb"
    alone = rendering.convert(text)
    stops = mock.patch.object(rendering._Boxes, "run", side_effect=RecursionError)
    with stops, pytest.raises(RecursionError):
        rendering.convert("> - [a]\n\n[a]: /there/\n\n<div>")

    assert alone == rendering.convert(text)


@pytest.mark.parametrize("text", ["plain", "a_b_c", "a  \nb", "&amp; x", "\\* x", "x < y", "a@b.c"])
def test_text_without_marks_is_passed_over_only_where_nothing_matches(text: str) -> None:
    """It comes out as Markdown itself makes it."""
    assert (markdown.markdown(text),) == rendering.convert(text).pieces
