"""What a run answers first: three sentences and one table, from nothing but its rows."""

from collections.abc import Callable

from guide.bench.answer import answer
from guide.bench.comparisons import LEFT, RIGHT, Comparison, subject
from guide.bench.result import Row, Run
from guide.telling.phrases import Phrases

SAY = Phrases()


def test_the_sentences_count_and_name_the_largest(
    run: Run, rows: Callable[..., list[Row]], pair: Comparison
):
    """The faster side is named on either side, with the interval turned to it."""
    jinja = Comparison("complete", "bare", subject(LEFT, "bare"), subject(RIGHT, "bare", "jinja2"))
    both = [*rows(pair, 1.4, 0.01), *rows(jinja, 0.8, 0.01)]
    found = answer(SAY, run.model_copy(update={"rows": both}))

    assert found
    assert found.sentences[0] == (
        "In 0 of 4 comparisons no difference could be told from noise; Flask answered more "
        "requests in 2, Django in 2."
    )
    assert "Flask answered up to 1.4" in found.sentences[1]
    assert "Django answered up to 1.2" in found.sentences[1]
    assert [line.pair for line in found.lines] == ["bare", "bare, Django with Jinja2"]
    assert [cell.heat for line in found.lines for cell in line.cells if cell] == [3, 3, 2, 2]


def test_nothing_found_is_said_with_its_intervals(
    run: Run, rows: Callable[..., list[Row]], pair: Comparison
):
    """No colour, and no side is named."""
    found = answer(SAY, run.model_copy(update={"rows": rows(pair, 1.0, 0.05)}))

    assert found
    assert found.sentences[1].startswith("The ratios were ")
    assert {(cell.text, cell.heat) for cell in found.lines[0].cells if cell} == {("none found", 0)}


def test_a_model_has_a_sentence_of_its_own(run: Run, rows: Callable[..., list[Row]]):
    """It says how long one response takes, and what was found there."""
    predict = Comparison("predict", "bare", subject(LEFT, "bare"), subject(RIGHT, "bare"))
    found = answer(SAY, run.model_copy(update={"rows": rows(predict, 1.0, 0.02)}))

    assert found
    assert found.sentences[-1].startswith("With a model behind it (Predict: ")
    assert "in any of 2 comparisons" in found.sentences[-1]


def test_a_run_that_is_not_valid_answers_nothing(run: Run):
    """What it would say cannot be trusted."""
    assert answer(SAY, run.model_copy(update={"invalid": "the server stalled"})) is None
