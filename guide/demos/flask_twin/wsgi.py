"""The WSGI application: ``gunicorn guide.demos.flask_twin.wsgi``."""

from . import create_app

application = create_app()
