"""The settings, from the environment; README.md names them all."""

from os import environ
#: if db
from urllib.parse import parse_qsl, unquote, urlsplit
#: end

#: if sso
from . import instance, provider
#: end
#: if db and not sso or pages and not sso
from . import instance
#: end
from .contract import MAX_BODY

_hosts = environ.get("HOSTS", "localhost,127.0.0.1,[::1]")
ALLOWED_HOSTS = _hosts.replace(" ", "").split(",")
if environ.get("BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY

ROOT_URLCONF = "service.urls"
WSGI_APPLICATION = "service.wsgi.application"
INSTALLED_APPS = ["service"]
MIDDLEWARE = [
    "service.middleware.headers_middleware",
    "django.middleware.security.SecurityMiddleware",
    "service.middleware.ProblemMiddleware",
    "django.middleware.common.CommonMiddleware",
]
# for check --deploy: headers.py forbids frames; TLS, and the redirect to it, are the proxy's
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W004", "security.W008"]
TIME_ZONE = "UTC"
LOGGING = {  # without this, Django keeps what fails to itself
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR"},
        # a request for another host name gets 400, and fills no log with tracebacks
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
#: if pages

INSTALLED_APPS += ["django.contrib.staticfiles"]
MIDDLEWARE += [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
SECRET_KEY = instance.secret_key()
DATA_UPLOAD_MAX_NUMBER_FIELDS = None  # a field for each input; MAX_BODY bounds them
CSRF_FAILURE_VIEW = "service.problems.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environ.get("DEV") != "1"
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # few small files: they are served from where they are
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
]
#: else
# there is no form to guard, and nothing to sign
SILENCED_SYSTEM_CHECKS += ["security.W003", "security.W009"]
#: end
#: if db

_url = urlsplit(environ.get("DATABASE_URL", ""))
_postgresql = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": unquote(_url.path[1:]),
    "USER": unquote(_url.username or ""),
    "PASSWORD": unquote(_url.password or ""),
    "HOST": _url.hostname or "",
    "PORT": _url.port or "",
    "OPTIONS": dict(parse_qsl(_url.query)),
    "CONN_MAX_AGE": None,  # each thread keeps its connection, which is checked first
    "CONN_HEALTH_CHECKS": True,
}
_sqlite = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": instance.FOLDER / "service.sqlite3",
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10},
}
DATABASES = {"default": _postgresql if _url.scheme else _sqlite}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
#: end
#: if login

INSTALLED_APPS += [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
MIDDLEWARE += [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES[0]["OPTIONS"] = {
    "context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]
}
AUTH_USER_MODEL = "service.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in (
        "UserAttributeSimilarity",
        "MinimumLength",
        "CommonPassword",
        "NumericPassword",
    )
]
LOGIN_REDIRECT_URL = "index"
LOGIN_URL = LOGOUT_REDIRECT_URL = "login"
#: end
#: if sso

_provider = provider.from_environment(environ)
INSTALLED_APPS += [
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the provider knows its people
ACCOUNT_UNIQUE_EMAIL = False  # they are told apart by its id for them
SOCIALACCOUNT_ONLY = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link, for forms may not lead to other sites
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,  # guards the code as a nonce would (RFC 9700, 2.1.1)
        "APPS": [
            {
                "provider_id": "oidc",
                "name": "OpenID Connect",
                "client_id": _provider.client_id,
                "secret": _provider.client_secret,
                "settings": {"server_url": _provider.issuer},
            }
        ],
    }
}
#: end
#: if admin

INSTALLED_APPS += ["django.contrib.admin"]
#: end
#: if redis

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "answers": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": environ["REDIS_URL"],
        "OPTIONS": {
            "serializer": "service.cache.Json",
            # a silent Redis may not hold up a prediction for long
            "socket_timeout": 0.5,
            "socket_connect_timeout": 0.5,
        },
    }
    if environ.get("REDIS_URL")
    else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
#: end
#: if jobs

INSTALLED_APPS += ["django_tasks", "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: end
