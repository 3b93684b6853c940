#: file if remote
"""A server that stands in for the model's on a developer's machine: it names iris flowers."""

import functools
import json
import math
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CENTRES = {
    "setosa": (5.0, 3.4, 1.5, 0.2),
    "versicolor": (5.9, 2.8, 4.3, 1.3),
    "virginica": (6.6, 3.0, 5.6, 2.0),
}


class Handler(BaseHTTPRequestHandler):
    """Answers a row with the nearest flower: as one object, or a line for each distance."""

    def do_POST(self) -> None:
        row = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        point = tuple(row.values())
        found = {name: math.dist(point, centre) for name, centre in CENTRES.items()}
        pieces: list[Any] = [
            {"name": name, "distance": value} for name, value in found.items()
        ]
        if self.headers["Accept"] != "application/x-ndjson":
            pieces = [
                {"prediction": min(found, key=found.__getitem__), "distances": found}
            ]
        self.send_response(200)
        self.end_headers()
        for piece in pieces:
            self.wfile.write(json.dumps(piece).encode() + b"\n")

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@functools.cache
def start() -> str:
    """Serve on a free port until the process ends; return the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"
