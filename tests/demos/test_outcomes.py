"""What answers say has happened, and where they differ."""

import pytest

from guide.demos import catalogue, outcomes, recordings
from guide.demos.catalogue import Outcome, Step
from guide.demos.outcomes import Alike, Reply, Row
from guide.demos.rendered import Kind

STEP = Step(
    says="Ask",
    method="GET",
    path="a",
    outcomes=(
        Outcome(says="kept {name}, {list} in all, {found}", status=200, found="(<i>x</i>&amp;)"),
        Outcome(says="refused it: “{detail}”", status=403, stopped=True),
    ),
)


def reply(text: str, kind: Kind = "json", status: int = 200) -> Reply:
    return Reply(status, kind, text)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            reply('{"name": "a <i>x</i>&amp;", "list": [1, 2]}'),
            "kept a <i>x</i>&amp;, 2 in all, x &",
        ),
        (reply("<i>x</i>&amp;", "page"), "kept {name}, {list} in all, x &"),
        (reply('{"detail": "No."}', status=403), "refused it: “No”"),
        (reply('{"detail": "No."}'), None),
    ],
)
def test_the_first_outcome_that_fits(answer: Reply, said: str | None) -> None:
    """By the status and by what is found, with what came back in its words."""
    found = outcomes.outcome(STEP, answer)

    assert said == (outcomes.words(found, answer) if found else None)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (reply("{}"), reply("{}", status=403), Alike("status")),
        (reply("{}"), reply("x", "page"), Alike("kind")),
        (reply("", "empty"), reply("", "empty"), Alike("empty")),
        (reply("a\n", "text"), reply("a", "text"), Alike("text")),
        (reply("a", "text"), reply("b", "text"), Alike("text.other")),
        (reply('{"a": 1.0, "b": []}'), reply('{"b":[],"a":1}'), Alike("order")),
        (reply('{"a": 1}'), reply('{"a": 1}\n'), Alike("json")),
        (reply('{"a": '), reply('{"a": '), Alike("text")),
        (
            reply('{"a": [{"b": "x"}]}'),
            reply('{"a": [{"b": null}, 2]}'),
            Alike(
                "json.other",
                (Row("a.0.b", ((0, "“x”"), (1, "null"))), Row("a.1", ((0, None), (1, "2")))),
            ),
        ),
        (reply("<p>Name:</p>--", "page"), reply("<b>Name</b>", "page"), Alike("page")),
        (
            reply("<p>a</p>&lt;b&gt;", "page"),
            reply("<p>a</p>", "page"),
            Alike("page.other", (Row("", ((0, "<b>"),)),)),
        ),
        (reply("<p>No.</p>a", "page"), reply("a", "page"), Alike("page.said")),
    ],
)
def test_what_answers_have_in_common(first: Reply, second: Reply, expected: Alike) -> None:
    """And what of pages has been said already is not said again."""
    assert expected == outcomes.alike([first, second], "They said No.")


def test_differences_are_few() -> None:
    """The rest is counted."""
    names = [f'"{name}": ' for name in "abcdef"]
    found = outcomes.alike(
        [reply("{" + ", ".join(f"{name}{n}" for name in names) + "}") for n in (1, 2)]
    )

    assert (["a", "b", "c", "d"], 2) == ([row.label for row in found.rows], found.more)


def test_every_recorded_answer_has_an_outcome() -> None:
    """So no page says of an exchange only with which status it was answered."""
    without, open_holes = [], []
    for demo in catalogue.demos():
        for recording in recordings.recorded(demo.id):
            for step, exchange in zip(demo.steps, recording.exchanges, strict=True):
                text = exchange.page if exchange.kind == "page" else exchange.body
                answer = Reply(exchange.status, exchange.kind, text)
                found = outcomes.outcome(step, answer)
                place = f"{demo.id}, {step.says}, {recording.twin}"
                if found is None or found.stopped != bool(step.stops):
                    without.append(place)
                elif "{" in outcomes.words(found, answer):
                    open_holes.append(place)

    assert ([], []) == (without, open_holes)
