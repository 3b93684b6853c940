"""What a server serves. The model is loaded here, so that a broken one stops the start."""

from . import create_app
from .model import current

current()
app = create_app()
