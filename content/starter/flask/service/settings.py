"""The settings, from the environment; README.md names them all."""

from os import environ

#: if pages or db
from . import instance
#: end
from .contract import MAX_BODY

HOSTS = environ.get("HOSTS", "localhost,127.0.0.1,[::1]").split(",")
TRUSTED_HOSTS = None if HOSTS == ["*"] else HOSTS
BEHIND_PROXY = environ.get("BEHIND_PROXY") == "1"
MAX_CONTENT_LENGTH = MAX_BODY
#: if pages
SECRET_KEY = instance.secret_key()
SESSION_COOKIE_SECURE = environ.get("DEV") != "1"
SESSION_COOKIE_SAMESITE = "Lax"
#: end
#: if db
SQLALCHEMY_DATABASE_URI = environ.get(
    "DATABASE_URL", f"sqlite:///{instance.FOLDER}/service.sqlite3"
).replace("postgresql://", "postgresql+psycopg://", 1)
SQLALCHEMY_ENGINE_OPTIONS = {"pool_pre_ping": True}
#: end
