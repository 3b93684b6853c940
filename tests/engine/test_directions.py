"""Which way a language is written, and names that are written the other way."""

import json

import pytest

from guide.engine.directions import held_apart, written_leftwards
from guide.engine.model import Guide
from guide.loading import criteria

TEXT = """
lang: {lang}
title: Tea or תה?
updated: 2026-11-22
alternatives:
  - {{id: a, name: Tea 2, short: T, summary: Tea.}}
  - {{id: b, name: תה 2, short: ת, summary: תה.}}
elsewhere:
  - {{id: e, name: Milk, place: first, because: Why., link: /, rules: [{{when: {{c: [o]}}}}]}}
  - {{id: f, name: חלב, place: first, because: Why., link: /, rules: [{{when: {{c: [p]}}}}]}}
criteria:
  - id: c
    title: Day, יום
    ask: Which?
    why: So.
    options:
      - {{id: o, label: "1", fit: {{others: 1}}}}
      - {{id: p, label: יום, fit: {{others: 2}}}}
      - {{id: q, label: Day, fit: {{others: 3}}}}
"""


@pytest.mark.parametrize("lang", ["ar", "he-IL", "az-Arab", "ur"])
def test_written_leftwards(lang: str) -> None:
    """By the language, or by the script where one is named."""
    others = ("en", "de-CH", "ar-Latn", "az", "pt-BR")

    assert [True, *[False] * 5] == [written_leftwards(each) for each in (lang, *others)]


def names(guide: Guide) -> list[str]:
    """Return all that stands inside sentences."""
    sides = [text for a in guide.alternatives for text in (a.name, a.brief)]
    labels = [text for c in guide.criteria for text in (c.title, *(o.label for o in c.options))]
    return [*sides, *(e.name for e in guide.elsewhere), *labels]


@pytest.mark.parametrize(
    ("lang", "apart"),
    [
        ("en", {"תה 2", "ת", "חלב", "Day, יום", "יום"}),
        ("he", {"Tea 2", "T", "Milk", "Day, יום", "Day"}),
    ],
)
def test_names_written_the_other_way_are_held_apart(lang: str, apart: set[str]) -> None:
    """In data, so that page, script, terminal and record have them alike; what is whole is not."""
    guide = criteria.parse(TEXT.format(lang=lang))
    begins = ("\u200f" if lang == "he" else "\u200e") + "\u2068"
    found = {name[2:-1] for name in names(guide) if name[:2] == begins and name[-1] == "\u2069"}

    assert apart == found
    assert [guide.criterion("c").title] == [c.title for c in guide.criteria]
    assert [guide.alternative("b").name] == [guide.alternatives[1].name]
    assert "Tea or תה?" == guide.title
    assert names(guide) == names(criteria.parse(json.dumps(guide.as_data())))  # once, not twice


@pytest.mark.parametrize("name", ["Tea 2", "Čaj", "茶", "שלום"])
def test_names_of_ones_own_letters_stay(name: str) -> None:
    """No letter is added to the names of a guide that needs none."""
    assert name == held_apart(name, "he" if name == "שלום" else "en")
