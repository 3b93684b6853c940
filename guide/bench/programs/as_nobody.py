"""Become the user `nobody`, then the command: for what refuses to run as root.

python as_nobody.py COMMAND...
"""

import os
import pwd
import sys

user = pwd.getpwnam("nobody")
os.setgroups([])
os.setgid(user.pw_gid)
os.setuid(user.pw_uid)
os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - the command of whoever starts this
