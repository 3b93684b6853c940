#: file if login
