"""The settings, from the environment; README.md names them all."""

from os import environ

#: if sso
from . import instance, provider
#: end
#: if db and not sso or pages and not sso
from . import instance
#: end
from .contract import MAX_BODY
#: if db
from .database import with_driver
#: end

HOSTS = environ.get("HOSTS", "localhost,127.0.0.1").replace(" ", "").split(",")
TRUSTED_HOSTS = None if "*" in HOSTS else HOSTS
BEHIND_PROXY = environ.get("BEHIND_PROXY") == "1"
MAX_CONTENT_LENGTH = MAX_FORM_MEMORY_SIZE = MAX_BODY
#: if pages
SECRET_KEY = instance.secret_key()
SESSION_COOKIE_SECURE = environ.get("DEV") != "1"
SESSION_COOKIE_SAMESITE = "Lax"
#: end
#: if login
USE_SESSION_FOR_NEXT = True  # Flask-Login keeps there where somebody wanted to go
#: end
#: if sso
_provider = provider.from_environment(environ)
OIDC_SERVER_METADATA_URL = f"{_provider.issuer}/.well-known/openid-configuration"
OIDC_CLIENT_ID = _provider.client_id
OIDC_CLIENT_SECRET = _provider.client_secret
#: end
#: if db
SQLALCHEMY_DATABASE_URI = with_driver(
    environ.get("DATABASE_URL") or f"sqlite:///{instance.FOLDER}/service.sqlite3"
)
# as many connections as there are threads, while they wait for the model; few are kept
SQLALCHEMY_ENGINE_OPTIONS = {"pool_pre_ping": True, "max_overflow": -1}
#: end
