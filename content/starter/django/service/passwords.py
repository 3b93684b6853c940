#: file if login and not sso
"""Users with passwords. Nobody signs up; `manage.py create_user` makes them."""

import secrets
from collections.abc import Iterable

from django.db import transaction

#: if admin
from .accounts import grant
#: end
from .models import User


@transaction.atomic
def create_user(name: str, roles: Iterable[str] = ()) -> str:
    """Add a user; return the password, which is made here and kept as a hash only."""
    password = secrets.token_urlsafe(12)
    #: if admin
    grant(User.objects.create_user(name, password=password), roles)
    #: else
    User.objects.create_user(name, password=password)
    #: end
    return password
