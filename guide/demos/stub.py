"""The server that the Remote test asks: it answers after a tenth of a second, always the same.

It listens on loopback, in threads of its own: a server with one worker that asked itself would
wait for itself. ``python -m guide.demos.stub`` runs it alone.
"""

import os
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DELAY = 0.1
PORT = 8099


class Handler(BaseHTTPRequestHandler):
    """Answers `Hello, World!` to every GET after `DELAY` seconds."""

    def do_GET(self) -> None:
        time.sleep(DELAY)
        body = b"Hello, World!"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Takes as many connections as a benchmark opens at once."""

    request_queue_size = 512


def url() -> str:
    """Return the address of the stub, which the first call in each process starts.

    ``TWIN_REMOTE_URL`` names one that runs elsewhere already.
    """
    return os.environ.get("TWIN_REMOTE_URL") or _started(os.getpid())


@cache
def _started(process: int) -> str:
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, name="remote-stub", daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


if __name__ == "__main__":
    print(f"http://127.0.0.1:{PORT}/")
    Server(("127.0.0.1", PORT), Handler).serve_forever()
