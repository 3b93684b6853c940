"""The backend's connections."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import IsolationLevel

from ..silence import Connection


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but for the class of a connection that no pool hands out."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect with what the settings say."""
        if self.pool:
            return super().get_new_connection(conn_params)
        self.isolation_level = IsolationLevel.READ_COMMITTED  # as Django's own sets it
        return Connection.connect(**conn_params)
