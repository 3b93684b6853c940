"""What of an answer is shown: a page without what could run, JSON in lines."""

import pytest

from guide.demos import rendered
from guide.demos.catalogue import Step
from guide.demos.rendered import Kind

STEP = Step(says="Ask", method="GET", path="a")
PAGE = """<body><nav>no</nav><main class="a"><h1 style="color:red" onclick='x()'>Yes</h1>
<script>no()</script><input type="hidden" name="csrf_token" value="no"><img src="no">


<a href="/no" id="it">Link</a><input autofocus name="n"></main>no</body>"""


def test_a_page_without_what_could_run_or_load() -> None:
    """Nor is a token kept, and no control can be used."""
    expected = '<h1>Yes</h1>\n\n<a id="it">Link</a><input disabled name="n">'

    assert expected == rendered.part(STEP, PAGE)


def test_a_step_may_choose_a_part() -> None:
    """Where it is not there, the whole page is shown."""
    step = STEP.model_copy(update={"part": "(<b>[\\s\\S]*</b>)"})

    assert ["<b>1</b>", "<i>2</i>"] == [
        rendered.part(step, html) for html in ("<main>0<b>1</b></main>", "<main><i>2</i></main>")
    ]


def test_a_frame_is_as_high_as_its_rows() -> None:
    """Up to a bound."""
    heights = [rendered.height(page) for page in ("", "<h1>a</h1><p>b", "<p>" * 99)]

    assert [24, 24 + 2 * 23 + 34, 340] == heights


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("application/problem+json", "{}", "json"),
        ("text/html; charset=utf-8", "<p>", "page"),
        ("text/html; charset=utf-8", "\n", "empty"),
        ("text/plain", "a", "text"),
    ],
)
def test_kinds(content_type: str, body: str, expected: Kind) -> None:
    """By the type, and empty is empty."""
    assert expected == rendered.kind(content_type, body)


def test_json_in_lines() -> None:
    """Each value as it was sent, also where the text is cut off."""
    text = '{"a":[],"b":[1,2.0,{"c":"x\\"},"}],"d'
    expected = (
        '{\n  "a": [],\n  "b": [\n    1,\n    2.0,\n    {\n      "c": "x\\"},"\n    }\n  ],\n  d'
    )

    assert expected == rendered.indented(text)
