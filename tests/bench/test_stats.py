"""The statistics find what was put in."""

import math
import random

import pytest

from guide.bench import stats


def made_up(ratio: float, noise: float, seed: int, count: int = 10) -> list[float]:
    """Pairs whose ratios scatter around a known one, `noise` being the spread of the logarithm."""
    chance = random.Random(seed)
    return [ratio * math.exp(chance.gauss(0, noise)) for _ in range(count)]


def test_the_geometric_mean_balances_doubling_and_halving():
    assert stats.geometric_mean([2, 0.5]) == pytest.approx(1)
    assert stats.geometric_mean([4, 1]) == pytest.approx(2)


def test_a_known_ratio_is_found_within_its_interval():
    ratios = made_up(1.2, noise=0.03, seed=3)

    low, high = stats.interval(ratios, seed=1)

    assert low < 1.2 < high
    assert high / low < 1.08
    assert stats.verdict(stats.geometric_mean(ratios), low, high, floor=1.05) == "left"


def test_the_interval_holds_the_truth_about_as_often_as_it_says(monkeypatch: pytest.MonkeyPatch):
    """For both a difference and none; a plain percentile interval holds it in 90 % only."""
    monkeypatch.setattr(stats, "RESAMPLES", 500)
    held = 0
    for seed in range(250):
        truth = 1.1 if seed % 2 else 1.0
        low, high = stats.interval(made_up(truth, noise=0.05, seed=seed), seed=1)
        held += low <= truth <= high

    assert 0.92 <= held / 250 <= 0.98


def test_equal_sides_show_no_difference(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stats, "RESAMPLES", 500)
    verdicts = []
    for seed in range(100):
        ratios = made_up(1, noise=0.05, seed=1000 + seed)
        low, high = stats.interval(ratios, seed=1)
        verdicts.append(stats.verdict(stats.geometric_mean(ratios), low, high, floor=None))

    assert verdicts.count("none") >= 90


def test_an_interval_is_the_same_each_time_and_turns_round_with_the_sides():
    ratios = made_up(1.3, noise=0.1, seed=5)

    low, high = stats.interval(ratios, seed=7)
    turned_low, turned_high = stats.interval([1 / ratio for ratio in ratios], seed=7)

    assert (low, high) == stats.interval(ratios, seed=7)
    assert (1 / turned_high, 1 / turned_low) == pytest.approx((low, high), rel=1e-3)


@pytest.mark.parametrize("count", [3, 4, 5])
def test_a_few_pairs_give_an_interval_that_holds_the_truth_as_often(count: int):
    held = 0
    for seed in range(1000):
        low, high = stats.interval(made_up(1.1, noise=0.05, seed=seed, count=count), seed=1)
        held += low <= 1.1 <= high

    assert 0.93 <= held / 1000 <= 0.97


@pytest.mark.parametrize("count", [3, 6, 10])
@pytest.mark.parametrize("spread", [1e-16, 1e-12, 1e-8, 1e-4])
def test_ratios_that_are_as_good_as_equal_have_a_narrow_interval(count: int, spread: float):
    ratios = [1.5 * (1 + spread * number) for number in range(count)]

    low, high = stats.interval(ratios, seed=1)

    assert 1.5 / (1 + 20 * spread) <= low * (1 + 1e-12)
    assert high <= 1.5 * (1 + 20 * spread) * (1 + 1e-12)


def test_one_ratio_far_from_equal_ones_does_not_carry_the_interval_away():
    ratios = [*(1 + 1e-7 * number for number in range(9)), 1.3]

    low, high = stats.interval(ratios, seed=1)

    assert min(ratios) <= low <= stats.geometric_mean(ratios) <= high <= max(ratios)


def test_equal_ratios_have_no_spread():
    assert stats.interval([1.5, 1.5, 1.5], seed=1) == pytest.approx((1.5, 1.5))


@pytest.mark.parametrize(
    ("ratio", "low", "high", "floor", "expected"),
    [
        (1.10, 1.05, 1.15, None, "left"),
        (0.90, 0.85, 0.95, None, "right"),
        (1.02, 0.99, 1.05, None, "none"),
        (1.00, 1.00, 1.00, None, "none"),
        (1.03, 1.01, 1.05, 1.04, "none"),
        (0.97, 0.95, 0.99, 1.04, "none"),
        (1.05, 1.01, 1.09, 1.04, "left"),
    ],
)
def test_a_verdict_needs_an_interval_without_1_and_more_than_the_noise(
    ratio: float, low: float, high: float, floor: float | None, expected: str
):
    assert stats.verdict(ratio, low, high, floor) == expected


def test_the_noise_floor_is_the_end_of_the_interval_that_lies_farther_from_1():
    assert stats.noise_floor(0.98, 1.01) == pytest.approx(1 / 0.98)
    assert stats.noise_floor(0.99, 1.05) == 1.05
    assert stats.noise_floor(1.01, 1.02) == 1.02


def test_percentiles_are_values_that_occurred():
    ordered = list(range(1, 101))

    assert [stats.percentile(ordered, share) for share in (0, 0.5, 0.99, 1)] == [1, 50, 99, 100]
    assert stats.percentile([7], 0.5) == 7


def test_littles_law_explains_the_articles_figures():
    """4,630 requests/s at 43.33 ms are the 200 connections that the load was set to."""
    assert stats.in_flight(4630, 43.33) == pytest.approx(200, abs=1)


def test_connections_that_rest_at_the_end_of_a_block_are_not_expected_to_be_busy():
    assert stats.least_in_flight(8, seconds=5, mean_ms=1) == pytest.approx(8, rel=1e-3)
    assert stats.least_in_flight(32, seconds=1, mean_ms=1000) == pytest.approx(24)


def test_figures_keep_five_digits():
    assert [stats.significant(v) for v in (123456.7, 0.00123456, 0.0)] == [123460, 0.0012346, 0.0]
