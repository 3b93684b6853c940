"""Colours of alternatives: seen on every page, or refused with what would be."""

import re

import pytest

from guide.engine import colors
from guide.loading import criteria
from guide.loading.mistakes import Invalid
from guide.loading.statics import ENGINE_STATIC
from tests.engine.test_model import TEXT


def with_look(look: str) -> str:
    return TEXT.replace("name: Tea,", f"name: Tea, {look},")


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21:1, and the order does not matter."""
    assert (21, 21, 1) == (
        colors.contrast("#000000", "#ffffff"),
        colors.contrast("#ffffff", "#000000"),
        colors.contrast("#0a6a86", "#0a6a86"),
    )
    assert 4.54 == round(colors.contrast("#767676", "#ffffff"), 2)


def test_grounds_are_those_of_the_pages() -> None:
    """What colours are held against is what they are shown on."""
    style = (ENGINE_STATIC / "style.css").read_text(encoding="utf-8")
    found = re.findall(r"--paper: (#\w+); --raised: (#\w+)", style)

    assert [("#fbfaf7", "#fff"), ("#15181a", "#1d2124")] == found
    assert {"light": ("#fbfaf7", "#ffffff"), "dark": ("#15181a", "#1d2124")} == colors.GROUNDS


@pytest.mark.parametrize("color", ["#ffff00", "#000000", "#ffffff", "#0a6a86", "#123456"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nearest_is_seen(color: str, theme: str) -> None:
    """What is said to be right is right, and a colour that is seen is itself the nearest."""
    near = colors.nearest(color, theme)

    assert colors.seen(near, theme) >= colors.LEAST
    assert near == color or colors.seen(color, theme) < colors.LEAST


def test_one_colour_is_that_of_both_themes() -> None:
    """A look is short or long to write, and survives the way to data and back."""
    one = criteria.parse(with_look('short: T, mark: ☕, color: "#b3703a"')).alternatives[0]
    two = criteria.parse(with_look('color: {light: "#0a6a86", dark: "#5cc4e2"}'))

    assert ("T", "☕", "#b3703a", "#b3703a") == (
        one.short,
        one.mark,
        one.color and one.color.light,
        one.color and one.color.dark,
    )
    assert {"light": "#0a6a86", "dark": "#5cc4e2"} == two.as_data()["alternatives"][0]["color"]
    assert ("T", "Coffee") == (one.brief, two.alternatives[1].brief)


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ('color: "#ffee00"', 'has 1.2:1 on the light pages; right would be {light: "#9'),
        (
            'color: {light: "#0a6a86", dark: "#000000"}',
            'on the dark pages; right would be {light: "#0a6a86"',
        ),
        ("color: red", "color: got 'red' (expected: a colour such as"),
        ('color: {light: "#0a6a86"}', "color: missing key 'dark'"),
        ('color: {light: blue, dark: "#5cc4e2"}', "color.light: got 'blue' (expected: a colour"),
        ("mark: abc", "mark: got 'abc' (expected: one or two characters, none of them a space)"),
        ('mark: " "', "(expected: one or two characters"),
        ("short: A name that is not short", "24 characters (expected: at most 20)"),
    ],
)
def test_look_that_is_refused(look: str, expected: str) -> None:
    """A mistake says what would be right."""
    with pytest.raises(Invalid) as caught:
        criteria.parse(with_look(look))

    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("look", "old", "new", "said"),
    [
        ("mark: A", "name: Coffee", "name: Tea", "'Tea' is the name of 'tea'"),
        ("short: A", "name: Coffee,", "name: Coffee, short: A,", "'A' is the short of 'tea'"),
        ("short: Coffee", "", "", "'Coffee' is the name of 'coffee'"),
    ],
)
def test_names_tell_apart(look: str, old: str, new: str, said: str) -> None:
    """No two alternatives have the same name, in full or in short, as a copied one would."""
    with pytest.raises(Invalid, match=rf"{said} \(expected: one of its own\)"):
        criteria.parse(with_look(look).replace(old, new))


def test_marks_tell_apart() -> None:
    """No two alternatives have the same mark."""
    with pytest.raises(Invalid, match=r"'A' is the mark of 'tea' \(expected: one of its own\)"):
        criteria.parse(with_look("mark: A").replace("name: Coffee,", "name: Coffee, mark: A,"))
