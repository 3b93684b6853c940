#: file if key or login
"""Who may ask for predictions."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

#: if key
from . import keys
#: end
from .problems import problem


def allowed(request: HttpRequest) -> bool:
    """Tell whether a request comes from somebody who may ask."""
    #: if key and login
    if request.user.is_authenticated:
        return True
    #: end
    #: if key
    return keys.valid(request.headers.get("Authorization", ""))
    #: else
    return request.user.is_authenticated
    #: end


def required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer only those who may ask."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if allowed(request):
            return view(request, *args, **kwargs)
        #: if key
        return problem(401, headers={"WWW-Authenticate": "Bearer"})
        #: else
        return problem(401)
        #: end

    return guarded
