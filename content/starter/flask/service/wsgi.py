"""What a server serves. The model is loaded here, so that a broken one stops the start."""

import sys

from . import create_app
from .errors import Broken
from .model import current

try:
    current()
except Broken as broken:
    sys.exit(f"{broken}")
app = create_app()
