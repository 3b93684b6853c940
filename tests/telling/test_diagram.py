"""The picture of a guide's logic, and the same as text."""

import random
from xml.etree import ElementTree

import pytest

from guide.telling import diagram
from guide.telling.phrases import Phrases
from tests import short

GUIDE = short.guide(
    {
        "title": "Tea & <coffee>",
        "alternatives": ["red", "blue"],
        "criteria": {
            "size": {"options": {"small": {"fit": [9, 3]}, "large": {"fit": [4, 6]}}},
            "age": {
                "options": {"new": {"fit": [5, 4]}, "old": {"fit": [2, 8], "out": ["red"]}},
                "when": {"size": ["small", "large"]},
            },
        },
    }
)
SAY = Phrases()
SVG = "{http://www.w3.org/2000/svg}"


def parse(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))


def test_text():
    """Questions, conditions and exclusions in words."""
    assert diagram.text(SAY, diagram.steps(SAY, GUIDE)) == (
        "1. Size\n2. Age\n   asked only if Size: “Small” or “Large”\n   “Old”: not Red (Not red.)\n"
    )


def test_picture():
    """The picture says the same, is labelled for screen readers, and escapes what it says."""
    picture = parse(diagram.svg(SAY, GUIDE))

    words = [element.text for element in picture.iter(f"{SVG}text")]
    assert words == [
        "1. Size", "if Size: “Small” or “Large”", "2. Age", "“Old”: not Red", "Red", "Blue"
    ]  # fmt: skip
    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").text == "The logic of “Tea & <coffee>”"
    assert picture.find(f"{SVG}desc").text == diagram.text(SAY, diagram.steps(SAY, GUIDE))


@pytest.mark.parametrize("seed", range(20))
def test_fits(seed):
    """It is well formed, free of style attributes, and for nine questions fits a telephone."""
    guide = short.any_guide(random.Random(seed), criteria=9)

    picture = parse(diagram.svg(SAY, guide))

    assert int(picture.get("width")) <= 390
    assert all("style" not in element.attrib for element in picture.iter())
    for element in picture.iter(f"{SVG}text"):
        assert int(element.get("y")) < int(picture.get("height"))
