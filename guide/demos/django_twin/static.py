"""Where the static files are: below the root of the request that asks for their address."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.urls import get_script_prefix


class Files(StaticFilesStorage):
    """Asks for the root each time: Django would keep that of the first request for all others."""

    @property
    def base_url(self) -> str:
        """The path of the folder, with a slash at the end."""
        return f"{get_script_prefix()}static/"
