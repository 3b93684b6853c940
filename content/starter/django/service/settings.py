"""The settings, from the environment; README.md names them all."""

from os import environ

from .contract import MAX_BODY

ALLOWED_HOSTS = environ.get("HOSTS", "localhost,127.0.0.1,[::1]").split(",")
if environ.get("BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY

ROOT_URLCONF = "service.urls"
WSGI_APPLICATION = "service.wsgi.app"
MIDDLEWARE = [
    "service.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "service.middleware.ProblemMiddleware",
    "django.middleware.common.CommonMiddleware",
]
SECURE_REFERRER_POLICY = "same-origin"
APPEND_SLASH = False
USE_TZ = True
