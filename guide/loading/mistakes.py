"""What is wrong with a file, and where: every mistake with its line, its column and its path."""

import dataclasses
from collections.abc import Iterator

Place = tuple[int, int]  # line and column, from 1
Where = tuple[str | int, ...]  # keys and indices, from the outermost on


@dataclasses.dataclass(frozen=True, order=True)
class Mistake:
    """One thing that is wrong, where it is, and what would be right."""

    file: str
    line: int
    column: int
    path: str
    message: str

    @classmethod
    def at(cls, file: str, message: str, line: int = 1, column: int = 1) -> "Mistake":
        """Return what is wrong with a file as a whole, or at a place in it that is no value."""
        return cls(file, line, column, "", message)

    def __str__(self) -> str:
        """`criteria.yaml:41:15: criteria[3].options[1].fit: unknown alternative …`."""
        file = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in self.file)
        where = f"{file}:{self.line}:{self.column}: "
        return where + (f"{self.path}: " if self.path else "") + self.message


class Invalid(Exception):  # noqa: N818 - it reads as what it says of the file
    """A file, or a set of files, that breaks rules: `mistakes` holds all of them, in order."""

    def __init__(self, mistakes: Iterator[Mistake] | list[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(map(str, self.mistakes)))


def place_of(text: str, at: int) -> Place:
    """Return the line and the column of a place in a text that is counted in characters."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def path_of(where: Where) -> str:
    """`("criteria", 3, "fit")` as `criteria[3].fit`."""
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
