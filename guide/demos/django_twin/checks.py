"""What a client may send: a check returns clean values, or raises `Invalid` with every mistake."""

import re
from typing import Any

from .learner import FEATURES, LABELS, MODELS

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NOTE_LENGTH = 200
PAGE_SIZE = 50


class Invalid(ValueError):
    """A body that breaks the rules; `errors` names each place by its JSON pointer."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(errors)
        self.errors = errors


class Checker:
    """Takes values out of one JSON object and keeps what is wrong with them."""

    def __init__(self, body: Any, allowed: tuple[str, ...], at: str = "#") -> None:
        self.at, self.errors = at, list[dict[str, str]]()
        self.body: dict[str, Any] = body if isinstance(body, dict) else {}
        if not isinstance(body, dict):
            self.wrong("", "must be an object")
        for name in self.body:
            if name not in allowed:
                self.wrong(f"/{shown(name)}", f"is unknown (expected: {', '.join(allowed)})")

    def wrong(self, place: str, detail: str) -> None:
        self.errors.append({"pointer": f"{self.at}{place}", "detail": detail})

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.body.get(name)
        if isinstance(value, str) and value in choices:
            return value
        self.wrong(f"/{name}", f"must be one of: {', '.join(choices)}")
        return choices[0]

    def number(self, name: str, least: float, most: float) -> float:
        value = self.body.get(name)
        # JSON's true is an int to Python. NaN and Infinity, which Python reads, are in no range.
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and least <= value <= most
        ):
            return float(value)
        self.wrong(f"/{name}", f"must be a number from {least:g} to {most:g}")
        return least

    def text(self, name: str, longest: int) -> str:
        value = self.body.get(name, "")
        # Not printable: control characters, which PostgreSQL refuses, and lone surrogates.
        if isinstance(value, str) and len(value) <= longest and value.isprintable():
            return value
        self.wrong(f"/{name}", f"must be text of at most {longest} printable characters")
        return ""

    def done(self) -> None:
        if self.errors:
            raise Invalid(self.errors)


def measurements(body: Any, at: str = "#") -> dict[str, float]:
    """Check the four measurements of a flower, in cm."""
    checker = Checker(body, FEATURES, at)
    values = {name: checker.number(name, 0, 30) for name in FEATURES}
    checker.done()
    return values


def prediction(body: Any) -> tuple[str, dict[str, float] | None, str]:
    """Check a request to predict: a model, and the measurements or the key they are stored by."""
    checker = Checker(body, ("model", "features", "key"))
    model = checker.choice("model", tuple(MODELS))
    values, stored = checker.body.get("features"), checker.body.get("key")
    if (values is None) == (stored is None):
        checker.wrong("", "needs either features or key")
    elif stored is not None and not (isinstance(stored, str) and KEY.fullmatch(stored)):
        checker.wrong("/key", "must be up to 40 lower-case letters, digits and hyphens")
    elif values is not None:
        try:
            values = measurements(values, "#/features")
        except Invalid as invalid:
            checker.errors += invalid.errors
    checker.done()
    return model, values, stored or ""


def record(body: Any) -> dict[str, Any]:
    """Check a prediction that is to be kept in the log."""
    checker = Checker(body, ("model", "label", "probability", "note"))
    values = {
        "model": checker.choice("model", tuple(MODELS)),
        "label": checker.choice("label", LABELS),
        "probability": checker.number("probability", 0, 1),
        "note": checker.text("note", NOTE_LENGTH),
    }
    checker.done()
    return values


def query(lists: dict[str, list[str]]) -> dict[str, Any]:
    """Check how to filter and page the log: ``model``, ``label``, ``page`` and ``size``."""
    args = {name: given[-1] for name, given in lists.items()}
    numbers: dict[str, Any] = {"page": 1, "size": 10}
    for name in numbers.keys() & args.keys():
        text = args[name]
        numbers[name] = int(text) if text.isdecimal() and len(text) < 7 else text
    checker = Checker({**args, **numbers}, ("model", "label", "page", "size"))
    for name, given in lists.items():
        if len(given) > 1:
            checker.wrong(f"/{shown(name)}", "must be given once")
    values = {
        "page": int(checker.number("page", 1, 10_000)),
        "size": int(checker.number("size", 1, PAGE_SIZE)),
    } | {
        name: checker.choice(name, choices)
        for name, choices in (("model", tuple(MODELS)), ("label", LABELS))
        if name in args
    }
    checker.done()
    return values


def shown(text: str) -> str:
    """Return a client's own words fit to be repeated in an answer."""
    return ascii(text)[1:-1][:40]
