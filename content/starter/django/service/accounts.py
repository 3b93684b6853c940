#: file if login
"""Accounts. Nobody signs up; `manage.py create_user` makes them."""

import secrets
from collections.abc import Iterable

#: if roles
from django.contrib.auth.models import Group, Permission
#: end
from django.db import transaction

from .models import User

#: if not admin
ROLES = ()
#: end
#: if admin and not roles
ROLES = ("staff",)
#: end
#: if roles
ROLES = ("staff", "editor")
PERMISSIONS = {"staff": ["view_prediction"], "editor": ["change_prediction"]}
#: end


@transaction.atomic
def create_user(name: str, roles: Iterable[str] = ()) -> str:
    """Add a user; return the password, which is made here and kept as a hash only."""
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(name, password=password)
    #: if admin and not roles
    user.is_staff = user.is_superuser = "staff" in roles
    #: end
    #: if roles
    user.is_staff = "staff" in roles
    user.groups.set(group(role) for role in roles)
    #: end
    user.save()
    return password
#: if roles


def group(role: str) -> Group:
    """Return the group of a role, made with its permissions if it is missing."""
    found, new = Group.objects.get_or_create(name=role)
    if new:
        codes = PERMISSIONS[role]
        found.permissions.set(Permission.objects.filter(codename__in=codes))
    return found
#: end
