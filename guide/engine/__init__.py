"""A Guide and answers in, a Decision out: pure functions over frozen data.

Nothing here reads a file, knows YAML, Flask or a sentence, or imports another package of `guide`.
What is computed here, scripts in `static/` with the same names compute to the last digit.
"""
