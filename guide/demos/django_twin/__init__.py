"""A small machine-learning service in Django."""
