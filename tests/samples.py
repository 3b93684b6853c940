"""How much of many a test tries: all of it, or a quarter in `make quick`."""

import os

import hypothesis

SHARE = 4 if os.environ.get("QUICK") else 1


def examples(number: int) -> hypothesis.settings:
    """Return the settings, which decorate a test, for that many examples."""
    return hypothesis.settings(max_examples=number // SHARE, deadline=None)
