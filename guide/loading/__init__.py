"""Files in, a Site out, or every mistake at once, each with its place.

Nothing here decides or serves anything: it reads, checks and builds what `engine` works on.
A mistake of a person is never a traceback, and what is read is bounded before it is built.
"""

CRITERIA = "criteria.yaml"  # the file that makes a folder a guide
