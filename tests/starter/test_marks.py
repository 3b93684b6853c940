"""The line filter, and what it says of wrong marks."""

import pytest

from guide.engine import marks

TEXT = """always
#: if a and not b or c
yes
#: else
no
#: end
  <!--: if b -->
  b
  <!--: end -->
last
"""


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("", "always\nno\nlast\n"),
        ("a", "always\nyes\nlast\n"),
        ("ab", "always\nno\n  b\nlast\n"),
        ("bc", "always\nyes\n  b\nlast\n"),
    ],
)
def test_lines_are_kept_as_the_marks_say(on: str, expected: str) -> None:
    """`or` binds weakest, and `not` belongs to one name."""
    assert expected == marks.keep(TEXT, set(on))


def test_whole_file_is_left_out() -> None:
    """A first line can leave out the file."""
    assert marks.keep("/*: file if a */\nbody {}\n", {"b"}) is None
    assert marks.keep("/*: file if a */\nbody {}\n", {"a"}) == "body {}\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("#: if a", 1, "this block has no end"),
        ("#: if x\n#: end", 1, "unknown name 'x' (expected: a, b)"),
        ("#: if a\n#: if b\n#: end", 2, "a block in the block of line 1"),
        ("text\n#: file if a", 2, "'file if' stands here"),
        ("#: else", 1, "'else' stands here"),
        ("#: if a\n#: else\n#: else\n#: end", 3, "'else' stands here"),
        ("text\n\n#: end", 3, "'end' stands here"),
        ("#: unless a", 1, "got the mark 'unless a'"),
        ("#: if", 1, "got the mark 'if'"),
    ],
)
def test_mistake_has_its_line(text: str, line: int, message: str) -> None:
    """Each wrong mark is named with its place."""
    found = list(marks.mistakes(text, ["a", "b"]))

    assert [line] == [at for at, _ in found][:1]
    assert found[0][1].startswith(message)
