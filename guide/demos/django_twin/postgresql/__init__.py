"""Django's own backend for PostgreSQL, but for the wait for a database that is silent."""
