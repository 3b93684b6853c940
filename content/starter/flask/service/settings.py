"""The settings, from the environment; README.md names them all."""

from os import environ

from .contract import MAX_BODY

HOSTS = environ.get("HOSTS", "localhost,127.0.0.1,[::1]").split(",")
TRUSTED_HOSTS = None if HOSTS == ["*"] else HOSTS
BEHIND_PROXY = environ.get("BEHIND_PROXY") == "1"
MAX_CONTENT_LENGTH = MAX_BODY
