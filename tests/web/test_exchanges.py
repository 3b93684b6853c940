"""The exchanges of a demo: the sentence over each, the same from Python and in the browser."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser

from guide import create_app
from guide.demos import answering, catalogue, outcomes, recordings, rendered
from guide.demos.catalogue import Demo, Step, demos
from guide.demos.outcomes import Reply
from guide.demos.twins import SHOWN
from guide.telling.phrases import Phrases
from guide.web import demo_source, excerpts, exchanges, happened
from tests.conftest import ROOT

SAY = Phrases()
WITH_STEPS = [each for each in demos() if each.steps]
PAGE = "<body><main><h1>a</h1><script>1</script>\n\n\n\n<input name='x' autofocus>b:</main></body>"
INVENTED = [
    [Reply(200, "json", '{"a": {"b": 1.5, "c": []}, "é": "x"}'), Reply(200, "json", '{"a": 1}')],
    [Reply(200, "json", '{"a": '), Reply(200, "json", "[1]")],
    [Reply(200, "page", "<p>a:</p>&lt;&amp;lt;"), Reply(200, "page", "<p>a</p> b <i>c</i>d")],
    [Reply(200, "text", "a"), Reply(200, "empty", "")],
    [Reply(404, "json", '{"detail": "Gone."}'), Reply(409, "json", '{"detail": "Full."}')],
    [Reply(200, "json", json.dumps(dict.fromkeys("fedcba", n))) for n in ("x" * 200, "y")],
]


def replies(demo: Demo, number: int) -> list[Reply]:
    found = [recording.exchanges[number] for recording in recordings.recorded(demo.id)]
    return [Reply(e.status, e.kind, e.page if e.kind == "page" else e.body) for e in found]


def cases() -> list[tuple[Demo, int, list[Reply]]]:
    """Return every recorded step, and answers that nobody gave, to the last one of the forms."""
    found = [
        (demo, number, replies(demo, number))
        for demo in WITH_STEPS
        for number in range(len(demo.steps))
    ]
    forms = next(demo for demo in WITH_STEPS if demo.id == "forms")
    return found + [(forms, len(forms.steps) - 1, each) for each in INVENTED]


TOLD = """([data, at, replies, page, text]) => {
  const judge = Outcomes.of(data, Phrases.of(data.phrases));
  const step = data.steps[at];
  return [judge.told(step, replies),
    replies.map((each) => judge.outcome(step, each)?.stopped ?? null),
    judge.part(step, page), judge.height(page), judge.framed("$&"), judge.indented(text)];
}"""


def told(step: Step, found: list[Reply], text: str) -> list[Any]:
    """Return what Python says of answers, as JSON holds it."""
    fitting = [outcomes.outcome(step, each) for each in found]
    said = [
        happened.told(SAY, step, found)._asdict(),
        [each.stopped if each else None for each in fitting],
        *(rendered.part(step, PAGE), rendered.height(PAGE), rendered.framed("$&")),
        rendered.indented(text),
    ]
    whole: list[Any] = json.loads(json.dumps(said))
    return whole


def test_the_browser_says_the_same(browser: Browser) -> None:
    """Of all that was recorded, and of what may come back otherwise."""
    page = browser.new_page()
    for name in ("phrases.js", "outcomes.js"):
        page.add_script_tag(path=ROOT / "static" / name)
    wrong = []
    for demo, number, found in cases():
        data = exchanges.script_data(SAY, demo)
        given = [each._asdict() for each in found]
        text = found[0].text
        here = told(demo.steps[number], found, text)
        if here != (there := page.evaluate(TOLD, [data, number, given, PAGE, text])):
            wrong.append((demo.id, number, here, there))
    page.close()

    assert [] == wrong


def test_who_answered_otherwise_is_named() -> None:
    """With what each did, and with what differs."""
    step = Step(says="Ask", method="GET", path="a")
    found = happened.told(SAY, step, INVENTED[4])

    assert "Flask answered with 404: “Gone”; Django answered with 409: “Full”." == found.outcome
    assert "They did not answer the same: Flask 404, Django 409." == found.alike
    assert not found.same


@pytest.mark.parametrize("demo", WITH_STEPS, ids=lambda demo: demo.id)
def test_every_exchange_leads_to_lines_that_the_page_shows_at_once(demo: Demo) -> None:
    """Of both twins: those that answered, and the one that stopped an attack."""
    shown = {
        line.anchor
        for source in demo_source.sources(demo)
        for row in source.used.rows
        for cell in row
        for line in cell.lines
    }
    for step in demo.steps:
        spans = [find(twin, step) for twin in SHOWN for find in (answering.made, answering.stops)]
        anchors = {excerpts.anchor(it.twin, it.file, it.first) for it in spans if it}

        assert all(answering.made(twin, step) for twin in SHOWN)
        assert anchors <= shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"made": "forms.py:no"}, "no such function"),
        ({"stops": {"flask": catalogue.Line(file="forms.py", line="no such")}}, "no line with"),
    ],
)
def test_a_line_that_is_not_there_is_a_mistake(change: dict[str, Any], said: str) -> None:
    """It is said where it should be."""
    step = Step(says="Ask", method="GET", path="a").model_copy(update=change)
    with pytest.raises(LookupError, match=rf"forms\.py: {said}"):
        _ = answering.made(SHOWN[0], step), answering.stops(SHOWN[0], step)


def test_an_attack_is_not_told_by_its_status() -> None:
    """What stopped it is, with a link to the line; the status is in the answer as it was sent."""
    html = create_app(ROOT).test_client().get("/demos/forms/").text
    first, kept = re.split(r'<div class="step"', html)[1:3]
    folded = re.compile(r"<details>.*?</details>", re.DOTALL)

    assert "200 OK" in first
    assert "200 OK" not in folded.sub("", first)
    assert "200 OK" in folded.sub("", kept)
    assert 'Stopped by</span> <a href="#flask-forms-py-25">forms.py, line 25</a>' in first
