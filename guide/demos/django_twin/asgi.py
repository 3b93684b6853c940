"""The ASGI application, for measuring: as the WSGI one, but Remote waits without a thread.

``uvicorn guide.demos.django_twin.asgi:application``
"""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from . import waiting
from .problems import problem

os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"{__package__}.settings")


async def remote(request: HttpRequest) -> HttpResponse:
    """Wait for another server, and pass on what it says."""
    try:
        answer = await waiting.fetch(settings.REMOTE_URL)
    except OSError:
        return problem(503, "The remote server does not answer. See TWIN_REMOTE_URL.")
    return HttpResponse(answer, content_type="text/plain")


settings.ROOT_URLCONF = __name__  # read after this, like what follows
# A request has a thread of its own here, and a connection kept for that thread is never used again:
# each would stay open until the database takes no more. So they are shared, as Django recommends
# for ASGI: at most as many as the FastAPI twin has threads, and with them connections.
CONNECTIONS = 40
settings.DATABASES["default"]["CONN_MAX_AGE"] = 0
if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
    pool = {"max_size": CONNECTIONS, "timeout": 10}  # seconds to wait for one of them
    settings.DATABASES["default"]["OPTIONS"]["pool"] = pool
application = get_asgi_application()

from . import urls  # noqa: E402  its models need the applications to be set up

urlpatterns = [path("remote", remote, name="remote"), *urls.urlpatterns]
