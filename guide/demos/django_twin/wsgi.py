"""The WSGI application: ``gunicorn guide.demos.django_twin.wsgi``."""

import os
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

from . import asked, bodies


class Request(WSGIRequest):
    """Where a charset is named, Django reads the query before anything catches what is wrong."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        with suppress(TooManyFieldsSent):  # it is raised again by whoever reads the query
            super()._set_content_type_params(meta)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"{__package__}.settings")

_zone = os.getenv("TZ")
application = get_wsgi_application()
if settings.PROFILE == "full":
    application.request_class = Request
    application = asked.Asked(bodies.Bounded(application))
# Django sets the time zone of the whole process, which a service may share.
if _zone is None:
    os.environ.pop("TZ", None)
else:
    os.environ["TZ"] = _zone
time.tzset()
