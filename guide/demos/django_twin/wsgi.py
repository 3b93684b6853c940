"""The WSGI application: ``gunicorn guide.demos.django_twin.wsgi``."""

import os
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from . import bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"{__package__}.settings")

_zone = os.getenv("TZ")
application = get_wsgi_application()
if settings.PROFILE == "full":
    application = bodies.Bounded(application)
# Django sets the time zone of the whole process, which a service may share.
if _zone is None:
    os.environ.pop("TZ", None)
else:
    os.environ["TZ"] = _zone
time.tzset()
