"""What a server serves. The model is loaded here, so that a broken one stops the start."""

import os
import sys

from django.core.wsgi import get_wsgi_application

#: if many
from .cards import models
from .errors import Broken
#: else
from .errors import Broken
from .model import current
#: end

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "service.settings")
try:
    #: if many
    models()
    #: else
    current()
    #: end
except Broken as broken:
    sys.exit(f"{broken}")
application = get_wsgi_application()
