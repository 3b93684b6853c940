"""How long to measure, as an option."""

import math
from typing import Any

import click


class Seconds(click.FloatRange):
    """A time in seconds within bounds: a number, which NaN, that no bound stops, is not."""

    name = "seconds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        found = float(super().convert(value, param, ctx))
        if math.isnan(found):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return found
