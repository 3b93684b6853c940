"""What a server serves. The model is loaded here, so that a broken one stops the start."""

import sys

from . import create_app
#: if many
from .cards import models
from .errors import Broken
#: else
from .errors import Broken
from .model import current
#: end

try:
    #: if many
    models()
    #: else
    current()
    #: end
except Broken as broken:
    sys.exit(f"{broken}")
application = create_app()
