#: file if sso
"""The OpenID provider where people log in: what you got when you registered the service there."""

from collections.abc import Mapping
from typing import NamedTuple

NAMES = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")


class Provider(NamedTuple):
    """Its address, and the name and the secret that it knows this service by."""

    issuer: str
    client_id: str
    client_secret: str


def from_environment(environ: Mapping[str, str]) -> Provider:
    """Return the provider. On a developer's machine it may be missing: nobody logs in then."""
    missing = [name for name in NAMES if not environ.get(name)]
    if missing and environ.get("DEV") != "1":
        raise RuntimeError(
            f"{', '.join(missing)} must be set: nobody could log in. To fix this: register "
            "the service at your OpenID provider, and set what it gives you"
        )
    issuer, *client = (environ.get(name, "") for name in NAMES)
    return Provider(issuer.rstrip("/"), *client)
