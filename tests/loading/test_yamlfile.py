"""Reading YAML that a person wrote: what is wrong is said as they would see it."""

import os
from pathlib import Path

import pytest

from guide.loading import folders, textfile, yamlfile
from guide.loading.mistakes import Invalid, Mistake


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n\tb: 1\n", "f.yaml:2:1: a tab stands here (expected: spaces"),
        ("a:\n  b: 1\n\tc: 1\n", "f.yaml:3:1: a tab stands here (expected: spaces"),
        ("title: A: b\n", "f.yaml:1:9: a second colon (expected: text that has a colon in"),
        ("a: @x\n", "f.yaml:1:4: a text cannot begin with @ (expected: the text in quotes)"),
        ("a: %x\n", "f.yaml:1:4: a text cannot begin with % (expected: the text in quotes)"),
        ("a: `x`\n", "f.yaml:1:4: a text cannot begin with ` (expected: the text in quotes)"),
        ("b: 1\na: 'x\nc: 1\n", "f.yaml:2:4: the quote that opens here is not closed"),
        ('b: 1\na: "x\nc: 1\n', "f.yaml:2:4: the quote that opens here is not closed"),
        (
            "a: [1, 2\nb: 3\n",
            "f.yaml:1:4: the bracket that opens here is not closed, or lacks a comma",
        ),
        ("b: 1\na: [", "f.yaml:2:4: the bracket that opens here is not closed, or lacks a comma"),
        ("a: [1,\n", "f.yaml:1:4: the bracket that opens here is not closed, or lacks a comma"),
        (
            "a: {b: [[1], }\nc: 1\n",
            "f.yaml:1:8: the bracket that opens here is not closed, or lacks a comma",
        ),
        ("a: {b: 1}}\n", "f.yaml:1:10: this bracket closes none (expected: one that opens before"),
        ("- {b: [1]}]\n", "f.yaml:1:11: this bracket closes none (expected: one that opens before"),
        ("- : b\n  c: 1\n", "f.yaml:1:3: no key stands before this colon (expected: key: value)"),
        ("a: [1] b\n", "f.yaml:1:8: nothing can follow the bracket or the quote before this"),
        ("a: 'b' c\nd: 1\n", "f.yaml:1:8: nothing can follow the bracket or the quote before"),
        (
            "a: 'It's b'\n",
            "f.yaml:1:8: nothing can follow the bracket or the quote before this "
            "(expected: a new line, or the whole text in quotes of another kind)",
        ),
        ("a: ,b\n", "f.yaml:1:4: a text cannot begin with , (expected: the text in quotes)"),
        ("a: [1,, 2]\n", "f.yaml:1:7: nothing stands before this comma (expected: a value)"),
        ("a: - b\n", "f.yaml:1:4: a text cannot begin with “- ” (expected: the text in quotes)"),
        ("a: ? b\n", "f.yaml:1:4: a text cannot begin with “? ” (expected: the text in quotes)"),
        ("a: >b\n", "f.yaml:1:5: nothing can follow > or | (expected: the text in quotes, or"),
        ('a: "b\\qc"\n', "f.yaml:1:6: a backslash and this mean no character (expected: the"),
        ('a: "b\\ud800"\n', "f.yaml:1:8: a backslash and this mean no character (expected:"),
        ("a: [{b: #abc, c: 1},\n  {b: 2}]\n", "f.yaml:1:9: #abc is read as a comment (expected:"),
        ("a: b\x85c\n", "f.yaml:1:5: the character '\\x85' is not allowed in YAML"),
        ("a: {<<: 1}\n", "f.yaml:1:5: no keys are merged here (expected: each key with its value)"),
        (
            "a: !!binary eA==\n",
            "f.yaml:1:4: the tag '!!binary' is not used here (expected: no tag)",
        ),
        ("b: 1\na: *x*\n", "f.yaml:2:4: a text cannot begin with * (expected: the text in quotes)"),
        (
            "a: 1\nb\uff1a c\nd: 1\n",
            "f.yaml:2:1: no colon follows this (expected: key: value, with",
        ),
        ("a: b\n \u00a0c: d\n", "f.yaml:2:2: '\\xa0' stands here, which only looks like a space"),
        ("b: 1\n- a:\u00a0c\nd: 1\n", "f.yaml:2:5: '\\xa0' stands here, which only looks like"),
        ("a:\n  -b: c\n    d: e\n", "f.yaml:2:3: no space after the dash (expected: a hyphen and"),
        ("a:\n  - b: 1\n  -b: 2\n", "f.yaml:3:3: no space after the dash (expected: a hyphen and"),
        ("a:\n  – b: c\n    d: e\n", "f.yaml:2:3: – is a long dash (expected: a hyphen and a"),
        (
            "a:\n  - b\n  -c\n",
            "f.yaml:3:3: no space after the dash (expected: a hyphen and a space)",
        ),
        ("a: b\n  – so it is: c\n", "f.yaml:2:3: this line begins in column 3, as none does"),
        ("a: b\n  -so it is: c\n", "f.yaml:2:3: this line begins in column 3, as none does"),
        ("a: “b: c”\n", "f.yaml:1:6: a text in curly quotes ends here (expected: straight quotes"),
        (
            'a: [{b: "c, d: 1},\n  {b: "e"}]\n',
            "f.yaml:1:5: the bracket that opens here is not closed, or lacks a comma or a quote",
        ),
        ("a: 1\n<<<<<<< A\nb: 1\n=======\n>>>>>>> B\n", "f.yaml:2:1: a conflict of two versions"),
        ("a:\n  - b: 1\n - c: 1\n", "f.yaml:3:2: this line begins in column 2, as none does"),
        ("a:\n  - b: 1\n c: 1\n", "f.yaml:3:2: this line begins in column 2, as none does"),
        ("a:\n  b: c\n\n   d: e\n", "f.yaml:4:4: this line begins in column 4, as none does"),
        ("a:\n  - b: c\n     d: e\n", "f.yaml:3:6: this line begins in column 6, as none does"),
        ("b: x\n  y\n c: 1\n", "f.yaml:3:2: this line begins in column 2, as none does"),
        ("a: b\r   c: d\re: f\r", "f.yaml:"),
        ("title Foo\nb: 1\n", "f.yaml:1:1: no colon follows this (expected: key: value, with"),
        ("a:\n  - b\n    c: 1\n", "f.yaml:2:5: no colon follows this (expected: key: value, with"),
        (
            "a: {b: 1\nc: 3\n",
            "f.yaml:1:4: the bracket that opens here is not closed, or lacks a comma",
        ),
    ],
)
def test_slips_are_explained(text: str, said: str) -> None:
    """Each in the words of whoever wrote it, at its place."""
    with pytest.raises(Invalid) as raised:
        yamlfile.parse(text, "f.yaml")

    assert str(raised.value).replace("not valid YAML: ", "", 1).startswith(said)


@pytest.mark.parametrize(
    ("text", "place"),
    [("title: Issue #12\n", "1:13"), ("a:\n  - b #c d\n", "2:6"), ("a: {b: c #d\n }\n", "1:9")],
)
def test_a_text_cut_off_by_a_comment_is_a_mistake(text: str, place: str) -> None:
    """What comes after the # would be lost without a word."""
    (mistake,) = yamlfile.parse(text, "f.yaml").mistakes

    assert f"f.yaml:{place}" in str(mistake)
    assert "is read as a comment (expected: the text in quotes" in str(mistake)


@pytest.mark.parametrize(
    "text",
    ["a: b # c\n", "a: 'b #c'\n", "a: b#c\n", "a: b  ## c\n", "#a\nb: c\n", "a: >\n  b #c\n"],
)
def test_comments_stay_comments(text: str) -> None:
    """A space after the #, quotes, a block: nothing is lost there."""
    assert [] == yamlfile.parse(text, "f.yaml").mistakes


def test_key_that_runs_into_its_value_is_a_mistake() -> None:
    """Without a space after the colon both are one key."""
    for run in ("tea:4", "tea:\u00a04"):
        (mistake,) = yamlfile.parse(f"fit: {{{run}, coffee: 3}}\n", "f.yaml").mistakes

        assert "f.yaml:1:7: fit: no space after the colon (expected: tea: 4)" == str(mistake)


def test_a_number_with_a_comma_is_told_once() -> None:
    """In brackets it ends there, and the rest would be a key of its own."""
    document = yamlfile.parse("fit: {tea: 8,5, coffee: 6}\n", "f.yaml")

    assert ["f.yaml:1:14: fit: a number ends at its comma (expected: a point: 8.5)"] == [
        str(mistake) for mistake in document.mistakes
    ]
    assert {"fit": {"tea": 8, "coffee": 6}} == document.data


def test_curly_quotes_end_at_a_comma() -> None:
    """In brackets a text in them ends there, which is told once."""
    document = yamlfile.parse("{label: “Yes, often”, id: It’s, b: ”c”, d: 1}\n", "f.yaml")

    assert [
        "f.yaml:1:15: a text in curly quotes ends here (expected: straight quotes around it)"
    ] == [str(mistake) for mistake in document.mistakes]
    assert {"label": "“Yes", "id": "It’s", "b": "”c”", "d": 1} == document.data


@pytest.mark.parametrize("escape", ["e", "0", "x7f", "u009b", "r"])
def test_control_characters_of_escapes_are_mistakes(escape: str) -> None:
    """In every file of YAML, however deep, and what is loaded has none."""
    document = yamlfile.parse(f'a: [{{b: "x\\{escape}y"}}]\n', "f.yaml")

    assert "f.yaml:1:9: a[0].b: got 'x" in str(document.mistakes[0])
    assert [{"b": "xy"}] == document.data["a"]


@pytest.mark.parametrize("text", ["{a: 1, fit:}", "{fit:, a: 1}", "[fit:]"])
def test_a_colon_with_nothing_after_it_is_told(text: str) -> None:
    """Within brackets it is no YAML; elsewhere the key has no value, which others refuse."""
    with pytest.raises(Invalid, match=r"nothing stands after this colon \(expected: a space and a"):
        yamlfile.parse(f"x: {text}\n", "f.yaml")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_may(end: str, tmp_path: Path) -> None:
    """Each mistake has the line that an editor shows, in the same words."""
    (tmp_path / "a").write_bytes(end.join(["a: 1", "b: 2", " c: 3", "d: 4", ""]).encode())
    (tmp_path / "b").write_bytes(end.join(["a: 1", "b: x #y", "b: \xe4", ""]).encode("latin-1"))
    (tmp_path / "c").write_bytes(end.join(["a: 1", "b: x #y", "a: 2", ""]).encode())

    with pytest.raises(Invalid, match=r"f.yaml:3:2: not valid YAML: this line begins in column 2"):
        yamlfile.parse(textfile.read(tmp_path / "a", "f.yaml"), "f.yaml")
    with pytest.raises(Invalid, match=r"^f.yaml:3:4: byte 0xe4 is not UTF-8"):
        textfile.read(tmp_path / "b", "f.yaml")
    found = yamlfile.parse(textfile.read(tmp_path / "c", "f.yaml"), "f.yaml").mistakes

    assert [(2, 5), (3, 1)] == [(mistake.line, mistake.column) for mistake in found]


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """To open a pipe would wait for ever, a device may never end; a name stays on its line."""
    os.mkfifo(tmp_path / "criteria.yaml")
    (tmp_path / "static").mkdir()
    os.mkfifo(tmp_path / "static" / "a\nb")
    mistakes: list[Mistake] = []
    with pytest.raises(Invalid, match=r"^f:1:1: cannot be read: a pipe or a device"):
        textfile.read(tmp_path / "criteria.yaml", "f")

    assert [] == list(folders.files(tmp_path, "static", mistakes))
    assert [r"static/a\nb:1:1: cannot be read: a pipe or a device (expected: a file)"] == [
        str(mistake) for mistake in mistakes
    ]


@pytest.mark.parametrize(
    "written", ["012", "-012", "0x1F", "0b11", "1_000", "1:30", "1:30.5", "1_0.5", "09.5", "08"]
)
def test_a_number_that_yaml_takes_for_another_stays_text(written: str) -> None:
    """YAML reads 012 as 10 and 1:30 as 90, which nobody means: it is never a number here."""
    said = yamlfile.parse(f"a: [{written}, !!float {written}]\n{written}: 1\n", "f.yaml")

    assert {"a": [written, written], written: 1} == said.data
    assert [] == said.mistakes


@pytest.mark.parametrize(
    ("written", "number"), [("0", 0), ("-0", 0), ("+5", 5), (".5", 0.5), ("0.5", 0.5), ("10", 10)]
)
def test_a_number_is_a_number(written: str, number: float) -> None:
    """In plain digits, with a sign or a point or without."""
    assert {"a": number} == yamlfile.parse(f"a: {written}\n", "f.yaml").data
