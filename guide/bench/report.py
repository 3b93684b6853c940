"""A run as text for the terminal."""

from collections.abc import Iterator
from textwrap import wrap

from guide.bench.charts import by_comparison
from guide.bench.result import Row, Run
from guide.bench.sentences import kept_busy, verdict_words
from guide.demos.stub import DELAY
from guide.telling.phrases import Phrases, counted

SAY = Phrases()  # whoever measures reads English
WIDTH = 100


def report(run: Run) -> str:
    """Return the whole run as plain text, lines of at most 100 characters."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    yield from _conditions(run)
    yield ""
    yield from _noise(run)
    for rows in by_comparison(run.rows):
        yield from _comparison(rows, run)
    yield from _generator(run)


def _conditions(run: Run) -> Iterator[str]:
    """Say on what machine it was measured and how, and what is wrong with that."""
    method, machine = run.method, run.environment
    yield run.title
    kind = {True: "virtual machine", False: "no virtual machine", None: "virtual or not: unknown"}
    yield f"{machine.processor}, {machine.cores} cores ({kind[machine.virtual]}), {machine.system}"
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    yield from wrap(f"{machine.python}; {versions}", WIDTH)
    yield from wrap(f"{method.server} {' '.join(method.flags)}", WIDTH, break_on_hyphens=False)
    yield (
        f"{counted(method.blocks, 'pair', 'pairs')} of blocks of {method.seconds:g} s, "
        f"{method.warm_up:g} s of warm-up, fresh servers for every pair"
    )
    yield (
        "The generator and the servers had cores of their own."
        if machine.pinned
        else "The generator and the servers shared the cores: compare, but do not quote the rates."
    )
    yield f"Running processes before and after: {machine.load_before:g} and {machine.load_after:g}"
    for label, text in (
        ("ROUGH", run.rough),
        ("INCOMPLETE", run.incomplete),
        ("NOT VALID", run.invalid),
    ):
        if text:
            yield from wrap(f"{label}: {text}", WIDTH)


def _generator(run: Run) -> Iterator[str]:
    """Say how far the load generator can be trusted."""
    if run.rows:
        yield from wrap(
            f"{SAY('measured.how.queues')} A ratio above 1 means more requests for the left side.",
            WIDTH,
        )
        low, high = kept_busy(run.rows)
        yield f"Little's law (rate × mean time): {low:.0%} to {high:.0%} of the connections in use."
        busiest = max(row.generator_cpu for row in run.rows)
        yield f"The generator used at most {busiest:.0%} of a core (limit 80 %)" + _waited(run)
    if run.cross_check:
        check = run.cross_check
        clients = counted(check.connections, "connection", "connections")
        yield f"{check.wrk} on the same server, {clients}:"
        interval = f"{check.low:.2f} to {check.high:.2f}"
        yield f"the generator gets {check.ratio:.2f} of its rate ({interval})."
    else:
        yield "The generator was not cross-checked with wrk."


def _waited(run: Run) -> str:
    blocks = [block for row in run.rows for block in row.blocks]
    waits = [block.generator_waited for block in blocks if block.generator_waited is not None]
    return f", and waited for one {max(waits):.0%} of the time at most." if waits else "."


def _noise(run: Run) -> Iterator[str]:
    if not run.noise:
        return
    yield "Noise: the same server against itself. A ratio below the floor may be noise, too."
    yield f"  {'test':<10}{'connections':>12}{'ratio':>9}   {'95 % interval':<18}floor"
    for row in run.noise:
        yield (
            f"  {row.test:<10}{row.connections:>12}{row.ratio:>9.3f}   "
            f"{f'{row.low:.3f} to {row.high:.3f}':<18}{row.floor:.3f}"
        )
    yield ""


def _comparison(rows: list[Row], run: Run) -> Iterator[str]:
    first = rows[0]
    yield f"{first.test}: {first.left.label} against {first.right.label}"
    yield f"  {'':>5}{'requests/s':>16}{'median ms':>18}{'99th ms':>18}"
    yield f"  {'conn.':>5}" + f"{'left':>8}{'right':>8} " * 3 + "  ratio, 95 % interval"
    for row in rows:
        figures = (
            (row.left.requests_per_second, row.right.requests_per_second),
            (row.left.p50_ms, row.right.p50_ms),
            (row.left.p99_ms, row.right.p99_ms),
        )
        cells = "".join(f"{_figure(left):>8}{_figure(right):>8} " for left, right in figures)
        interval = f"{row.ratio:.3f}, {row.low:.3f} to {row.high:.3f}"
        yield f"  {row.connections:>5}{cells}  {interval}"
        yield f"  {'':>5}  {verdict_words(SAY, row)}" + (f": {row.invalid}" if row.invalid else "")
    method = run.method
    if first.ceiling and method.in_threads:
        yield (
            f"  Ceiling: {method.workers} × {method.threads} threads ÷ {DELAY:g} s = "
            f"{method.workers * method.threads / DELAY:g} requests/s; "
            f"{1 / DELAY:g} at one connection. No framework can pass it."
        )
    yield ""


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
