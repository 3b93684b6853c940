"""The attack lab: what stops each attack is one line, and only a copy can lack it."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from guide.demos import lab, mount, processes
from guide.demos.catalogue import demo
from guide.demos.lab import Attack, Line
from guide.demos.runner import Refused
from guide.demos.twins import SHOWN, Twin

ATTACKS = lab.attacks()


def name(each: Attack | Twin) -> str:
    return each.id


def succeeded(target: Twin, without: Sequence[Line]) -> dict[str, bool]:
    """Send all attacks to one copy of a twin that lacks these lines; return which succeeded.

    Each has visitors of its own in it.
    """
    requests = [
        (attack, lab.Request(**{**vars(each), "who": attack.id + each.who}))
        for attack in ATTACKS
        for each in attack.requests
    ]
    texts = {attack.id: attack.read(None) for attack in ATTACKS}
    filled = [
        lab.Request(**{**vars(each), **lab.filled(each, texts[attack.id])})
        for attack, each in requests
    ]
    answers = lab.answered(target, without, filled, "")
    last = {attack.id: each["body"] for (attack, _), each in zip(requests, answers, strict=True)}
    return {
        attack.id: attack.proof.replace("{input}", texts[attack.id]) in last[attack.id]
        for attack in ATTACKS
    }


@pytest.mark.heavy
@pytest.mark.parametrize("target", SHOWN, ids=name)
def test_each_attack_succeeds_without_its_line(target: Twin) -> None:
    """That none does with it is shown by the twins themselves, below."""
    lines = [attack.lines[target.id] for attack in ATTACKS]

    assert dict.fromkeys((each.id for each in ATTACKS), True) == succeeded(target, lines)


@pytest.mark.parametrize("target", SHOWN, ids=name)
def test_no_twin_can_turn_a_guard_off(target: Twin) -> None:
    """Each has all lines, nothing that a copy gets in their place, and no word of the lab."""
    texts = "\n".join(
        path.read_text(encoding="utf-8")
        for path in target.folder.rglob("*")
        if path.suffix in (".py", ".html")
    )

    for attack in ATTACKS:
        line = attack.lines[target.id]
        guarded = lab.text_of(target.id, line.file).splitlines()
        assert line.guard in guarded[lab.number(guarded, line) - 1]
        assert not line.instead or line.instead not in texts
    assert (
        re.findall(r"WTF_CSRF|\|\s*safe\b|autoescape (?:off|false)|mark_safe|Markup", texts) == []
    )


@pytest.fixture(scope="module")
def mounted(processes: object, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return mount.mount(None, tmp_path_factory.mktemp("instance"))


def test_nothing_that_is_sent_turns_a_guard_off(mounted: Any, twin: str) -> None:
    """No field, header or cookie: the twins under /demo/ stop all three attacks."""
    client, path = Client(mounted), f"/demo/{twin}/form"
    names = ("protection", "without", "attack", "lab", "csrf", "guard", "WTF_CSRF_ENABLED", "off")
    fields = dict.fromkeys(names, "off") | {"text": "1"}
    headers = {f"X-{each}": "off" for each in ("Protection", "Without", "Lab", "CSRF", "Guard")}
    for each in names:
        client.set_cookie(each, "off", path=f"/demo/{twin}/")
    record = {"model": "simple", "label": "setosa", "probability": "1", "note": "<b>forged</b>"}
    client.get(path)
    forged = client.post(path, query_string=fields, data=record | fields, headers=headers)
    token = re.search(r'name="(csrf\w+)"[^>]*value="([^"]+)"', client.get(path).text)
    assert token
    client.post(
        path, query_string=fields, data=record | fields | {token[1]: token[2]}, headers=headers
    )
    kept = client.get(path, query_string=fields, headers=headers).text
    other = Client(mounted).get(path, query_string=fields | {"q": "') OR ('1' LIKE '1"}).text

    assert 403 == forged.status_code
    assert 1 == kept.count("&lt;b&gt;forged")
    assert "<b>forged" not in kept
    assert "forged" not in other


def test_a_copy_is_gone_after_its_attack() -> None:
    """With its database and all else that it kept."""
    with lab.copied(SHOWN[0], [ATTACKS[0].lines[SHOWN[0].id]]) as folder:
        changed = (folder / SHOWN[0].folder.name / "guards.py").read_text(encoding="utf-8")

    assert "WTF_CSRF_ENABLED" in changed
    assert not Path(folder).exists()


def test_a_page_that_a_query_made_long_is_cut() -> None:
    """The site reads what the copy prints, and a stranger may write the query."""
    found, flask = lab.attack("injection"), SHOWN[0]
    assert found
    text = "') UNION ALL SELECT 1,1,1,1,1,hex(zeroblob(1000000)),created FROM record--"
    answers = lab.answered(flask, [found.lines[flask.id]], found.requests, found.read(text))

    assert "<td>000" in answers[-1]["body"]
    assert len(answers[-1]["body"]) == 100_000


def test_one_attack_at_a_time(mounted: Any) -> None:
    """Whoever comes meanwhile is told when to come back."""
    with lab.turn(), pytest.raises(Refused) as refused:
        lab.run_all(mounted, ATTACKS[0], "", protected=False, address="")

    assert 503 == refused.value.status


def test_a_copy_that_gives_no_answer(mounted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that took all that it may take: the visitor is told to come back."""

    def silent(*_: Any, **__: Any) -> None:
        raise processes.ProcessError

    monkeypatch.setattr(processes, "output", silent)
    with pytest.raises(Refused) as refused:
        lab.run_all(mounted, ATTACKS[0], "", protected=False, address="")

    assert 503 == refused.value.status


@pytest.mark.parametrize(
    ("given", "expected"),
    [("<i>x</i>", "<i>x</i>"), (" <i> ", "<i>"), ("", None), ("x" * 181, None), ("\x00", None)],
)
def test_a_text_has_bounds(given: str, expected: str | None) -> None:
    """One that breaks them is not taken."""
    attack = ATTACKS[1]
    assert attack.input

    assert (expected or attack.input.default) == attack.read(given)


def test_what_is_searched_for_is_no_pattern() -> None:
    """A percent sign or a colon would not mean the same in both twins' queries."""
    attack = ATTACKS[2]

    assert attack.read(None) == attack.read("%") == attack.read("x:y")


def test_the_demo_of_the_form_leads_to_it() -> None:
    """It sends the same attacks to the services themselves."""
    found = demo("forms")

    assert found
    assert found.attacked
