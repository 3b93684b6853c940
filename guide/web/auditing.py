"""The guide's audit: once a day, in the background, so that no page waits long for it."""

import datetime
import os
import threading
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLong

from guide.engine.audit import Audit, audit
from guide.engine.model import Guide

EPOCH = "SOURCE_DATE_EPOCH"  # seconds since 1970 of a build that can be repeated


def day_of_export() -> datetime.date:
    """Return the day that an export is made as of: of `SOURCE_DATE_EPOCH` where that is set.

    Raises `ValueError` where that is no number of seconds.
    """
    given = os.environ.get(EPOCH)
    if not given:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"{EPOCH} is {given!r} (expected: seconds since 1970)") from None


class Auditor:
    """Audits one guide, each day once, on the first need."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._lock = threading.Lock()
        self._day: datetime.date | None = None
        self._found: Future[Audit] = Future()

    def audit(
        self, patience: float | None = None, day: datetime.date | None = None
    ) -> Audit | None:
        """Return the audit of `day`, by default today's.

        None where it takes more than `patience` seconds from now: it is then still being made, for
        the next one who asks. Without `patience` one waits.
        """
        today = day or datetime.datetime.now(datetime.UTC).date()
        with self._lock:
            if self._day != today:
                self._day, self._found = today, Future()
                threading.Thread(target=self._make, args=(today, self._found), daemon=True).start()
            found = self._found
        try:
            return found.result(patience)
        except TooLong:
            return None

    def _make(self, today: datetime.date, found: "Future[Audit]") -> None:
        try:
            found.set_result(audit(self._guide, today))
        except BaseException as error:  # whoever waits for it is told
            found.set_exception(error)
