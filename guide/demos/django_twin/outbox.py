"""Mails: they are written to a table that their visitor may read, and none leaves the server."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import visitors
from .models import Mail
from .tidy import tidy


class EmailBackend(BaseEmailBackend):
    """Keeps what Django would have sent."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        tidy()
        for message in messages:
            Mail.objects.create(
                visitor=message.extra_headers["X-Visitor"],
                recipient=message.to[0],
                subject=message.subject,
                body=message.body,
            )
        return len(messages)


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the visitor's latest mails."""
    mine = Mail.objects.filter(visitor=visitors.current(request)).order_by("-id")
    return render(request, "outbox.html", {"mails": mine[:20]})
