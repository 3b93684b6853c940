"""What can be wrong: with the model, or with what a client sent."""


class Broken(Exception):
    """The model cannot be used. The message says why, and what would help."""


class Invalid(ValueError):
    """A body that breaks the rules: `errors` names each place by its JSON pointer."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(", ".join(f"{e['pointer']} {e['detail']}" for e in errors))
        self.errors = errors
#: if heavy


class Busy(Exception):
    """The model has as much to do as it can; it is worth another try in a moment."""

    retry_after = 5  # seconds
#: end
