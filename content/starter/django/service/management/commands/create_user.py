#: file if login and not sso
"""The command that adds users."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

#: if admin
from service.accounts import ROLES
#: end
from service.models import User
from service.passwords import create_user


class Command(BaseCommand):
    """Adds a user, and prints the password."""

    help = "Add a user, and print the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        #: if admin
        parser.add_argument("--role", choices=ROLES, action="append", default=[])
        #: end
        text = "Only if there is none; with every role."
        parser.add_argument("--first", action="store_true", help=text)

    def handle(self, *args: Any, name: str, first: bool, **options: Any) -> None:
        if first and User.objects.exists():
            return
        if User.objects.filter(username=name).exists():
            raise CommandError(f"there is a user {name} already")
        #: if admin
        password = create_user(name, ROLES if first else options["role"])
        #: else
        password = create_user(name)
        #: end
        self.stdout.write(f"The password of {name} is {password}")
