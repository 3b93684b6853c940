#: file if key or login
"""Who may ask for predictions."""

from collections.abc import Callable
from functools import wraps
from typing import Any

#: if key
from flask import abort, request
#: else
from flask import abort
#: end
#: if login
from flask_login import current_user
#: end
#: if key
from werkzeug.datastructures import WWWAuthenticate

from . import keys
#: end


def allowed() -> bool:
    """Tell whether a request comes from somebody who may ask."""
    #: if key and login
    if current_user.is_authenticated:
        return True
    #: end
    #: if key
    return keys.valid(request.headers.get("Authorization", ""))
    #: else
    return current_user.is_authenticated
    #: end


def required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view answer only those who may ask."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not allowed():
            #: if key
            abort(401, www_authenticate=WWWAuthenticate("bearer"))
            #: else
            abort(401)
            #: end
        return view(*args, **kwargs)

    return guarded
