"""The page's scripts make the same tree of sections, and the same record, in a real browser."""

import datetime
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from guide.engine.answers import Answers, read
from guide.engine.decision import decide
from guide.engine.model import Guide
from guide.loading import criteria
from guide.telling import decision_record
from guide.telling.nodes import MANY
from guide.telling.phrases import Phrases
from guide.telling.sections import sections
from guide.telling.verdict import verdict
from guide.web.bundles import DECIDE, TELL
from tests import short
from tests.conftest import ROOT, SITES
from tests.engine.test_scoring import CASES
from tests.telling.plain import as_data

SCRIPTS = ("score", *DECIDE, "phrases", "answers", "verdict", *TELL, "record")
FOLDERS = [ROOT, ROOT / "examples" / "flask-django-fastapi", SITES / "trip", SITES / "awkward"]
DATE = datetime.date(2026, 11, 22)
LINK = "https://example.org/result/?a=b&c=d"
RUN = """([phrases, cases, link, date]) => cases.map(([guide, given, kept]) => {
    const say = Phrases.of(phrases);
    const decide = (a) => Decision.decide(guide, a.options, a.importance);
    const d = decide(given);
    return [
        JSON.stringify(Sections.sections(
            say, guide, d, given, kept && {given: kept, d: decide(kept)})),
        Record.markdown(say, guide, d, given, link, date),
        Verdict.verdict(say, guide, d).bar,
    ];
})"""
Case = tuple[Guide, Answers, Answers | None]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    for name in SCRIPTS:
        page.add_script_tag(path=ROOT / "static" / f"{name}.js")
    yield page
    page.close()


def plain(given: Answers | None) -> Any:
    return given and {"options": dict(given.options), "importance": dict(given.importance)}


def check(page: Page, cases: list[Case], say: Phrases | None = None) -> None:
    """Make the trees, the records and the bars of all cases in the page, and compare them."""
    say = say or Phrases()
    told = [
        [{**guide.as_data(), "digest": guide.digest}, plain(given), plain(kept)]
        for guide, given, kept in cases
    ]
    found = page.evaluate(RUN, [dict(say.table), told, LINK, str(DATE)])
    for (guide, given, kept), (tree, record, bar) in zip(cases, found, strict=True):
        d = decide(guide, given)
        expected = as_data(sections(say, d, decide(guide, kept) if kept else None))

        assert expected == json.loads(tree), (guide.as_data(), given, kept)
        assert decision_record.markdown(say, d, LINK, DATE) == record, (guide.as_data(), given)
        assert verdict(say, d).bar == bar


def answers(dice: random.Random, guide: Guide) -> Answers:
    """Return answers at random, as a link would carry them."""
    return read(guide, short.any_answers(dice, guide).pairs())[0]


def test_cases(page: Page) -> None:
    """The shared cases."""
    made = [(short.guide(guide), case) for guide, case in (case.values for case in CASES)]

    check(
        page,
        [(g, Answers(c["answers"], c.get("importance", {})), None) for g, c in made],
    )


@pytest.mark.parametrize("seed", range(4))
def test_random_guides(page: Page, seed: int) -> None:
    """Small guides with conditions, vetoes, ties, and in some a second set of answers."""
    dice = random.Random(seed)
    guides = [short.any_guide(dice) for _ in range(80)]

    check(
        page,
        [(g, answers(dice, g), answers(dice, g) if dice.random() < 0.4 else None) for g in guides],
    )


def test_real_guides(page: Page) -> None:
    """The sites of this repository, with what people write in them."""
    dice = random.Random(3)
    guides = [criteria.load(folder) for folder in FOLDERS] * 6

    check(page, [(guide, answers(dice, guide), answers(dice, guide)) for guide in guides])


def test_questions_that_move_as_far(page: Page) -> None:
    """Of equal ones the first is most worth answering, by whole tenths."""
    check(page, [(short.level(), Answers({"c0": "o0"}, {"c0": 0}), None)])


def test_other_words(page: Page) -> None:
    """A site's own wording is told by both, with its holes in another order."""
    dice = random.Random(5)
    say = Phrases(
        {
            "number.point": ",",
            "number.and": " und ",
            "out.reason": "{question}: {reason} ({name})",
            "change.instead": "{labels} statt „{given}“: {title}",
        }
    )
    guides = [short.any_guide(dice) for _ in range(30)]

    check(page, [(guide, answers(dice, guide), None) for guide in guides], say)


def test_many_alternatives(page: Page) -> None:
    """Of seven the best come first, with what the winner is, in both languages."""
    made = short.of([(9, 3, 1, 4, 6, 2, 8), (1, 2, 3, 4, 5, 6, 7)], [(2, 9, 5, 5, 1, 0, 3)])
    one, many = Answers({"c0": "o0"}), Answers({"c0": "o1", "c1": "o0"})
    d = decide(made, one)
    verdict_, *_, why, _ = as_data(sections(Phrases(), d))

    assert verdict_["nodes"][1]["line"] == [made.alternative(d.winner or "").summary]
    assert [bar["name"] for bar in why["nodes"][-1]["rows"][0]["bars"]] == [
        standing.name for standing in d.alternatives
    ]
    check(page, [(made, one, None), (made, many, one), (made, Answers(), None)])


def test_many_alternatives_after_something_else(page: Page) -> None:
    """What the winner is comes only after its name, which something to look at first puts off."""
    made = short.guide(
        {
            "alternatives": [f"a{n}" for n in range(7)],
            "elsewhere": {"shop": {"rules": [{"when": {"size": ["small"]}}]}},
            "criteria": {"size": {"options": {"small": {"fit": [9, 3, 1, 4, 6, 2, 8]}}}},
        }
    )
    given = Answers({"size": "small"})
    head, *_ = as_data(sections(Phrases(), decide(made, given)))
    because, between, about = (node["line"][0] for node in head["nodes"][1:4])

    assert because.startswith("shop is worth a look.")
    assert between.startswith("Among these: A0, by ")
    assert about == made.alternative("a0").summary
    check(page, [(made, given, None)])


def test_vetoes_that_are_alike(page: Page) -> None:
    """One sentence for several: as many as are listed, or more."""
    some = dict.fromkeys(["red", "blue"], "No.") | {"grey": "Not so."}
    many = dict.fromkeys("abcdef", "No.")
    guides = [short.ruling_out([*out, "left", "right"], out) for out in (some, many)]

    check(page, [(made, Answers({"size": "no"}), None) for made in guides])


def test_reasons_of_very_many_alternatives(page: Page) -> None:
    """Each shows the best of them, and the comparison has all; a page stays bounded."""
    fits = tuple(n % 11 for n in range(MANY + 10))
    made = short.of([fits, fits[::-1]])
    given = Answers({"c0": "o0"})
    *_, why, _ = as_data(sections(Phrases(), decide(made, given)))

    assert MANY == len(why["nodes"][-1]["rows"][0]["bars"])
    assert {"text": "the comparison", "to": "/compare/"} in why["nodes"][3]["line"]
    check(page, [(made, given, None)])
