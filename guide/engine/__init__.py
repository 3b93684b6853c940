"""A Guide and answers in, a Decision out: pure functions over frozen data.

Nothing here reads a file, knows YAML or Flask, says a word to a visitor (authors and programs are
told what is wrong with a value, and what was expected), or imports another package of `guide`.
What is computed here for visitors, scripts in `static/` that name the module compute alike.
"""
