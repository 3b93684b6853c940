#: file if login and not sso
"""Passwords."""

import io

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from service.models import User
from service.passwords import create_user

from .cases import ServiceTest


class PasswordsTest(ServiceTest):
    """Log in with a password."""

    def test_password_lets_in(self) -> None:
        fields = {"username": "bob", "password": create_user("bob")}

        self.assertRedirects(Client().post("/login", fields), "/")

    def test_wrong_password_is_refused(self) -> None:
        response = Client().post("/login", {"username": "ann", "password": "no"})

        self.assertContains(response, 'class="error"')

    def test_weak_password_is_not_taken(self) -> None:
        for weak in ("short", "password1", "84726150937"):
            with self.subTest(weak=weak), self.assertRaises(ValidationError):
                validate_password(weak)

    def test_another_password_ends_sessions(self) -> None:
        user = User.objects.get(username="ann")
        user.set_password("another")
        user.save()

        self.assertRedirects(self.client.get("/"), "/login?next=/")

    def test_command_adds_a_user(self) -> None:
        written = io.StringIO()
        call_command("create_user", "eve", stdout=written)
        call_command("create_user", "other", "--first", stdout=written)

        self.assertIn("password of eve", written.getvalue())
        self.assertNotIn("other", written.getvalue())
