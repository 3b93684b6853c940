"""A decision guide: answers in, a recommendation with its reasons out."""
