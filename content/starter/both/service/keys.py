#: file if key
"""Keys for programs. The service knows only their SHA-256: `API_KEYS`, with commas between.

`python -m service.keys` makes a key and says what to put there.
"""

import hashlib
import hmac
import os
import secrets

_hashes = os.environ.get("API_KEYS", "").replace(" ", "").split(",")
HASHES = [each for each in _hashes if each]


def digest(key: str) -> str:
    """Return the SHA-256 of a key."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def valid(header: str) -> bool:
    """Tell whether an Authorization header brings a key: `Bearer KEY`."""
    scheme, _, key = header.partition(" ")
    found = digest(key.strip())
    # every hash is compared, so that the time tells nothing
    matches = [hmac.compare_digest(found, each) for each in HASHES]
    return scheme.lower() == "bearer" and any(matches)


if __name__ == "__main__":
    made = secrets.token_urlsafe(32)
    print(f"The key: {made}\nAPI_KEYS={digest(made)}")
