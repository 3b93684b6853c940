#: file if login
"""Users for the tests."""

from collections.abc import Iterable

from django.test import Client

#: if admin
from service.accounts import grant
#: end
from service.models import User


def sign_in(name: str, roles: Iterable[str] = ()) -> Client:
    """Return the client of a new user, who is logged in."""
    user = User.objects.create_user(name)
    #: if admin
    grant(user, roles)
    #: end
    client = Client()
    client.force_login(user)
    return client
