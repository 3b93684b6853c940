"""What the page about speed says first: three answers in words, and timed beside counted."""

from collections.abc import Callable

from guide.bench.comparisons import LEFT, RIGHT, Comparison, subject
from guide.bench.counted import CountedRow, CountedSide, fewer_of
from guide.bench.opening import opening
from guide.bench.result import Row, Run
from guide.bench.runs import read_all
from guide.telling.phrases import Phrases
from tests.conftest import ROOT

SAY = Phrases()
PREDICT = Comparison("predict", "bare", subject(LEFT, "bare"), subject(RIGHT, "bare"))


def work(timed: Row, left: int, right: int) -> CountedRow:
    """Return counts of the services that a timed row compares."""
    sides = [
        CountedSide(label=side.label, alternative=side.alternative, counts=[count, count])
        for side, count in ((timed.left, left), (timed.right, right))
    ]
    return CountedRow(
        test=timed.test,
        profile="bare",
        left=sides[0],
        right=sides[1],
        ratio=left / right,
        noise=1,
        fewer=fewer_of(left / right, 1),
    )


def test_model_first_then_the_rest_then_how_to_serve(
    run: Run, rows: Callable[..., list[Row]], pair: Comparison
):
    """Each sentence is made from its own measurements, and the table holds both."""
    timed = [*rows(pair, 1.4, 0.01), *rows(PREDICT, 1.0, 0.02)]
    counts = [work(timed[0], 75, 100), work(timed[-1], 1000, 1001)]
    servings = read_all(ROOT / "content" / "benchmarks").servings
    found = opening(SAY, run.model_copy(update={"rows": timed}), counts, servings)

    assert found
    model, rest, serving = found.sentences
    assert "neither in 2 timed comparisons nor in the counted work" in model
    assert "at 1 connection; with a quicker model the framework is a larger part." in model
    assert "request does. In 0 of 2 timed comparisons" in rest
    assert "In 2 others Flask answered up to 1.4" in rest
    assert rest.endswith(" times the requests: JSON (bare).")
    assert serving.startswith("The way to serve matters more")
    assert "Flask answered 11.8 times and Django answered 10.7 times as many requests" in serving
    assert "The first lets 64 wait at a time, the other 4; more threads raise that." in serving
    told = [(line.timed.heat, line.counted and line.counted.text) for line in found.lines]
    assert [(3, "Flask 25\u00a0% less"), (0, "none found")] == told


def test_what_was_timed_is_in_the_table_although_it_was_not_counted(
    run: Run, rows: Callable[..., list[Row]], pair: Comparison
):
    """So that the table has as many comparisons as the sentences above it."""
    timed = [*rows(pair, 1.4, 0.01), *rows(PREDICT, 1.0, 0.02)]
    found = opening(SAY, run.model_copy(update={"rows": timed}), [work(timed[-1], 1, 1)], [])

    assert found
    assert [("JSON", False), ("Predict", True)] == [
        (line.test, bool(line.counted)) for line in found.lines
    ]


def test_what_was_not_measured_is_left_out(
    run: Run, rows: Callable[..., list[Row]], pair: Comparison
):
    """Without counts, a model and ways to serve, one answer is left, and no table."""
    found = opening(SAY, run.model_copy(update={"rows": rows(pair, 1.0, 0.05)}), [], [])

    assert found
    assert len(found.sentences) == 1
    assert "In 2 of 2 timed comparisons no difference could be detected." in found.sentences[0]
    assert not found.lines


def test_a_run_that_is_not_valid_says_nothing(run: Run):
    """What it would say cannot be trusted."""
    assert opening(SAY, run.model_copy(update={"invalid": "it stalled"}), [], []) is None
