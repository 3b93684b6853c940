#: file if admin or login and not sso
