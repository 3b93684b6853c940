"""The command line: ``python -m guide.demos.flask_twin run``, and Flask's other commands."""

import os

from flask.cli import main

if __name__ == "__main__":
    os.environ.setdefault("FLASK_APP", __package__)
    main()
