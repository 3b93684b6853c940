"""The text of a file that a person has written: UTF-8, of no more than some bytes."""

from pathlib import Path

from guide.loading.mistakes import Invalid, Mistake, place_of

MAX_BYTES = 1_000_000
NO_FILE = "cannot be read: a pipe or a device (expected: a file)"


def is_special(path: Path) -> bool:
    """Tell a pipe, a socket or a device from a file and a folder."""
    return path.exists() and not (path.is_file() or path.is_dir())


def read(path: Path, shown_as: str) -> str:
    """Return the text of a UTF-8 file of at most `MAX_BYTES`; raise `Invalid` if it is not one.

    Each of its lines ends with a line feed, whatever it ends with in the file.
    """
    if is_special(path):  # to open a pipe would wait
        raise Invalid([Mistake.at(shown_as, NO_FILE)])
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror} (expected: a file)"
        raise Invalid([Mistake.at(shown_as, message)]) from None
    if len(raw) > MAX_BYTES:
        message = f"the file is too large (expected: at most {MAX_BYTES:,} bytes)"
        raise Invalid([Mistake.at(shown_as, message)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _lines(raw[: error.start].decode("utf-8-sig", "replace"))
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8 (expected: a file saved as UTF-8)"
        place = place_of(before, len(before))
        raise Invalid([Mistake.at(shown_as, message, *place)]) from None
    return _lines(text)


def _lines(text: str) -> str:
    r"""Return a text whose lines end as ours do: YAML and Markdown end one at a lone \r, too."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
