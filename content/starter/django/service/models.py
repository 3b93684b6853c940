#: file if log or login
"""The tables, where Django looks for them."""

#: if log
from .log import Prediction
#: end
#: if login
from .users import User
#: end

__all__ = [
    #: if log
    "Prediction",
    #: end
    #: if login
    "User",
    #: end
]
