#: file if db
"""The database."""

from django.core.management import call_command
from django.test import TestCase


class MigrationsTest(TestCase):
    """The migrations."""

    def test_they_are_those_of_the_models(self) -> None:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
