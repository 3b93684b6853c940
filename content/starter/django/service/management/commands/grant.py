#: file if sso and admin
"""The command that says what people may do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from service.accounts import ROLES, grant
from service.models import User


class Command(BaseCommand):
    """Gives somebody who has logged in before roles."""

    help = "Give somebody who has logged in before these roles, and no others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--role", choices=ROLES, action="append", default=[])

    def handle(self, *args: Any, name: str, role: list[str], **options: Any) -> None:
        try:
            grant(User.objects.get(username=name), role)
        except User.DoesNotExist:
            raise CommandError(f"nobody called {name} has logged in") from None
