"""A new password by mail, for whoever has forgotten theirs."""

from typing import Any

from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.views import PasswordResetConfirmView, PasswordResetView
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from . import visitors
from .models import User


class ResetForm(PasswordResetForm):
    """Where to send the link: only to the visitor's own users."""

    def save(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        self.visitor = visitors.current(request)
        super().save(*args, request=request, **options)

    def get_users(self, email: str) -> list[User]:
        # in the query, so that no time tells of another visitor's address
        found = User.objects.filter(visitor=self.visitor, email__iexact=email, is_active=True)
        return [user for user in found if user.has_usable_password()]

    def send_mail(
        self, subject: str, body: str, context: dict[str, Any], *others: Any, **more: Any
    ) -> None:
        EmailMessage(
            render_to_string(subject).strip(),
            render_to_string(body, context),
            to=[context["email"]],
            headers={"X-Visitor": self.visitor},
        ).send()


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class ResetConfirmView(PasswordResetConfirmView):
    """A new password, for whoever has the link and is the visitor it was written to."""

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if user and user.visitor == visitors.current(self.request) else None


reset = PasswordResetView.as_view(
    form_class=ResetForm,
    template_name="account.html",
    subject_template_name="reset_subject.txt",
    email_template_name="reset_mail.txt",
    success_url=reverse_lazy("outbox"),
    title="Reset password",
)

reset_confirm = ResetConfirmView.as_view(
    template_name="account.html",
    success_url=reverse_lazy("login"),
    title="Choose a new password",
)
