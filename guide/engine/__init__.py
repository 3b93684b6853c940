"""A Guide and answers in, a Decision out: pure functions over frozen data.

Nothing here reads a file, knows YAML, Flask or a sentence, or imports another package of `guide`.
What is computed here, `static/score.js`, `ways.js` and `analysis.js` compute to the last digit.
"""
