#: file if log or login
