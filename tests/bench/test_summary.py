"""What a run found, in sentences: point estimates with their intervals, and the noise."""

import re
from collections.abc import Callable

from guide.bench.comparisons import LEFT, RIGHT, Comparison, subject
from guide.bench.result import Profile, Row, Run
from guide.bench.summary import summary
from guide.telling.phrases import Phrases

SAY = Phrases()


def only(run: Run, rows: list[Row], noise: list[Row] | None = None) -> list[str]:
    """Return the sentences about a run of these rows."""
    (found,) = summary(SAY, run.model_copy(update={"rows": rows, "noise": noise or []}))
    return list(found.sentences)


def test_a_difference_has_its_interval(run: Run, rows: Callable[..., list[Row]], pair: Comparison):
    """The faster side is named, and the interval spans those of all numbers of connections."""
    found = rows(pair, 1.2, 0.01)
    (sentence,) = only(run, found)
    low, high = min(row.low for row in found), max(row.high for row in found)

    assert sentence.startswith("Bare: Flask answered 1.2")
    assert sentence.endswith(
        f"times the requests of Django (95\u00a0% intervals from {low:.2f} to {high:.2f})."
    )


def test_a_slower_left_side_is_turned_round(
    run: Run, rows: Callable[..., list[Row]], pair: Comparison
):
    """Its ratio is below 1; readers get that of the faster one, above 1."""
    (sentence,) = only(run, rows(pair, 0.8, 0.01))
    figures = [float(text) for text in re.findall(r"\d\.\d\d", sentence)]

    assert "Django answered 1.2" in sentence
    assert min(figures) > 1


def test_nothing_found_is_not_called_equal(
    run: Run, rows: Callable[..., list[Row]], pair: Comparison
):
    """No difference could be detected; where some rows show one, each part says where."""
    (nothing,) = only(run, rows(pair, 1.0, 0.05))
    (mixed,) = only(run, [rows(pair, 1.0, 0.05)[0], rows(pair, 1.5, 0.01)[1]])

    assert "no difference could be detected (ratios " in nothing
    assert "could be detected at 1 connection (" in mixed
    assert "of Django at 32 connections (" in mixed


def test_the_noise_comes_last(run: Run, rows: Callable[..., list[Row]], pair: Comparison):
    """It says what one side differs from itself, and from where on a ratio counts."""
    itself = rows(
        Comparison("json", "bare", subject(LEFT, "bare"), subject(LEFT, "bare")), 1.0, 0.05
    )
    said = only(run, rows(pair, 1.0, 0.05), itself)[-1]
    most = max(max(row.ratio, 1 / row.ratio) for row in itself)

    assert said.startswith(f"Flask against itself: ratios up to {most:.2f}; ")
    assert "could not be told from noise" in said


def test_more_turned_on_and_yet_faster(run: Run, rows: Callable[..., list[Row]]):
    """That both were is said, as the two profiles were not measured in turns; else nothing is."""

    def of(profile: Profile, rate: float, part: str | None = None) -> list[Row]:
        sides = Comparison("json", profile, subject(LEFT, profile), subject(RIGHT, profile, part))
        return [
            row.model_copy(
                update={
                    name: getattr(row, name).model_copy(update={"requests_per_second": rate})
                    for name in ("left", "right")
                }
            )
            for row in rows(sides, 1.0, 0.05)
        ]

    faster = only(run, [*of("bare", 100), *of("bare", 300, "jinja2"), *of("startproject", 120)])
    slower = only(run, [*of("bare", 100), *of("startproject", 90)])

    assert faster[-1].startswith(
        "With startproject, which does more, both services answered 1.20 times the requests"
    )
    assert not [sentence for sentence in slower if "which does more" in sentence]
    assert len(faster) == 4
    assert len(slower) == 2


def test_a_run_that_is_not_valid_says_nothing(run: Run):
    """What it would say cannot be trusted."""
    assert summary(SAY, run.model_copy(update={"invalid": "the server stalled"})) == []


def test_profiles_are_told_apart(run: Run, rows: Callable[..., list[Row]]):
    """Each comparison has a sentence of its own."""
    pair = Comparison("complete", "bare", subject(LEFT, "bare"), subject(RIGHT, "bare", "jinja2"))
    (sentence,) = only(run, rows(pair, 0.8, 0.01))

    assert sentence.startswith("Flask (bare) against Django (bare, Jinja2): Django answered")
