#: file if pages or db
"""The folder instance/: the one place where the service keeps anything. Not for git."""

#: if pages
import contextlib
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
    path, draft = FOLDER / "secret_key", FOLDER / f"secret_key.{os.getpid()}"
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # another process was faster
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
#: end
