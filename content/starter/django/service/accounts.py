#: file if login
"""Accounts: what people may do, and where they log in and out."""

#: if admin
from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
#: end
#: if sso
from django.contrib.auth.views import LogoutView
from django.urls import include, path
#: else
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path
#: end
#: if admin

from .models import User
#: end

#: if not admin
ROLES: dict[str, list[str]] = {}
#: end
#: if admin and not edit
ROLES = {"staff": ["view_prediction"]}  # each with its permissions
#: end
#: if edit and not roles
ROLES = {"staff": ["view_prediction", "change_prediction"]}  # each with its permissions
#: end
#: if roles
# each with its permissions
ROLES = {"staff": ["view_prediction"], "editor": ["change_prediction"]}
#: end

urlpatterns = [
    #: if sso
    path("accounts/", include("allauth.urls")),
    #: else
    path("login", LoginView.as_view(template_name="login.html"), name="login"),
    #: end
    path("logout", LogoutView.as_view(), name="logout"),
]
#: if admin


def grant(user: User, roles: Iterable[str]) -> None:
    """Give a user these roles, and no others."""
    user.is_staff = "staff" in roles
    user.groups.set(group(role) for role in roles)
    user.save()


def group(role: str) -> Group:
    """Return the group of a role, made with its permissions if it is missing."""
    found, new = Group.objects.get_or_create(name=role)
    if new:
        found.permissions.set(Permission.objects.filter(codename__in=ROLES[role]))
    return found
#: end
