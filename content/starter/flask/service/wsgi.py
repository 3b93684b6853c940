"""What a server serves. The model is loaded here, so that a broken one stops the start."""

import sys

from . import create_app
#: if many
from .cards import models
#: end
from .chunks import counted
from .errors import Broken
#: if not many
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
application = counted(create_app())
