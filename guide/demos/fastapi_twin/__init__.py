"""The benchmark's tests in FastAPI, as a plain reference: no pages, no log, no accounts."""
