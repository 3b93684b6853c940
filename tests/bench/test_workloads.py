"""Each test knows a right answer from a wrong one."""

import json

import pytest

from guide.bench.result import TestName
from guide.bench.workloads import WORKLOADS, WrongAnswerError

PREDICTION = {
    "model": "heavy",
    "label": "virginica",
    "probability": 0.9,
    "probabilities": [{"label": "virginica", "probability": 0.9}],
}


def table(contents: list[str]) -> bytes:
    rows = "".join(f"<tr><td>{n}</td><td>{text}</td></tr>" for n, text in enumerate(contents))
    head = "<tr><th>Id</th><th>Message</th></tr>"
    return f"<html><table><thead>{head}</thead><tbody>{rows}</tbody></table></html>".encode()


def contents() -> list[str]:
    return ["Hello, World!", *(f"a&lt;b&gt;&amp;{n:03}" for n in range(100))]


def form(*names: str, token: str = '<input type="hidden" name="csrf" value="signed">') -> bytes:
    fields = "".join(f'<input name="{name}">' for name in names)
    return f'<form method="post">{token}<select name="model"></select>{fields}</form>'.encode()


def test_right_answers_are_taken():
    read = {name: workload.read for name, workload in WORKLOADS.items()}

    assert read["json"](b'{"message":"Hello, World!"}\n').expected.length == 28
    assert read["remote"](b"Hello, World!").expected.length == 13
    assert read["complete"](table(contents())).expected.times == 102
    assert read["form"](form("label", "probability", "note")).expected.times == 1
    assert read["predict"](json.dumps(PREDICTION).encode()).says["label"] == "virginica"


def test_spacing_is_no_difference_between_two_answers():
    read = WORKLOADS["json"].read

    assert read(b'{"message":"Hello, World!"}').says == read(b'{"message": "Hello, World!"}').says


@pytest.mark.parametrize(
    ("test", "body", "mistake"),
    [
        ("json", b'{"message": "Hello"}', "not the message"),
        ("json", b"<html>", "not JSON"),
        ("remote", b"Hello, World", "not what the remote server said"),
        ("predict", b'{"label": "virginica"}', "not a prediction"),
        ("predict", json.dumps(PREDICTION | {"model": "simple"}).encode(), "not a prediction"),
        ("form", form("label", "note"), "lacks probability"),
        ("form", form("label", "probability", "note", token=""), "no token"),
        ("complete", table(contents()[:-1]), "100 rows instead of 101"),
        ("complete", table(contents()[::-1]), "not sorted"),
        ("complete", table(["a", *contents()[1:]]), "unsaved message is missing|not sorted"),
        ("complete", table([*contents()[:-1], "b<b>bold</b>"]), "not escaped: <b>"),
        ("complete", b"", "0 rows instead of 101"),
    ],
)
def test_wrong_answers_are_refused(test: TestName, body: bytes, mistake: str):
    with pytest.raises(WrongAnswerError, match=mistake):
        WORKLOADS[test].read(body)


def test_a_server_that_is_not_there_is_a_wrong_answer():
    with pytest.raises(WrongAnswerError, match="GET /json: no answer"):
        WORKLOADS["json"].verify(1)
