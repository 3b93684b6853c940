"""What a server serves. The model is loaded here, so that a broken one stops the start."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from .errors import Broken
from .model import current

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "service.settings")
try:
    current()
except Broken as broken:
    sys.exit(f"{broken}")
app = get_wsgi_application()
