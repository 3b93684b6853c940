"""What is where in this service, for its first page."""

from typing import NamedTuple


class Group(NamedTuple):
    """What belongs to one demo: pages, each with what it does, and what only programs send."""

    demo: str
    title: str
    pages: dict[str, str]
    sent: tuple[str, ...] = ()


GROUPS = (
    Group("json", "JSON", {"json": "one small object"}),
    Group("remote", "Remote", {"remote": "asks a slow server, and waits"}),
    Group("complete", "Complete", {"complete": "a hundred rows of the database, and one more"}),
    Group("predict", "Predictions", {"models": "the models"}, ("POST predict",)),
    Group(
        "records",
        "A relational database",
        {"records": "your log of predictions, as JSON"},
        ("POST records", "GET, PUT, DELETE records/ID"),
    ),
    Group("features", "A key-value store", {}, ("GET, PUT, DELETE features/KEY",)),
    Group(
        "auth",
        "Accounts",
        {
            "signup": "make an account",
            "login": "log in, or out",
            "reset": "ask for a new password",
            "outbox": "the mails to you; none leaves the server",
        },
        ("GET me", "POST retrain", "POST logout"),
    ),
    Group("forms", "Forms, and an attack on them", {"form": "add to your log, and search it"}),
    Group("admin", "An admin site", {"enter": "enter as a demo user without a password"}),
)
