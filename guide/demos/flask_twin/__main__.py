"""The command line: ``python -m guide.demos.flask_twin run``, and Flask's other commands."""

import os
import sys

from flask.cli import main

if __name__ == "__main__":
    os.environ.setdefault("FLASK_APP", "guide.demos.flask_twin")
    sys.exit(main())
