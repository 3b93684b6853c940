"""The benchmark: serve the twins, load them, compare them in pairs, and say what can be said.

Nothing here imports a framework or a twin, which run in processes of their own, so that what
measures does not carry what is measured: of `guide` it imports the phrases of `telling`, and what
`demos` has for both (the table of twins, how a process is started, what the Remote test asks). A
figure is never shown without its interval and its noise, nor read from a file in which it does
not follow from the blocks.
"""
