"""From made-up blocks with a known ratio and known noise to what is said of them."""

from collections.abc import Callable

import pytest

from guide.bench import ratios
from guide.bench.comparisons import Comparison, Settings, comparisons
from guide.bench.protocol import disturbed
from guide.bench.report import report
from guide.bench.result import Row, Run, ServerName
from guide.bench.runs import Stored
from guide.bench.sentences import verdict_words
from guide.bench.view import view
from guide.telling.phrases import Phrases
from tests.bench.conftest import block

SAY = Phrases()
Rows = Callable[..., list[Row]]


def test_a_known_ratio_is_found(rows: Rows, pair: Comparison):
    for row in rows(pair, 1.25, noise=0.02):
        assert row.low < 1.25 < row.high
        assert row.ratio == pytest.approx(1.25, rel=0.02)
        assert row.verdict == "left"


def test_the_slower_left_side_is_found_too(rows: Rows, pair: Comparison):
    assert {row.verdict for row in rows(pair, 0.8, noise=0.02)} == {"right"}


def test_equal_sides_show_no_detectable_difference(rows: Rows, pair: Comparison):
    assert {verdict_words(SAY, row) for row in rows(pair, 1.0, noise=0.02)} == {
        "no detectable difference"
    }


def test_a_difference_below_the_noise_is_none(rows: Rows, pair: Comparison, same: Comparison):
    """A against A was off by about 5 % here: then 3 % between A and B say nothing."""
    floors = ratios.floors(rows(same, 1.05, noise=0.001), "json")

    found = rows(pair, 1.03, noise=0.001, floors=floors)

    assert {row.verdict for row in found} == {"none"}
    assert {verdict_words(SAY, row) for row in found} == {
        "no detectable difference (within the noise)"
    }
    assert {row.verdict for row in rows(pair, 1.2, noise=0.001, floors=floors)} == {"left"}


def test_littles_law_finds_the_connections(rows: Rows, pair: Comparison):
    for row in rows(pair, 1.25, noise=0.02):
        assert row.left.in_flight == pytest.approx(row.connections, rel=0.01)
        assert row.right.in_flight == pytest.approx(row.connections, rel=0.01)


def test_a_busy_generator_makes_a_row_say_nothing(rows: Rows, pair: Comparison):
    found = rows(pair, 1.25, noise=0.02, cpu=0.83)

    assert {row.invalid for row in found} == {"the generator used 83% of its core, more than 80%"}
    assert {verdict_words(SAY, row) for row in found} == {"not valid"}


def test_the_remote_ceiling_is_the_waiting_alone():
    settings = Settings(workers=2, threads=4)

    assert settings.ceiling("remote", 64) == 80
    assert settings.ceiling("remote", 1) == 10
    assert settings.ceiling("json", 64) is None
    assert Settings(server="gevent").ceiling("remote", 64) == 640, "it waits without threads"


@pytest.mark.parametrize(("server", "told"), [("gunicorn", True), ("gevent", False)])
def test_a_ceiling_of_threads_is_told_only_where_there_are_some(
    server: ServerName, told: bool, rows: Rows, run: Run
):
    remote = [
        row.model_copy(update={"test": "remote", "server": server, "ceiling": 40.0})
        for row in rows(next(c for c in comparisons(Settings()) if not c.is_noise), 1.0, 0.01)
    ]
    method = run.method.model_copy(update={"server": server})
    found = run.model_copy(update={"rows": remote, "method": method})
    shown = view(SAY, Stored("run", found)).tests[0]

    assert told == ("threads ÷ 0.1 s" in report(found))
    assert told == ("4 threads ÷" in (shown.ceiling or ""))


def test_every_test_starts_with_its_own_noise():
    first: dict[str, Comparison] = {}
    for comparison in comparisons(Settings()):
        first.setdefault(comparison.test, comparison)

    assert set(first) == {"json", "remote", "complete", "predict"}
    assert all(comparison.is_noise for comparison in first.values())


def test_complete_has_a_control_for_the_template_engine():
    labels = {c.right.label for c in comparisons(Settings(tests=("complete",)))}

    assert labels == {
        "Flask, bare",
        "Django, bare",
        "Django, bare, Jinja2",
        "Django, startproject",
    }


def test_few_or_short_blocks_are_said_to_be_rough():
    assert Settings().rough is None
    assert "3 pairs of blocks are fewer than 10" in str(Settings(blocks=3).rough)
    assert "0.5 s" in str(Settings(seconds=0.5).rough)
    assert "quick" in str(Settings(quick=True).rough)


def test_a_disturbed_machine_is_noticed():
    waited = [block(100, 1, waited=share) for share in (0.05, 0.25, 0.35)]

    assert "waited for a core for more than 25% of the time" in str(disturbed(waited))
    assert disturbed([*waited, *[block(100, 1, waited=0.01)] * 2]) is None
    assert disturbed([]) is None


def test_the_report_says_what_is_needed_to_judge_the_run(run: Run):
    text = report(run)

    for part in (
        "json: Flask, bare against Django, bare",
        "Flask 1.20 times the requests",
        "no detectable difference",
        "Noise: the same server against itself. A ratio below the floor may be noise, too.",
        "Ceiling: 1 × 4 threads ÷ 0.1 s = 40 requests/s",
        "Little's law",
        "The generator used at most 30% of a core (limit 80 %), and waited for one 1% of the time",
        "wrk 4.1 on the same server, 32 connections:\nthe generator gets 0.97 of its rate",
    ):
        assert part in text
    assert SAY("measured.how.queues") in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 100


def test_the_report_says_what_is_wrong_with_the_run(run: Run):
    text = report(run.model_copy(update={"rough": "quick", "invalid": "busy", "cross_check": None}))

    assert "ROUGH: quick" in text
    assert "NOT VALID: busy" in text
    assert "not cross-checked with wrk" in text
