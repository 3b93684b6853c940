"""`phrases.yaml`: a site's own wording, and every mistake in it with its place."""

from pathlib import Path

import pytest

from guide.loading import phrases
from guide.loading.mistakes import Invalid
from guide.telling.english import ENGLISH
from guide.telling.phrases import Phrases


def mistakes(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a file of phrases."""
    (folder / "phrases.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        phrases.load(folder, ENGLISH)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_without_a_file_it_is_english(tmp_path: Path) -> None:
    """A site need not have one."""
    assert dict(Phrases(phrases.load(tmp_path, ENGLISH)).table) == ENGLISH


def test_a_site_replaces_what_it_names(tmp_path: Path) -> None:
    """Only what the file names is said otherwise."""
    text = 'verdict.clear: "{winner} passt klar besser."\n'
    (tmp_path / "phrases.yaml").write_text(text, encoding="utf-8")
    say = Phrases(phrases.load(tmp_path, ENGLISH))

    assert "Rot passt klar besser." == say("verdict.clear", winner="Rot")
    assert ENGLISH["verdict.none"] == say("verdict.none")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "record.titel: x",
            "phrases.yaml:1:1: unknown phrase 'record.titel' (expected: record.title, ",
        ),
        (
            "frame.updatd: x",
            "phrases.yaml:1:1: unknown phrase 'frame.updatd' (expected: frame.skip, "
            "frame.navigation, frame.result, frame.api, frame.updated, frame.preview, "
            "frame.contents, frame.term); did you mean 'frame.updated'?",
        ),
        ("\nverdict.none: 3", "phrases.yaml:2:15: verdict.none: got 3 (expected: text; put it"),
        ("verdict.none: [a]", "phrases.yaml:1:15: verdict.none: got a list (expected: text)"),
        ("verdict.none:", "phrases.yaml:1:14: verdict.none: got nothing (expected: text)"),
        ("verdict.none: ' '", "phrases.yaml:1:15: verdict.none: it is empty (expected: text)"),
        (
            "verdict.clear: Better.",
            "phrases.yaml:1:16: verdict.clear: missing placeholder {winner} (expected: {winner})",
        ),
        (
            "verdict.clear: '{winner} beats {loser}.'",
            "phrases.yaml:1:16: verdict.clear: unknown placeholder {loser} (expected: {winner})",
        ),
        (
            "verdict.none: '{winner.name}'",
            "phrases.yaml:1:15: verdict.none: a brace stands alone (expected: no braces)",
        ),
        ("[a]", "phrases.yaml:1:1: not a mapping (expected: names of phrases with their text)"),
        ("answer.none: a\nanswer.none: b", "phrases.yaml:2:1: duplicate key 'answer.none'"),
    ],
)
def test_mistakes(text: str, expected: str, tmp_path: Path) -> None:
    """Each is said with its place and with what would be right."""
    found = mistakes(tmp_path, text)

    assert any(line.startswith(expected) for line in found), found


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """Whoever translates sees everything in one run."""
    assert 2 == len(mistakes(tmp_path, "shoe: x\nverdict.clear: x\n"))
