"""What holds when a visitor's requests come together, and what ends when it should."""

import contextlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.demos import servers
from tests.demos.client import TOKEN, Client

pytestmark = pytest.mark.usefixtures("processes")

RECORD = {"model": "simple", "label": "setosa", "probability": 0.98, "note": ""}
FIELDS = {"model": "simple", "label": "setosa", "probability": "1", "note": ""}
PASSWORD = "correct horse battery"


def cookies(visitor: Client) -> str:
    """Return a copy of all that a visitor's browser keeps."""
    return "; ".join(f"{each.name}={each.value}" for each in visitor.jar)


def sign_up(visitor: Client, name: str, token: dict[str, str]) -> int:
    """Make an account with a token that was read before; return the status."""
    fields = {"username": name, "email": f"{name}@example.org"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    return visitor.send("POST", "signup", form=token | fields | passwords).status


def test_bounds_hold_when_requests_come_together(client: Client) -> None:
    """A hundred records and ten accounts, and not one more."""
    client.get("records")  # from now on it is one visitor
    token = client.token("signup")
    same = {"Cookie": cookies(client)}
    with ThreadPoolExecutor(8) as together:
        records = list(
            together.map(lambda _: client.send("POST", "records", RECORD).status, range(104))
        )
        accounts = list(
            together.map(lambda n: sign_up(Client(client.base, same), f"u{n}", token), range(12))
        )

    assert (100, 4) == (records.count(201), records.count(409))
    assert 10 == accounts.count(302)


def test_a_record_that_is_deleted_stays_so(client: Client) -> None:
    """Whoever replaces it meanwhile was faster, or is told that it is gone."""
    client.get("records")
    same = {"Cookie": cookies(client)}

    def send(place: str, deletes: bool) -> int:
        visitor = Client(client.base, same)
        if deletes:
            return visitor.send("DELETE", place).status
        return visitor.send("PUT", place, RECORD).status

    replaced, found = set(), []
    with ThreadPoolExecutor(6) as together:
        for _ in range(20):
            place = f"records/{client.send('POST', 'records', RECORD).json['id']}"
            asked = [together.submit(send, place, n == 2) for n in range(6)]
            statuses = [each.result() for each in asked]
            replaced |= {*statuses[:2], *statuses[3:]}
            found.append((statuses[2], client.get(place).status))

    assert replaced <= {200, 404}
    assert {(204, 404)} == set(found)


def test_changes_in_the_administration_come_together(client: Client, twin: str) -> None:
    """None fails, and none brings back a record that is deleted meanwhile."""
    client.submit("enter")
    change = {"flask": "admin/record/edit/?id={}", "django": "admin/django_twin/record/{}/change/"}

    def send(number: int, fields: dict[str, str] | None) -> int:
        visitor = Client(client.base, {"Cookie": cookies(client)})
        if fields is None:
            return visitor.send("DELETE", f"records/{number}").status
        return visitor.send("POST", change[twin].format(number), form=fields).status

    changed, found = set(), set()
    with ThreadPoolExecutor(5) as together:
        for _ in range(10):
            number = client.send("POST", "records", RECORD).json["id"]
            fields = client.token(change[twin].format(number)) | FIELDS
            asked = [together.submit(send, number, None if n == 2 else fields) for n in range(5)]
            statuses = [each.result() for each in asked]
            changed |= {*statuses[:2], *statuses[3:]}
            found.add(client.get(f"records/{number}").status)

    assert changed <= {200, 302}  # Flask-Admin shows the form again where the record is gone
    assert {404} == found


def test_a_session_ends_with_the_log_out(client: Client, twin: str) -> None:
    """Also for whoever has kept a copy of the cookies."""
    client.get("records")
    assert 302 == sign_up(client, "ada", client.token("signup"))
    thief = Client(client.base, {"Cookie": cookies(client)})
    before = thief.get("me").status
    client.submit_to("logout", "login")

    assert 200 == before
    assert 401 == thief.get("me").status


def test_tables_that_are_gone_are_made_again(twin: str, tmp_path: Path) -> None:
    """Without a restart: one request is told that the database failed, the next is served."""
    with servers.twin(twin, tmp_path) as base:
        client = Client(base)
        client.get("records")
        path = tmp_path / f"{twin}_twin" / "twin.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            names = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
            for (name,) in names.fetchall():
                database.execute(f'DROP TABLE "{name}"')
        statuses = [client.get("records").status for _ in range(6)]

    assert 503 in statuses
    assert 200 == statuses[-1]


@pytest.mark.parametrize("url", ["http://[", "\\\\[", "\n", "a\r\nb"])
def test_an_address_to_return_to_that_is_none(
    served: Callable[[str, str], str], twin: str, url: str
) -> None:
    """It is refused or passed over, and nothing fails."""
    client = Client(served(twin, "files"))
    client.submit("enter")
    new = {"flask": "admin/record/new/", "django": "admin/django_twin/record/add/"}[twin]
    back = f"{new}?url={quote(url)}"
    found = TOKEN.search(client.get(new).text)
    assert found
    sent = {found[1]: found[2], **{name: str(value) for name, value in RECORD.items()}}
    statuses = [
        client.get(back).status,
        client.send("POST", back, form=sent).status,
    ]

    assert [status for status in statuses if status >= 500] == []
