"""What a server serves. The model is loaded here, so that a broken one stops the start."""

import os

from django.core.wsgi import get_wsgi_application

from .model import current

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "service.settings")
current()
app = get_wsgi_application()
