"""The tree of sections: what stands where, and nothing twice."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from guide.engine.answers import Answers, read
from guide.engine.decision import Decision, decide
from guide.engine.model import Guide
from guide.engine.worth import worth
from guide.loading import criteria
from guide.telling import decision_record, reasons, terminal
from guide.telling.changes import changes
from guide.telling.nodes import Items, Reasons
from guide.telling.phrases import Phrases, rounded
from guide.telling.sections import sections
from tests import short
from tests.conftest import ROOT, SITES, guide_of
from tests.telling.plain import as_data

SAY = Phrases()
GUIDE = guide_of(ROOT)
TRIP = guide_of(SITES / "trip")


def some(guide: Guide, seed: int) -> Decision:
    """Decide on answers at random, the same at each run."""
    found, _ = read(guide, short.any_answers(random.Random(seed), guide).pairs())
    return decide(guide, found)


def names(d: Decision) -> list[str]:
    return [section.name for section in sections(SAY, d)]


def texts(tree: Any) -> Iterator[str]:
    """Yield every text of a tree, links as what they say."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        if tree.get("kind") == "text":
            yield "".join(s if isinstance(s, str) else s.get("text", "") for s in tree["line"])
        else:
            yield from (text for value in tree.values() for text in texts(value))
    elif isinstance(tree, list):
        yield from (text for value in tree for text in texts(value))


def test_order() -> None:
    """First the verdict and what weighs most, then how firm it is, all reasons, what is open."""
    options = {"budget": "low", "distance": "short"}

    assert ["verdict", "out", "weighs", "firm", "change", "why", "left"] == names(
        decide(TRIP, Answers(options))
    )
    assert ["verdict", "left"] == names(decide(TRIP, Answers()))


def test_three_reasons_at_the_top() -> None:
    """The three that weigh most are named first, each with whom it speaks for."""
    tree = {section.name: section.nodes for section in sections(SAY, some(GUIDE, 4))}
    items = next(node for node in tree["weighs"] if isinstance(node, Items))
    rows = next(node for node in tree["why"] if isinstance(node, Reasons)).rows

    assert 3 == len(items.lines)
    assert [row.title for row in rows[:3]] == [line[0].text for line in items.lines]  # type: ignore[union-attr]


def test_points_are_of_a_hundred_everywhere() -> None:
    """What the answers give adds up to the fit of each alternative, and to the lead."""
    answered = [d for seed in range(20) if (d := some(GUIDE, seed)).margin is not None]
    assert len(answered) > 10
    for d in answered:
        fits = [
            sum(
                reasons.of_hundred(gain.tenths, d.whole)
                for row in d.contributions
                for gain in row.points
                if gain.alternative == standing.id
            )
            for standing in d.alternatives
        ]

        assert d.margin == fits[0] - fits[1]
        assert [s.fit for s in d.alternatives] == [rounded(fit, 1) for fit in fits]


def test_each_reason_to_look_elsewhere_says_whose_it_is() -> None:
    """Of several that come first each is named with its reason; one stands in the headline."""
    api = {"audience": "programs", "extensions": "contract", "model": "several"}
    several = decide(GUIDE, Answers(api | {"speed": "busy"}))
    alone = decide(GUIDE, Answers({**api, "model": "small"}))

    _, *lines = terminal.recommendation(SAY, several)
    assert lines[0].startswith("FastAPI. Made for an API")
    assert lines[1].startswith("A model server. It loads models")
    _, *lines = terminal.recommendation(SAY, alone)
    assert lines[0].startswith("Made for an API")


def test_what_comes_first_names_the_answers_that_lead_there() -> None:
    """They are links to where they can be changed; the record names them, too."""
    options = {"audience": "programs", "existing-code": "other", "host": "managed"}
    d = decide(GUIDE, Answers(options))
    tree = as_data(sections(SAY, d))
    link = {"text": "Interface", "to": "#q-audience"}

    first, second, *_ = [text for text in texts(tree[0]) if "there." in text]
    assert "Your answers to Interface and Existing code lead there. More about FastAPI" in first
    assert "Your answer to Host leads there. More about a managed endpoint" in second
    assert link in tree[0]["nodes"][1]["line"]
    record = decision_record.markdown(SAY, d, None, d.guide.updated)
    assert "in one process. Your answers to Interface and Existing code lead there.\n" in record


def test_past_what_comes_first_headings_say_what_they_are_about() -> None:
    """How firm it is, and what would change it, are about the alternatives alone."""
    plain, past = (
        decide(GUIDE, Answers({"audience": "programs", "extensions": wish}))
        for wish in ("choose", "contract")
    )
    titles = [SAY("firm.title"), SAY("change.title")]

    def headings(d: Decision) -> list[str]:
        told = {section.name: section.nodes[0] for section in sections(SAY, d)}
        return [told[name].text for name in ("firm", "change")]  # type: ignore[union-attr]

    assert titles == headings(plain)
    assert [
        "How firm is this between Flask and Django?",
        "What would change it between Flask and Django",
    ] == headings(past)
    assert "\n## What would change it between" in decision_record.markdown(
        SAY, past, None, GUIDE.updated
    )


@pytest.mark.parametrize("seed", range(6))
def test_no_sentence_twice(seed: int) -> None:
    """A sentence of ours stands once on the page."""
    told = list(texts(as_data(sections(SAY, some(GUIDE, seed)))))
    sentences = [text for text in told if len(text.split()) > 5 and text.endswith(".")]

    assert len(sentences) == len(set(sentences))


def test_reasons_that_are_alike_are_one_sentence() -> None:
    """What holds for both sides is said once, and of nobody in particular."""
    plain = short.plain(
        {
            "alternatives": ["red", "blue"],
            "criteria": {"size": {"options": {"small": {"fit": [9, 3]}}}},
        }
    )
    plain["criteria"][0]["options"][0]["because"] = {"red": "It is small.", "blue": "It is small."}
    found = decide(criteria.parse(json.dumps(plain)), Answers({"size": "small"}))
    tree = {section.name: section.nodes for section in sections(SAY, found)}
    rows = next(node for node in tree["why"] if isinstance(node, Reasons)).rows

    assert (("", "It is small."),) == rows[0].because


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        (["red"], "Red: No. (Size)"),
        (["red", "blue"], "Red and Blue: No. (Size)"),
        (["red", "blue", "grey"], "Red, Blue and Grey: No. (Size)"),
        (list("abcdef"), "A, B, C and 3 more: No. (Size)"),
    ],
)
def test_vetoes_that_are_alike_are_one_sentence(out: list[str], expected: str) -> None:
    """A question that rules out several for one reason says so once."""
    names = [*out, "left", "right"]
    found = decide(short.ruling_out(names, dict.fromkeys(out, "No.")), Answers({"size": "no"}))
    tree = {section.name: section.nodes for section in sections(SAY, found)}
    (items,) = (node for node in tree["out"] if isinstance(node, Items))

    assert [expected] == [terminal.plain(line, ": ") for line in items.lines]


def test_flips_are_grouped_by_question() -> None:
    """Several answers to one question that do the same are one line."""
    found = decide(TRIP, Answers({"budget": "low", "distance": "short"}))
    tree = {section.name: section.nodes for section in sections(SAY, found)}
    lines = [
        line[0]
        for node in tree["change"]
        if isinstance(node, Items)
        for line in node.lines
        if "instead of" in str(line[0])
    ]
    titles = [str(line).partition(":")[0] for line in lines]

    assert len(found.flips.answers) >= len(lines) == len(set(titles))


def test_no_importance_beyond_the_scale() -> None:
    """What no visitor can set is not told."""
    guide = short.guide(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                "size": {"options": {"small": {"fit": [9, 3]}}},
                "age": {"options": {"new": {"fit": [4, 6]}}},
            },
        }
    )
    found = decide(guide, Answers({"size": "small", "age": "new"}))
    told = "\n".join(texts(as_data(sections(SAY, found))))

    assert "Size: 0 instead of 3" in told
    assert "Age" not in told.partition("What would change it")[2].partition("All reasons")[0]


@pytest.mark.parametrize(
    ("importance", "fits", "told"),
    [
        # a tie at 5: either can only weigh less
        (
            5,
            [(9, 3), (3, 9)],
            {"A0": ["C1: 0 to 4 instead of 5"], "A1": ["C0: 0 to 4 instead of 5"]},
        ),
        # from 5.6 on A1 leads, which is nearer, and below 1.6 A2
        (
            4,
            [(5, 6, 3), (6, 4.6, 6.8)],
            {"A1": ["C1: 0 to 2 instead of 4"], "A2": ["C0: 0 to 1 instead of 4"]},
        ),
        # below 0.6 A1 leads, and at 0 it is level with A2
        (3, [(9, 4, 3), (3, 4, 4)], {}),
        # below 2.55 A1 leads, and below 1.5 A2
        (
            3,
            [(9, 7, 5), (1, 2.7, 3.7)],
            {
                "A1": ["C0: 2 instead of 3", "C1: 4 to 5 instead of 3"],
                "A2": ["C0: 0 to 1 instead of 3"],
            },
        ),
    ],
)
def test_each_importance_that_can_be_chosen(
    importance: int, fits: list[tuple[float, ...]], told: dict[str, list[str]]
) -> None:
    """Of importances only those are told, and all of those, that somebody can choose."""
    found = decide(
        short.of(*[[row] for row in fits], importance=importance),
        Answers({f"c{number}": "o0" for number in range(len(fits))}),
    )
    leads = {SAY("change.importance", winner=name): lines for name, lines in told.items()}
    ways = {change.lead: list(change.ways) for change in changes(SAY, found)}

    assert leads == {lead: lines for lead, lines in ways.items() if "importance:" in lead}
    assert (SAY("change.weights") in ways) == (not told)


def test_a_close_verdict_says_what_most_weightings_favour() -> None:
    """Just ahead by these importances, and behind by most others: both are said."""
    fits = [(9, 4), (4, 6), (4, 6), (4, 6)]
    guide = short.guide(
        {
            "alternatives": ["red", "blue"],
            "criteria": {
                name: {"importance": importance, "options": {"yes": {"fit": list(fit)}}}
                for name, importance, fit in zip(
                    ("size", "age", "colour", "price"), (4, 3, 3, 3), fits, strict=True
                )
            },
        }
    )
    found = decide(guide, Answers({c.id: "yes" for c in guide.criteria}))
    told = list(texts(as_data(sections(SAY, found))))

    assert ("close", "red") == (found.verdict, found.winner)
    assert any("Most other ways to weigh your answers favour Blue." in text for text in told)


def test_most_worth_answering() -> None:
    """It is an open question while any can change the result, and none after that."""
    found = decide(TRIP, Answers({"budget": "low"}))

    assert worth(found) in found.skipped
    assert "" == worth(decide(TRIP, Answers({"distance": "overseas", "fear": "never"})))


def test_of_equal_ones_the_first_is_most_worth_answering() -> None:
    """Fits are compared in whole tenths: 8.3 − 8 is 0.3."""
    assert "c1" == worth(decide(short.level(), Answers({"c0": "o0"}, {"c0": 0})))


def test_as_data_is_plain() -> None:
    """The tree is what JSON can hold."""
    data = as_data(sections(SAY, some(TRIP, 2), some(TRIP, 3)))

    assert data == json.loads(json.dumps(data))


def test_bars_in_a_terminal_begin_below_each_other() -> None:
    """Names of wide letters, of marks that take no room of their own and of plain ones alike."""
    plain = short.plain(
        {
            "alternatives": ["a", "b", "c"],
            "criteria": {"size": {"options": {"small": {"fit": [9, 8, 7]}}}},
        }
    )
    for each, name in zip(plain["alternatives"], ["日本語", "Abcdef", "e\u0301bcdef"], strict=True):
        each["name"] = name
    plain["criteria"][0]["title"] = "大きさ"
    guide = criteria.parse(json.dumps(plain))
    lines = list(terminal.recommendation(SAY, decide(guide, Answers({"size": "small"}))))

    for name in ("日本語", "Abcdef", "e\u0301bcdef"):
        assert any(line.startswith(f"  {name}  █") for line in lines)
