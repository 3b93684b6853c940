#: file if pages or db
"""The folder instance/: the one place where the service keeps anything. Not for git."""

#: if pages
import os
import secrets
#: end
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "instance"
FOLDER.mkdir(exist_ok=True)
#: if pages


def secret_key() -> str:
    """Return `SECRET_KEY`, which signs cookies, or one that is made once and kept."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = FOLDER / "secret_key"
    try:
        with open(
            os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w"
        ) as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()
#: end
