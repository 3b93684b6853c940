"""The twins, one service in several frameworks, file for file alike, and what shows them.

Nothing here imports the rest of `guide`, and a twin, which only `twins.TWINS` knows by name, knows
nothing but its own folder, so that a reader can lift it out. No twin is imported but by its first
request or in a process of its own: a site that nobody asks for a demo loads no library of theirs.
"""
