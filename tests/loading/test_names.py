"""How a mistake speaks of the names of a guide."""

import pytest

from guide.loading import names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("folding", ""),
        ("foldng", "; did you mean 'folding'?"),
        (
            "f\u043elding",
            "; did you mean 'folding'? ('\\u043e' is cyrillic small letter o)",
        ),
        ("folding\u200b", "; did you mean 'folding'? ('\\u200b' is zero width space)"),
    ],
)
def test_hint(name: str, expected: str) -> None:
    """A letter that only looks like the right one is named: else both names read the same."""
    assert expected == names.hint(name, ["cargo", "folding", "steel"])
