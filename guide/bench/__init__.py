"""The benchmark: serve the twins, load them, compare them in pairs, and say what can be said.

Nothing here imports Flask, Django or the twins; they are started as separate processes.
"""
