"""What a server serves. The model is loaded here, so that a broken one stops the start."""

import io
import os
import sys
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

#: if many
from .cards import models
#: end
from .contract import MAX_BODY
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
handler = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Count a body that is sent in chunks: without its length Django takes it for empty."""
    if "CONTENT_LENGTH" not in environ and environ.get("wsgi.input_terminated"):
        body = environ["wsgi.input"].read(MAX_BODY + 1)
        environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    return handler(environ, start_response)
