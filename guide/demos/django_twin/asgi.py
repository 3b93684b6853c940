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


settings.ROOT_URLCONF = __name__  # the one setting that is another here, read after this
application = get_asgi_application()

from . import urls  # noqa: E402  its models need the applications to be set up

urlpatterns = [path("remote", remote, name="remote"), *urls.urlpatterns]
