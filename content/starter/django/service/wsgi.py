"""What a server serves. The model is loaded here, so that a broken one stops the start."""

import os
import sys

from django.core.wsgi import get_wsgi_application

#: if many
from .cards import models
#: end
from .chunks import counted
from .errors import Broken
#: if not many
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
application = counted(get_wsgi_application())
