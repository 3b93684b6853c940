"""Clearing old entries: strangers use this service, and nothing of theirs is kept for long."""

from datetime import timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Max, Q
from django.utils.timezone import now

from .models import Mail, Record, User

LIFETIME = timedelta(hours=24)
MOST = 10_000


def tidy() -> None:
    """Delete what is older than `LIFETIME`, and of each table all but the newest `MOST` rows."""
    for model, written in (
        (Record, "created"),
        (Mail, "created"),
        (User, "date_joined"),
        (LogEntry, "action_time"),
    ):
        newest = model.objects.aggregate(newest=Max("id"))["newest"] or 0
        old = Q(**{f"{written}__lt": now() - LIFETIME}) | Q(id__lte=newest - MOST)
        model.objects.filter(old).delete()
    sessions = Session.objects.order_by("-expire_date").values_list("expire_date", flat=True)
    oldest = sessions[MOST : MOST + 1].first() or now()
    Session.objects.filter(expire_date__lt=max(oldest, now())).delete()
