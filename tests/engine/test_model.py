"""The loader: every rule, each mistake with its place, and never a traceback."""

import datetime
import json
import random
import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from guide.engine import model
from guide.loading import criteria, textfile, yamlfile
from guide.loading.mistakes import Invalid
from tests import short
from tests.engine.test_data import fits
from tests.samples import examples

TEXT = """\
title: Tea or coffee?
updated: 2026-11-22
alternatives:
  - {id: tea, name: Tea, summary: Leaves.}
  - {id: coffee, name: Coffee, summary: Beans.}
verdict: {close: 5, clear: 20}
criteria:
  - id: time
    title: Time
    ask: What time is it?
    why: It matters.
    importance: 3
    options:
      - id: morning
        label: Morning
        fit: {tea: 4, coffee: 9}
        because: {tea: Slow., coffee: Quick.}
      - id: evening
        label: Evening
        fit: {tea: 8, coffee: 2}
        because: {tea: Calm., coffee: Awake.}
  - id: sleep
    title: Sleep
    ask: Do you sleep well?
    why: It matters too.
    when: {time: [evening]}
    options:
      - id: badly
        label: Badly
        fit: {tea: 6, coffee: 0}
        because: {tea: Fine., coffee: No.}
        rules_out: {coffee: You would not sleep.}
    claims:
      - id: half-life
        says: Caffeine stays for hours.
        verdict: holds
        note: It does.
        checked: 2026-11-20
        sources: [{title: A book}]
elsewhere:
  - id: water
    name: Water
    place: beside
    because: It is there anyway.
    link: /water/
    rules:
      - when: {time: [evening]}
        unless: {sleep: [badly]}
"""
SECOND_CRITERION = TEXT[TEXT.index("  - id: sleep") :]


def mistakes(text: str) -> list[str]:
    with pytest.raises(Invalid) as caught:
        criteria.parse(text)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_guide():
    """A correct file gives the guide that it says."""
    guide = criteria.parse(TEXT)

    assert guide.title == "Tea or coffee?"
    assert guide.updated == datetime.date(2026, 11, 22)
    assert [a.id for a in guide.alternatives] == ["tea", "coffee"]
    assert guide.criterion("sleep").when == ({"time": ("evening",)},)
    assert guide.criterion("sleep").importance == 3
    assert guide.criterion("sleep").option("badly").rules_out == {"coffee": "You would not sleep."}
    assert re.fullmatch("[0-9a-f]{12}", guide.digest)


def test_elsewhere():
    """Where else to look, and when."""
    (found,) = criteria.parse(TEXT).elsewhere

    assert (found.id, found.place, found.link) == ("water", "beside", "/water/")
    assert [(rule.when, rule.unless) for rule in found.rules] == [
        ({"time": ("evening",)}, {"sleep": ("badly",)})
    ]


def test_others():
    """`others` stands for all that are not named; nothing beside it excepts one."""
    text = TEXT.replace("fit: {tea: 4, coffee: 9}", "fit: {tea: 4, others: 9}")
    text = text.replace("because: {tea: Slow., coffee: Quick.}", "because: {others: Quick.}")
    text = text.replace("{coffee: You would not sleep.}", "{tea: , others: You would not sleep.}")

    guide = criteria.parse(text)

    morning = guide.criterion("time").option("morning")
    assert morning.fit == {"tea": 4, "coffee": 9}
    assert morning.because == {"tea": "Quick.", "coffee": "Quick."}
    assert guide.criterion("sleep").option("badly").rules_out == {"coffee": "You would not sleep."}


@pytest.mark.parametrize(("written", "fit"), [("6.5", 6.5), ("7.0", 7), ("0.1", 0.1), ("10", 10)])
def test_tenths(written, fit):
    """Fits are in steps of 0.1, and whole ones stay whole."""
    guide = criteria.parse(TEXT.replace("tea: 4,", f"tea: {written},"))

    found = guide.criterion("time").option("morning").fit["tea"]

    assert repr(found) == repr(fit)


@pytest.mark.parametrize(
    "when", ["{time: [evening]}", "[{time: [evening]}, {time: [morning, evening]}]", "{}"]
)
def test_when_comes_out_as_written(when):
    """One mapping is a mapping again, and a list a list."""
    guide = criteria.parse(TEXT.replace("{time: [evening]}\n    options", f"{when}\n    options"))

    assert guide.as_data()["criteria"][1]["when"] == yaml.safe_load(when)


def test_digest_changes():
    """Any change of the words changes the digest, and a change of layout does not."""
    guide = criteria.parse(TEXT)

    assert criteria.parse(TEXT.replace("Calm.", "Very calm.")).digest != guide.digest
    assert criteria.parse(TEXT.replace("{close: 5, clear: 20}", "{clear: 20, close: 5}")) == guide
    assert criteria.parse(TEXT.replace("    importance: 3\n", "")).digest == guide.digest


WRONG = [
    ("tea: 4,", "tea: 11,", "16:20: criteria[0].options[0].fit.tea: got 11 (expected: 10 or less)"),
    ("tea: 4,", "tea: -1,", "16:20: criteria[0].options[0].fit.tea: got -1 (expected: 0 or more)"),
    (
        "tea: 4,",
        "tea: 4.55,",
        "16:20: criteria[0].options[0].fit.tea: got 4.55 (expected: a number from 0 to 10, in st",
    ),
    (
        "tea: 4,",
        "tea: '4',",
        "16:20: criteria[0].options[0].fit.tea: got '4' (expected: a number)",
    ),
    (
        "tea: 4,",
        "tea: 012,",
        "16:20: criteria[0].options[0].fit.tea: got '012' (expected: a number in plain digits, su",
    ),
    (
        "tea: 4,",
        "tea: true,",
        "16:20: criteria[0].options[0].fit.tea: got true (expected: a number)",
    ),
    (
        "tea: 4, coffee: 9",
        "tea: 4, cofee: 9",
        "16:23: criteria[0].options[0].fit: unknown alternative 'cofee' (expected: coffee, tea)",
    ),
    (
        "fit: {tea: 4, coffee: 9}",
        "fit: {coffee: 9}",
        "16:14: criteria[0].options[0].fit: no fit for 'tea' (expected: one for coffee, tea)",
    ),
    (
        "rules_out: {coffee:",
        "rules_out: {milk:",
        "32:21: criteria[1].options[0].rules_out: unknown alternative 'milk' (expected: c",
    ),
    (
        "importance: 3",
        "importance: 6",
        "12:17: criteria[0].importance: got 6 (expected: 5 or less)",
    ),
    (
        "importance: 3",
        "importance: high",
        "12:17: criteria[0].importance: got 'high' (expected: a whole number)",
    ),
    ("id: evening", "id: morning", "18:13: criteria[0].options[1].id: duplicate option 'morning'"),
    ("id: sleep", "id: time", "22:9: criteria[1].id: duplicate criterion 'time'"),
    ("id: coffee", "id: tea", "5:10: alternatives[1].id: duplicate alternative 'tea'"),
    (
        "importance: 3",
        "importanse: 3",
        "12:5: criteria[0]: unknown key 'importanse' (expected: ask, claims, id, importance, ",
    ),
    (
        "importance: 3",
        "importance: 3\n    importance: 4",
        "13:5: criteria[0]: duplicate key 'importance' (it already stands in line 12)",
    ),
    (
        "when: {time:",
        "when: {sleep:",
        "26:12: criteria[1].when: 'sleep' names itself (expected: an earlier criterion: time)",
    ),
    (
        "when: {time:",
        "when: {mood:",
        "26:12: criteria[1].when: unknown criterion 'mood' (expected: an earlier criterion: time)",
    ),
    (
        "importance: 3",
        "when: {sleep: [badly]}",
        "12:12: criteria[0].when: later criterion 'sleep' (expected: no condition on the first)",
    ),
    (
        "[evening]",
        "[evening, noon]",
        "26:28: criteria[1].when.time[1]: unknown option 'noon' (expected: evening, morning)",
    ),
    (
        "[evening]",
        "[evening, evening]",
        "26:28: criteria[1].when.time[1]: duplicate option 'evening' (expected: each option once)",
    ),
    ("[evening]", "[]", "26:18: criteria[1].when.time: has 0 (expected: 1 or more)"),
    (
        "[evening]",
        "evening",
        "26:18: criteria[1].when.time: got 'evening' (expected: a list such as [evening])",
    ),
    (
        "id: badly",
        "id: no",
        "28:13: criteria[1].options[0].id: got false (expected: text; put it in",
    ),
    ("id: badly", "id: Badly", "28:13: criteria[1].options[0].id: got 'Badly' (expected: an id of"),
    (
        "label: Badly",
        "label: Yes",
        "29:16: criteria[1].options[0].label: got true (expected: text; put it in quotes: YAML ta",
    ),
    ("label: Badly", "label: ' '", "29:16: criteria[1].options[0].label: got ' ' (expected: text"),
    ("label: Badly", "label:", "29:15: criteria[1].options[0].label: got nothing (expected: text)"),
    ("        label: Badly\n", "", "28:9: criteria[1].options[0]: missing key 'label'"),
    (
        "updated: 2026-11-22",
        "updated: 22.11.2026",
        "2:10: updated: got '22.11.2026' (expected: a date such as 2026-11-22)",
    ),
    (
        "checked: 2026-11-20",
        "checked: 2026-13-20",
        "38:18: criteria[1].claims[0].checked: got '2026-13-20' (expected: a date such as",
    ),
    (
        "verdict: holds",
        "verdict: true",
        "36:18: criteria[1].claims[0].verdict: got true (expected: 'holds', 'partly', 'out",
    ),
    (
        "[{title: A book}]",
        "[]",
        "39:18: criteria[1].claims[0].sources: has 0 (expected: 1 or more)",
    ),
    (
        "[{title: A book}]",
        "[{title: A book, url: 'javascript:1'}]",
        "39:40: criteria[1].claims[0].sources[0].url: got 'javascript:1' (expected: an address",
    ),
    (
        "[{title: A book}]",
        "[A book]",
        "39:19: criteria[1].claims[0].sources[0]: got 'A book' (expected: a mapping with title)",
    ),
    (
        SECOND_CRITERION,
        "  - sleep\n",
        "22:5: criteria[1]: got 'sleep' (expected: a mapping with id, title, ask, why, options)",
    ),
    (
        "[{title: A book}]",
        "{title: A book}",
        "39:18: criteria[1].claims[0].sources: got a mapping (expected: a list, each item after a",
    ),
    ("close: 5", "close: 30", "6:10: verdict: close is 30, clear is 20 (expected: close not above"),
    (
        "close: 5, clear: 20",
        "close: 30",
        "6:10: verdict: close is 30, clear is 20, where it is left out (expected: close not above",
    ),
    (
        "  - {id: coffee, name: Coffee, summary: Beans.}\n",
        "",
        "4:3: alternatives: has 1 (expected: 2 or more)",
    ),
    ("title: Tea or coffee?", "title: [Tea]", "1:8: title: got a list (expected: text)"),
    ("title: Tea or coffee?", "title: &a Tea", "1:8: anchors and aliases are not used here"),
    ("title: Tea or coffee?", "title: !!set Tea", "1:8: the tag '!!set' is not used here"),
    ("title: Tea or coffee?", "? [a]\n: b", "1:3: this cannot be a key (expected: a plain word"),
    (
        "title: Tea or coffee?",
        "title: Tea: coffee",
        "1:11: not valid YAML: a second colon (expected:",
    ),
    ("title: Tea or coffee?", "title: a\x07", "1:9: the character '\\x07' is not allowed in YAML"),
    (SECOND_CRITERION, "---\n", "22:1: a second document starts here (expected: one document"),
    (TEXT, "", "1:1: the file is empty (expected: a YAML mapping)"),
    (TEXT, "# nothing\n", "1:1: the file is empty (expected: a YAML mapping)"),
    (TEXT, "- a\n", "1:1: got a list (expected: a mapping of keys to values)"),
    (TEXT, "[" * 100_000, "1:18: nested too deeply (expected: at most 16 levels)"),
    (TEXT, "{a: " * 30_000, "1:"),
    (
        "{time: [evening]}\n    options",
        "[{time: [evening]}, {time: [noon]}]\n    options",
        "26:39: criteria[1].when[1].time[0]: unknown option 'noon' (expected: evening, morning)",
    ),
    (
        "{time: [evening]}\n    options",
        "[{time: [evening]}, {mood: [noon]}]\n    options",
        "26:32: criteria[1].when[1]: unknown criterion 'mood' (expected: an earlier criterion: ti",
    ),
    (
        "{time: [evening]}\n    options",
        "[]\n    options",
        "26:11: criteria[1].when: has 0 (expected: 1 or more)",
    ),
    (
        "{time: [evening]}\n    options",
        "[{time: [evening]}, {}]\n    options",
        "26:31: criteria[1].when[1]: has 0 (expected: 1 or more)",
    ),
    (
        "{time: [evening]}\n    options",
        "evening\n    options",
        "26:11: criteria[1].when: got 'evening' (expected: a mapping of earlier criteria to ans",
    ),
    (
        "{time: [evening]}\n    options",
        "[{time: evening}]\n    options",
        "26:19: criteria[1].when[0].time: got 'evening' (expected: a list such as [evening])",
    ),
    ("- id: water", "- id: Water", "41:9: elsewhere[0].id: got 'Water' (expected: an id of"),
    (
        "  - id: water",
        "  - {id: water, name: W, place: first, because: W., link: /w/, rules: []}\n  - id: water",
        "42:9: elsewhere[1].id: duplicate destination 'water' (expected: an id of its own)",
    ),
    (
        "  - id: water",
        "  - {id: tap, name: T, place: first, because: T., link: /t/, rules: []}\n  - id: water",
        "41:69: elsewhere[0].rules: has 0 (expected: 1 or more)",
    ),
    ("beside", "after", "43:12: elsewhere[0].place: got 'after' (expected: 'first' or 'beside')"),
    ("/water/", "water/", "45:11: elsewhere[0].link: got 'water/' (expected: a path of this site"),
    (
        "/water/",
        "//a.example/",
        "45:11: elsewhere[0].link: got '//a.example/' (expected: a path of",
    ),
    ("/water/", "http://a.example/", "45:11: elsewhere[0].link: got 'http://a.example/' (expected"),
    (
        "- when: {time: [evening]}\n        unless",
        "- unless",
        "47:9: elsewhere[0].rules[0]: missing key 'when'",
    ),
    (
        "- when: {time: [evening]}",
        "- when: {}",
        "47:15: elsewhere[0].rules[0].when: has 0 (expected: 1 or more)",
    ),
    (
        "- when: {time: [evening]}",
        "- when: {mood: [good]}",
        "47:16: elsewhere[0].rules[0].when: unknown criterion 'mood' (expected: sleep, time)",
    ),
    (
        "- when: {time: [evening]}",
        "- when: {time: [noon]}",
        "47:23: elsewhere[0].rules[0].when.time[0]: unknown option 'noon' (expected: evening, mor",
    ),
    (
        "unless: {sleep: [badly]}",
        "unless: {sleep: [badly, well]}",
        "48:33: elsewhere[0].rules[0].unless.sleep[1]: unknown option 'well' (expected: badly)",
    ),
    (
        "        unless:",
        "        unles:",
        "48:9: elsewhere[0].rules[0]: unknown key 'unles' (expected:",
    ),
    ("id: coffee", "id: others", "5:10: alternatives[1].id: 'others' stands for all that are not"),
    (
        "because: {tea: Slow., coffee: Quick.}",
        "because: {other: Quick.}",
        "17:19: criteria[0].options[0].because: unknown alternative 'other' "
        "(expected: coffee, tea); did you mean 'others'?",
    ),
    (
        "fit: {tea: 4, coffee: 9}",
        "fit: {tea: 4, others: 90}",
        "16:31: criteria[0].options[0].fit.others: got 90 (expected: 10 or less)",
    ),
    (
        "because: {tea: Slow., coffee: Quick.}",
        "because: {others: 3}",
        "17:27: criteria[0].options[0].because.others: got 3 (expected: text; put it in quotes)",
    ),
    (
        "rules_out: {coffee: You would not sleep.}",
        "rules_out: {coffee: }",
        "32:29: criteria[1].options[0].rules_out.coffee: got nothing (expected: text)",
    ),
    ("title: Tea", "lang: no such\ntitle: Tea", "1:7: lang: got 'no such' (expected: the tag of a"),
    ("title: Tea", "demos: 1\ntitle: Tea", "1:8: demos: got 1 (expected: true or false)"),
]


@pytest.mark.parametrize(("right", "wrong", "expected"), WRONG)
def test_mistake(right, wrong, expected):
    """Each broken rule is reported at its place, with what would be right."""
    assert right in TEXT

    found = mistakes(TEXT.replace(right, wrong, 1))

    assert any(line.startswith(f"criteria.yaml:{expected}") for line in found), found


def test_all_at_once():
    """All mistakes of a file are reported together, in the order of the file."""
    text = TEXT.replace("tea: 4", "tea: 40").replace("why: It matters.", "wy: It matters.")
    text = text.replace("{time: [evening]}", "{time: [noon]}").replace("close: 5", "close: x")

    found = mistakes(text)

    lines = [int(line.split(":")[1]) for line in found]
    assert lines == sorted(lines)
    assert set(lines) == {6, 8, 11, 16, 26, 47}


def test_no_questions_yet():
    """A guide that has only begun lacks its questions, as it lacks any other key."""
    found = mistakes(TEXT.partition("criteria:")[0])

    assert found == ["criteria.yaml:1:1: missing key 'criteria'"]


def test_files(tmp_path):
    """A file that is missing, a folder, not UTF-8 or too large is a mistake like any other."""
    path = tmp_path / "criteria.yaml"
    found = []
    for make in (
        lambda: None,
        path.mkdir,
        lambda: (path.rmdir(), path.write_bytes(b"title: caf\xe9\n")),
        lambda: path.write_bytes(b"#" * (textfile.MAX_BYTES + 1)),
    ):
        make()
        with pytest.raises(Invalid) as caught:
            criteria.load(tmp_path)
        found += [str(mistake) for mistake in caught.value.mistakes]

    assert found == [
        "criteria.yaml:1:1: cannot be read: No such file or directory (expected: a file)",
        "criteria.yaml:1:1: cannot be read: Is a directory (expected: a file)",
        "criteria.yaml:1:11: byte 0xe9 is not UTF-8 (expected: a file saved as UTF-8)",
        "criteria.yaml:1:1: the file is too large (expected: at most 1,000,000 bytes)",
    ]


def test_marks_and_line_ends(tmp_path):
    """A byte order mark and Windows line ends are no mistake."""
    (tmp_path / "criteria.yaml").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())

    assert criteria.load(tmp_path) == criteria.parse(TEXT)


def test_json_is_yaml():
    """A guide written as JSON, and one dumped from a guide, load again as the same."""
    guide = criteria.parse(TEXT)

    assert criteria.parse(json.dumps(guide.as_data())) == guide


def load_or_refuse(text: str) -> None:
    found: tuple[object, ...] = ()
    try:
        criteria.parse(text)
    except Invalid as invalid:
        found = invalid.mistakes or ("refused without a mistake",)

    assert all(re.match(r"criteria\.yaml:\d+:\d+: .", str(mistake)) for mistake in found)


@examples(100)
@given(st.text())
@example("\x00")
@example("\ud800")
@example('title: "\\ud800"')
@example("a: .nan")
@example("? ")
@example("a: !!bool x")
@example('a: !!int ""')
@example("a: !!float ''")
@example("=")
@example("<<: {a: 1}")
def test_any_text(text):
    """Any text at all gives a guide or mistakes."""
    load_or_refuse(text)


VALUES = ["", "~", "[]", "{}", "1", "-1", ".nan", ".inf", "1e999", "9" * 90, "9" * 5000, "yes"]
VALUES += [
    "2026-02-30",
    "2026-11-22",
    "[a, [b]]",
    "{a: {b: c}}",
    "0x1F",
    "1_000",
    "1:30",
    "=",
    "'x'",
]
VALUES += [
    "'\\ud800'",
    '"\\ud800"',
    '"\\0"',
    "*a",
    "&a b",
    "| \n",
    "é",
    "\U0001f600",
    "!x y",
    "tea",
]
VALUES += ["!!binary x", "!!int x", "!!float x", "!!null x", "!!bool x", "!!str 1", "time", "<<"]


@examples(400)
@given(st.randoms(use_true_random=False))
def test_any_mutation(dice: random.Random):
    """A guide with words replaced, lines dropped, doubled or moved gives a guide or mistakes."""
    lines = TEXT.splitlines(keepends=True)
    for _ in range(dice.randint(1, 3)):
        place = dice.randrange(len(lines))
        match dice.randint(0, 4):
            case 0:
                del lines[place : place + dice.randint(1, 3)]
            case 1:
                lines.insert(dice.randrange(len(lines)), lines[place])
            case 2:
                lines[place] = re.sub(r":.*", lambda _: ": " + dice.choice(VALUES), lines[place])
            case 3:
                words = re.findall(r"[\w-]+", lines[place]) or ["x"]
                lines[place] = lines[place].replace(dice.choice(words), dice.choice(VALUES), 1)
            case _:
                lines[place] = " " * dice.randint(0, 4) + lines[place]
        lines = lines or ["\n"]
    load_or_refuse("".join(lines))


@examples(30)
@given(st.randoms(use_true_random=False))
def test_any_valid_guide(dice: random.Random):
    """A guide survives the way to data and back."""
    guide = short.any_guide(dice)

    assert criteria.parse(json.dumps(guide.as_data())) == guide


def test_guide_of_too_many_fits():
    """Lists of allowed length may still be too much together."""
    names = [f"a{n}" for n in range(200)]
    option = {"id": "o", "label": "O", "fit": {"others": 5}}
    guide = {
        "title": "T",
        "updated": "2026-11-22",
        "alternatives": [{"id": n, "name": n, "summary": n} for n in names],
        "criteria": [
            {"id": f"c{n}", "title": "C", "ask": "?", "why": "!", "options": [option]}
            for n in range(251)
        ],
    }

    with pytest.raises(Invalid, match=r"has 50,200 fits: 200 .* \(expected: 50,000 or fewer\)"):
        criteria.parse(json.dumps(guide))


def test_schema():
    """The schema for editors names every key of the format."""
    schema = criteria.schema()

    assert schema["$schema"].endswith("2020-12/schema")
    assert set(model.Guide.model_fields) == set(schema["properties"])


def test_schema_knows_what_is_excepted():
    """An editor finds no fault where nothing stands beside `others`, which the loader reads."""
    excepted = "{tea: , others: Quick.}"
    text = TEXT.replace("{tea: Slow., coffee: Quick.}", excepted)
    text = text.replace("{coffee: You would not sleep.}", excepted)
    schema = criteria.schema()

    guide = criteria.parse(text)

    assert guide.criterion("time").option("morning").because == {"coffee": "Quick."}
    for written, right in ((text, True), (text.replace("others: Quick.", "coffee: Quick."), False)):
        found = yamlfile.parse(written, criteria.FILE).data

        assert fits(found, schema, schema["$defs"]) is right


def test_schema_describes_each_field():
    """An editor shows what each key is for."""
    schema = criteria.schema()
    parts = {"Guide": schema, **schema["$defs"]}
    bare = [
        f"{name}.{key}"
        for name, part in parts.items()
        for key, field in part.get("properties", {}).items()
        if not field.get("description")
    ]

    assert [] == bare
