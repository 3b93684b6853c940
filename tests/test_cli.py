"""The commands: results on standard output, messages on standard error, and the exit codes."""

import importlib.metadata
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from guide import create_app
from guide.cli import commands, main
from guide.engine import model
from guide.telling.english import ENGLISH
from tests.conftest import ROOT, SITES, files

BIN = Path(sys.executable).parent
GOOD = (SITES / "trip" / "criteria.yaml").read_text()
TRIP = ["--site", str(SITES / "trip")]


def run(*arguments: str) -> Result:
    """Run a command within this process."""
    return CliRunner().invoke(main, arguments)


def command(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does."""
    return subprocess.run(
        [str(a) for a in arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env=os.environ | {"GUIDE_RECORD": "off"},
    )


@pytest.mark.parametrize("name", [None, *sorted(commands())])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(name: str | None, option: str) -> None:
    """Every command explains itself and each of its options."""
    result = run(*filter(None, [name]), option)
    of = commands()[name] if name else main

    assert 0 == result.exit_code
    assert "Usage: " in result.stdout
    for parameter in of.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in result.stdout
            assert parameter.help
    assert "..." not in result.stdout.replace("]...", "")  # what was cut off
    assert max(map(len, result.stdout.splitlines())) <= 80
    for other in getattr(of, "commands", {}) if name else commands():
        assert other in result.stdout


def test_help_where_python_has_nothing_of_unix() -> None:
    """As on Windows: what only some commands need keeps no other from its help."""
    without = "import sys; sys.modules |= dict.fromkeys(['fcntl', 'grp', 'pwd', 'resource'])"
    shown = command(sys.executable, "-c", f"{without}; from guide.cli import main; main(['-h'])")

    assert "" == shown.stderr
    assert all(name in shown.stdout for name in commands())


def test_command_does_not_look_through_all_that_is_installed() -> None:
    """As pydantic does for its plugins where nobody tells it not to."""
    unseen = "from importlib import metadata; metadata.distributions = None"
    shown = command(
        sys.executable, "-c", f"{unseen}; from guide.cli import main; main({['check', *TRIP]})"
    )

    assert "" == shown.stderr
    assert 0 == shown.returncode


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["dance"], "No such command 'dance'"),
        (["check", "--no-such"], "No such option"),
        (["check", "extra"], "unexpected extra argument"),
        (["check", "--site", "/no/such/folder"], "does not exist"),
        (["recommend", *TRIP, "budget"], "'budget' is not an answer (expected: criterion=option)"),
        (
            ["recommend", *TRIP, "--importance", "budget"],
            "'budget' is not an importance (expected: criterion=N)",
        ),
        (["recommend", *TRIP, "shoe=42"], "shoe=42: unknown name (expected: a criterion"),
        (["recommend", *TRIP, "budget=much"], "budget=much: unknown option (expected: low, high)"),
        (["recommend", *TRIP, "--importance", "budget=6"], "importance.budget=6: not an import"),
        (["recommend", *TRIP, "budget=low", "budget=low"], "budget=low: repeated"),
        (["freeze", *TRIP, "--url", "example.org"], "does not begin with https://"),
        (["serve", *TRIP, "--port", "70000"], "70000 is not in the range 0<=x<=65535"),
    ],
)
def test_command_line_that_is_not_understood(arguments: list[str], message: str) -> None:
    """Exit code 2, the reason on standard error, nothing on standard output."""
    result = run(*arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert message in " ".join(result.stderr.split())


def test_what_is_wrong_with_an_answer_is_a_phrase(tmp_path: Path) -> None:
    """A site says it in its own words, and names its criteria."""
    (tmp_path / "criteria.yaml").write_text(GOOD)
    (tmp_path / "phrases.yaml").write_text("problem.unknown-name: ist hier keine Frage\n")
    result = run("recommend", "--site", str(tmp_path), "shoe=42")

    assert 2 == result.exit_code
    assert "shoe=42: ist hier keine Frage\ndistance, budget, luggage, fear" in result.stderr


def test_check_of_a_good_site() -> None:
    """One line that counts what was looked at."""
    result = run("check", *TRIP)

    assert (0, "5 criteria, 0 pages: no mistakes\n", "") == (
        result.exit_code,
        result.stdout,
        result.stderr,
    )


BROKEN = [
    # what is replaced, by what, and every line that has to come; … stands for more
    (GOOD, "", ["1:1: the file is empty (expected: a YAML mapping)"]),
    (GOOD, "- a\n", ["1:1: got a list (expected: a mapping of keys to values)"]),
    (GOOD, "hello\n", ["1:1: got 'hello' (expected: a mapping of keys to values)"]),
    (GOOD, "[" * 100_000, ["1:18: nested too deeply (expected: at most 16 levels)"]),
    ("title: How", "titel: How", ["2:1: missing key 'title'", "2:1: unknown key 'titel' (expected: "
     "alternatives, claims, criteria, demos, elsewhere, lang, source, title, trials, "
     "updated, verdict); did you mean 'title'?"]),
    ("title: How", "trials: {link: there, says: {clera: So., tie: 5}}\ntitle: How",
     ["2:16: trials.link: got 'there' (expected: a path of this site such as /page/, or https://…)",
      "2:30: trials.says: unknown key 'clera' (expected: clear, clear.early, close, close.early, "
      "first, slight, slight.early, tie, tie.early); did you mean 'clear'?",
      "2:47: trials.says.tie: got 5 (expected: text; put it in quotes)"]),
    ("title: How", "trials: [clear]\ntitle: How",
     ["2:9: trials: got a list (expected: a mapping with link, says)"]),
    ("title: How", "trials: {link: /method/, says: clear}\ntitle: How",
     ["2:32: trials.says: got 'clear' (expected: a mapping of verdicts to sentences)"]),
    ("updated: 2026-01-31", "updated: soon",
     ["3:10: updated: got 'soon' (expected: a date such as 2026-11-22)"]),
    ("updated: 2026-01-31", "updated: 2026-02-30",
     ["3:10: updated: got '2026-02-30' (expected: a date such as 2026-11-22)"]),
    ("How shall we travel?", "{a: b}", ["2:8: title: got a mapping (expected: text)"]),
    ("title: How shall we travel?", "title:", ["2:7: title: got nothing (expected: text)"]),
    ("title: How", "title: x\ntitle: How",
     ["3:1: duplicate key 'title' (it already stands in line 2)"]),
    ("{id: bus,", "{id: Bus,",
     ["6:10: alternatives[1].id: got 'Bus' (expected: an id of lower-case letters, digits and "
      "hyphens that begins with a letter)", "…"]),
    ("{id: bus,", "{id: 2bus,",
     ["6:10: alternatives[1].id: got '2bus' (expected: an id of lower-case letters, digits and "
      "hyphens that begins with a letter)", "…"]),
    *(("name: Train", f'name: "{text}"',
       [f"5:23: alternatives[0].name: got '{text}' (expected: text without control characters)"])
      for text in (r"\x07", r"\x7f", r"\x9b", r"Tr\x1bain", r"Tr\x00ain")),
    ("when: {distance: [long, overseas]}", "when: {distence: [long, overseas]}",
     ["46:12: criteria[2].when: unknown criterion 'distence' (expected: an earlier criterion: "
      "budget, distance); did you mean 'distance'?"]),
    ("{id: bus,", "{id: train,", ["6:10: alternatives[1].id: duplicate alternative 'train' "
     "(expected: an id of its own)", "…"]),
    ("  - id: budget", "  - id: distance",
     ["28:9: criteria[1].id: duplicate criterion 'distance' (expected: an id of its own)"]),
    ("      - id: high", "      - id: low",
     ["37:13: criteria[1].options[1].id: duplicate option 'low' (expected: an id of its own)"]),
    ("fit: {train: 5, bus: 9, plane: 3}", "fit: {train: 5, bus: 9}",
     ["35:14: criteria[1].options[0].fit: no fit for 'plane' (expected: one for bus, plane, "
      "train)"]),
    ("fit: {train: 5, bus: 9, plane: 3}", "fit: {train: 5, bus: 9, plane: 11}",
     ["35:40: criteria[1].options[0].fit.plane: got 11 (expected: 10 or less)"]),
    ("fit: {train: 5, bus: 9, plane: 3}", "fit: {train: 5, bus: 9, plane: -1}",
     ["35:40: criteria[1].options[0].fit.plane: got -1 (expected: 0 or more)"]),
    ("fit: {train: 5, bus: 9, plane: 3}", "fit: {train: 5, bus: 9, plane: 3.55}",
     ["35:40: criteria[1].options[0].fit.plane: got 3.55 (expected: a number from 0 to 10, in "
      "steps of 0.1)"]),
    ("fit: {train: 5, bus: 9, plane: 3}", "fit: {train: 5, bus: 9, plane: yes}",
     ["35:40: criteria[1].options[0].fit.plane: got true (expected: a number)"]),
    ("fit: {train: 5, bus: 9, plane: 3}", "fit: {train: 5, bus: 9, plane: 3, car: 1}",
     ["35:43: criteria[1].options[0].fit: unknown alternative 'car' (expected: bus, plane, "
      "train)"]),
    ("fit: {train: 5, bus: 9, plane: 3}", "fit: 5",
     ["35:14: criteria[1].options[0].fit: got 5 (expected: a mapping of each alternative to "
      "a number from 0 to 10)"]),
    ("rules_out: {plane: You do not fly.}", "rules_out: {car: x}",
     ["66:21: criteria[3].options[0].rules_out: unknown alternative 'car' (expected: bus, plane, "
      "train)"]),
    ("    importance: 2", "    importance: 6",
     ["45:17: criteria[2].importance: got 6 (expected: 5 or less)"]),
    ("    importance: 2", "    importance: '2'",
     ["45:17: criteria[2].importance: got '2' (expected: a whole number)"]),
    ("when: {distance: [long, overseas]}", "when: {luggage: [light]}",
     ["46:12: criteria[2].when: 'luggage' names itself (expected: an earlier criterion: budget, "
      "distance)"]),
    ("when: {distance: [long, overseas]}", "when: {fear: [never]}",
     ["46:12: criteria[2].when: later criterion 'fear' (expected: an earlier criterion: budget, "
      "distance)"]),
    ("when: {distance: [long, overseas]}", "when: {shoe: [never]}",
     ["46:12: criteria[2].when: unknown criterion 'shoe' (expected: an earlier criterion: "
      "budget, distance)"]),
    ("when: {distance: [long, overseas]}", "when: {distance: [far]}",
     ["46:23: criteria[2].when.distance[0]: unknown option 'far' (expected: long, overseas, "
      "short)"]),
    ("when: {distance: [long, overseas]}", "when: {distance: []}",
     ["46:22: criteria[2].when.distance: has 0 (expected: 1 or more)"]),
    ("when: {distance: [long, overseas]}", "when: {distance: long}",
     ["46:22: criteria[2].when.distance: got 'long' (expected: a list such as [long])"]),
    ("criteria:\n", "verdict: {close: 30, clear: 20}\ncriteria:\n",
     ["8:10: verdict: close is 30, clear is 20 (expected: close not above clear)"]),
    ("criteria:\n", "claims: [{says: x, verdict: true, note: x, checked: 2026-01-01, "
     "sources: []}]\ncriteria:\n",
     ["8:29: claims[0].verdict: got true (expected: 'holds', 'partly', 'outdated' or "
      "'unverified')", "8:74: claims[0].sources: has 0 (expected: 1 or more)"]),
    ("    ask: What may it cost?\n", "", ["28:5: criteria[1]: missing key 'ask'"]),
    ("    ask: What may it cost?\n", "    ask: ''\n",
     ["30:10: criteria[1].ask: got '' (expected: text that is not blank)"]),
    ("    ask: What may it cost?\n", "    ask: &a What\n",
     ["30:10: anchors and aliases are not used here (expected: the value itself)"]),
    ("    ask: What may it cost?\n", "    ask: !!python/name:os.system What\n",
     ["30:10: the tag '!!python/name:os.system' is not used here (expected: no tag)"]),
    ("    ask: What may it cost?\n", "\task: What\n",
     ["30:1: not valid YAML: a tab stands here (expected: spaces; a line cannot begin "
      "with a tab)"]),
    ("    ask: What may it cost?\n", "    ask: a: b\n",
     ["30:11: not valid YAML: a second colon (expected: text that has a colon in "
      "quotes: title: \"A: b\")"]),
    ("    ask: What may it cost?\n", "    ask: \x07\n",
     ["30:10: the character '\\x07' is not allowed in YAML"]),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_check_names_every_mistake(number: int, tmp_path: Path) -> None:
    """Exit code 1, and on standard output a line for each mistake, with its place."""
    old, new, expected = BROKEN[number]
    assert 1 == GOOD.count(old)
    (tmp_path / "criteria.yaml").write_text(GOOD.replace(old, new))
    result = run("check", "--site", str(tmp_path))

    lines = result.stdout.splitlines()
    if expected[-1] == "…":
        lines = [*lines[: len(expected) - 1], "criteria.yaml:…"]

    assert [f"criteria.yaml:{line}" for line in expected] == lines
    assert (1, "") == (result.exit_code, result.stderr)


def test_check_of_bytes_that_are_no_text(tmp_path: Path) -> None:
    """A file in another encoding, too large, or not a file at all."""
    guide = tmp_path / "criteria.yaml"
    for raw, expected in (
        (b"title: caf\xe9\n", "1:11: byte 0xe9 is not UTF-8 (expected: a file saved as UTF-8)"),
        (b"#" * 1_000_001, "1:1: the file is too large (expected: at most 1,000,000 bytes)"),
        (b"a\0b", "1:2: the character '\\x00' is not allowed in YAML"),
        (b"", "1:1: the file is empty (expected: a YAML mapping)"),
    ):
        guide.write_bytes(raw)

        assert f"criteria.yaml:{expected}\n" == run("check", "--site", str(tmp_path)).stdout

    guide.unlink()
    guide.mkdir()

    assert (
        "criteria.yaml:1:1: cannot be read: Is a directory (expected: a file)\n"
        == run("check", "--site", str(tmp_path)).stdout
    )


def test_check_collects_across_files(tmp_path: Path) -> None:
    """The guide's and the pages' mistakes come together, in the order of files and lines."""
    (tmp_path / "criteria.yaml").write_text(GOOD.replace("plane: 3}", "plane: 30}", 1))
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("text")
    (tmp_path / "content" / "b.md").write_text("---\ntitle: x\n---\n")

    assert [
        "content/a.md:1:1: no front matter (expected: title and summary between two lines of ---)",
        "content/b.md:2:1: missing key 'summary'",
        "criteria.yaml:35:40: criteria[1].options[0].fit.plane: got 30 (expected: 10 or less)",
    ] == run("check", "--site", str(tmp_path)).stdout.splitlines()


def test_check_looks_at_a_text_whatever_stands_above_it(tmp_path: Path) -> None:
    """A page whose front matter is wrong has its broken links and its wrong name told as well."""
    (tmp_path / "criteria.yaml").write_text(GOOD)
    (tmp_path / "content" / "criteria").mkdir(parents=True)
    for name, head in (
        ("a", ""),
        ("b", "---\ntitle: [\nsummary: x\n---\n"),
        ("criteria/nowhere", "---\ntitle: x\n---\n"),
    ):
        (tmp_path / "content" / f"{name}.md").write_text(f"{head}\n[A link](/gone/)\n")
    lines = run("check", "--site", str(tmp_path)).stdout.splitlines()

    assert [
        "a.md:1:1: no front matter",
        "a.md:2:10: broken link '/gone/'",
        "b.md:2:8: not valid YAML: the bracket that opens here is not closed, or lacks a comma",
        "b.md:6:10: broken link '/gone/'",
        "criteria/nowhere.md:1:1: no criterion 'nowhere'",
        "criteria/nowhere.md:2:1: missing key 'summary'",
        "criteria/nowhere.md:5:10: broken link '/gone/'",
    ] == [
        line.removeprefix("content/").partition(" (")[0] for line in lines if "no page" not in line
    ]


@pytest.mark.parametrize("name", ["recommend", "audit", "serve --no-reload", "freeze"])
def test_broken_guide_stops_every_command(name: str, tmp_path: Path) -> None:
    """Its mistakes go to standard error, and the exit code is 1."""
    (tmp_path / "criteria.yaml").write_text("title: x")
    result = run(*name.split(), "--site", str(tmp_path))

    assert (1, "") == (result.exit_code, result.stdout)
    assert "criteria.yaml:1:1: missing key 'criteria'\n" in result.stderr


def test_recommend_in_the_terminal() -> None:
    """The verdict, the fits, the reasons, what was left open."""
    result = run("recommend", *TRIP, "distance=short", "budget=low", "--importance", "budget=5")
    lines = result.stdout.splitlines()

    assert (0, "") == (result.exit_code, result.stderr)
    assert "Bus fits clearly better." == lines[0]
    assert any(line.startswith("  Plane ") and line.endswith(" ruled out") for line in lines)
    assert "Budget: As little as possible (importance 5)" in lines
    assert any("The cheapest." in line for line in lines)
    assert "  fear=never|gladly" in lines


@pytest.mark.parametrize(
    "query",
    ["", "budget=low", "distance=overseas&fear=never", "budget=high&importance.budget=0"],
)
def test_recommend_json_is_that_of_the_site(query: str) -> None:
    """`--json` and `/api/recommend` give the same."""
    pairs = [pair for pair in query.split("&") if pair]
    arguments = [pair for pair in pairs if not pair.startswith("importance.")]
    for pair in pairs[len(arguments) :]:
        arguments += ["--importance", pair.removeprefix("importance.")]
    client = create_app(SITES / "trip").test_client()

    assert client.get(f"/api/recommend?{query}").json == json.loads(
        run("recommend", *TRIP, "--json", *arguments).stdout
    )


def test_audit() -> None:
    """The audit's shares are of all ways; --strict fails if it finds anything."""
    data = json.loads(run("audit", *TRIP, "--json").stdout)

    assert 1 == pytest.approx(sum(share["share"] for share in data["shares"]))
    assert {"shares", "paths", "criteria", "findings"} <= set(data)
    assert data["findings"]
    assert [0, 1] == [run("audit", *TRIP, *more).exit_code for more in ([], ["--strict"])]
    strict = run("check", *TRIP, "--strict")
    assert (1, len(data["findings"])) == (strict.exit_code, strict.stdout.count("\n"))
    assert strict.stdout.startswith("criteria.yaml:14:9: criteria[0].options[0]: “Distance”: “An ")


TWICE = """\
title: X or Y?
updated: 2026-01-01
alternatives:
  - {id: x, name: X, summary: It is.}
  - {id: y, name: Y, summary: It is.}
criteria:
  - {id: one, title: One, ask: Is it?, why: So., options: [
      {id: a, label: A, fit: {x: 9, y: 1}}, {id: b, label: B, fit: {x: 1, y: 9}}], claims: [
      CLAIM]}
  - {id: two, title: Two, ask: Is it?, why: So., options: [
      {id: a, label: A, fit: {x: 9, y: 1}}, {id: b, label: B, fit: {x: 1, y: 9}}], claims: [
      CLAIM]}
"""


def test_a_claim_that_stands_twice_has_two_places(tmp_path: Path) -> None:
    """Each old one is told where it stands."""
    claim = "{says: So., verdict: holds, note: Yes., checked: 2020-01-01, sources: [{title: x}]}"
    guide = TWICE.replace("CLAIM", claim)
    (tmp_path / "criteria.yaml").write_text(guide, encoding="utf-8")
    told = run("check", "--strict", "--site", str(tmp_path)).stdout.splitlines()

    assert ["9", "12"] == [line.split(":")[1] for line in told]


def test_every_finding_has_its_place(tmp_path: Path) -> None:
    """So has each address that does not answer: both are told at once, in the order of the file."""
    guide = """\
title: Tea or water?
updated: 2999-01-01
alternatives:
  - {id: tea, name: Tea, summary: Hot., url: "http://127.0.0.1:9/"}
  - {id: water, name: Water, summary: Cold.}
  - {id: mud, name: Mud, summary: Neither.}
elsewhere:
  - id: bed
    name: Bed
    place: first
    because: It is late.
    link: /compare/
    rules: [{when: {time: [noon]}, unless: {time: [noon]}}]
criteria:
  - id: time
    title: Time
    ask: When?
    why: Some are hot.
    options:
      - {id: noon, label: Noon, fit: {tea: 2, water: 9, mud: 0}}
      - {id: night, label: Night, fit: {tea: 9, water: 1, mud: 0}}
  - id: cup
    title: Cup
    ask: Which cup?
    why: We have two.
    options:
      - {id: red, label: Red, fit: {others: 5}}
    claims:
      - {says: Red is red., verdict: holds, note: Yes., checked: 2020-01-01, sources: [{title: x}]}
"""
    (tmp_path / "criteria.yaml").write_text(guide, encoding="utf-8")
    result = run("check", "--strict", "--links", "--site", str(tmp_path))
    told = [line.partition(": ")[::2] for line in result.stdout.splitlines()]

    assert 1 == result.exit_code
    assert [
        ("criteria.yaml:2:10", "updated"),
        ("criteria.yaml:4:46", "alternatives[0].url"),
        ("criteria.yaml:6:5", "alternatives[2]"),
        ("criteria.yaml:13:13", "elsewhere[0].rules[0]"),
        ("criteria.yaml:22:5", "criteria[1]"),
        ("criteria.yaml:29:9", "criteria[1].claims[0]"),
    ] == [(place, said.partition(": ")[0]) for place, said in told]


def test_of_many_findings_of_a_kind_the_number_is_told(tmp_path: Path) -> None:
    """The first few have a line each; the last of them says how many more there are."""
    text = (SITES / "trip" / "criteria.yaml").read_text(encoding="utf-8")
    claim = "{says: So %d., verdict: holds, note: Yes., checked: 2020-01-01, sources: [{title: x}]}"
    many = "".join(f"  - {claim % number}\n" for number in range(13))
    (tmp_path / "criteria.yaml").write_text(f"{text}\nclaims:\n{many}", encoding="utf-8")
    checked = run("check", "--strict", "--site", str(tmp_path))
    audited = run("audit", "--site", str(tmp_path))
    told = [line for line in checked.stdout.splitlines() if " claims[" in line]

    assert 1 == checked.exit_code
    assert 10 == len(told)
    assert ["… and 3 more of this kind." in line for line in told] == [*[False] * 9, True]
    assert "\n… and 3 more of this kind.\n" in audited.stdout
    page = create_app(tmp_path).test_client().get("/method/").text
    assert "<li>… and 3 more of this kind.</li>" in page


def test_phrases_are_those_that_the_site_does_not_have(tmp_path: Path) -> None:
    """Also where the shell has just made the file that they go to; what it then has is right."""
    shutil.copy(SITES / "trip" / "criteria.yaml", tmp_path)
    asked = ["phrases", "--site", str(tmp_path)]
    file = tmp_path / "phrases.yaml"
    file.touch()

    all_of_it = run(*asked).stdout
    assert yaml.safe_load(all_of_it) == ENGLISH
    assert "# The page of the starter project (only where a site has a starter pro" in all_of_it
    own = {"verdict.clear": "{winner} passt klar besser.", "result.print": "Drucken"}
    file.write_text(yaml.safe_dump(own), encoding="utf-8")
    left = run(*asked).stdout
    assert yaml.safe_load(left) == {n: text for n, text in ENGLISH.items() if n not in own}
    file.write_text(file.read_text().rstrip() + left, encoding="utf-8")
    assert (0, "") == (run("check", *asked[1:]).exit_code, run(*asked).stdout)


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_takes_a_site(name: str) -> None:
    """Whoever writes a script need not know which of them read one."""
    assert "--site" in [opt for param in commands()[name].params for opt in param.opts]


def test_schema_knows_every_key() -> None:
    """The schema is JSON Schema, and allows no key that the loader would refuse."""
    result = run("schema")
    data = json.loads(result.stdout)

    assert 0 == result.exit_code
    assert "https://json-schema.org/draft/2020-12/schema" == data["$schema"]
    assert set(model.Guide.model_fields) == set(data["properties"])
    assert data["additionalProperties"] is False
    for definition in data["$defs"].values():
        assert definition["additionalProperties"] is False


def test_schema_is_one_for_editors(tmp_path: Path) -> None:
    """Its patterns are those of ECMAScript, which JSON Schema asks for, and our guides fit it."""
    (tmp_path / "schema.json").write_text(run("schema").stdout)
    folders = [ROOT, ROOT / "examples" / "flask-django-fastapi", *sorted(SITES.iterdir())]
    guides = [folder / "criteria.yaml" for folder in folders]
    program = BIN / "check-jsonschema"
    done = command(program, "--schemafile", tmp_path / "schema.json", *guides)

    assert 0 == done.returncode, done.stdout[-2000:] + done.stderr[-2000:]


def test_serve_on_a_taken_port_offers_the_next() -> None:
    """Exit code 1, and one line that says which port is free."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("serve", *TRIP, "--port", str(port))

    assert 1 == result.exit_code
    assert f"Port {port} is taken. To fix this: guide serve --port " in result.stderr
    assert f"PORT={port}" not in result.stderr


@pytest.mark.heavy
def test_freeze(tmp_path: Path) -> None:
    """Progress and messages go to standard error, the result to standard output."""
    output = tmp_path / "out"
    result = run("freeze", *TRIP, "--output", str(output))

    assert 0 == result.exit_code
    assert f"{output}: {len(files(output)) - 3} files\n" == result.stdout
    assert "The address is not known: sitemap.xml says" in result.stderr
    assert "404.html shows right at the root only" in result.stderr

    result = run("freeze", *TRIP, "--output", str(output), "--url", "https://example.org/")

    assert "The address is not known" not in result.stderr
    assert b"https://example.org/questions/" in files(output)["sitemap.xml"]


def test_freeze_refuses_what_is_not_its_own(tmp_path: Path) -> None:
    """Exit code 1, a message, and nothing touched."""
    (tmp_path / "thesis.txt").write_text("years of work")
    result = run("freeze", *TRIP, "--output", str(tmp_path))

    assert (1, "") == (result.exit_code, result.stdout)
    assert "holds files that guide freeze did not write" in result.stderr
    assert {"thesis.txt": b"years of work"} == files(tmp_path)


def test_freeze_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A file where a folder should be: a message, no traceback."""
    (tmp_path / "file").write_text("")
    result = run("freeze", *TRIP, "--output", str(tmp_path / "file" / "out"))

    assert 1 == result.exit_code
    assert "cannot be written" in result.stderr


def test_freeze_script_is_the_command(tmp_path: Path) -> None:
    """`python freeze.py` takes what `guide freeze` takes."""
    done = command(sys.executable, "freeze.py", *TRIP, "--output", tmp_path / "out")

    assert (0, f"{tmp_path / 'out'}: {len(files(tmp_path / 'out')) - 3} files\n") == (
        done.returncode,
        done.stdout,
    )
    assert "Usage: freeze.py [OPTIONS]" in command(sys.executable, "freeze.py", "--help").stdout


def test_module_is_the_command() -> None:
    """`python -m guide` is `guide`."""
    done = command(sys.executable, "-m", "guide", "check")

    assert 0 == done.returncode, done.stderr
    assert command(BIN / "guide", "check").stdout == done.stdout


def test_version() -> None:
    """The version of what is installed."""
    assert f"guide {importlib.metadata.version('decision-guide')}\n" == run("--version").stdout


@pytest.mark.parametrize("name", ["audit", "check", "freeze", "recommend", "serve"])
def test_outside_a_guides_folder(name: str, tmp_path: Path) -> None:
    """Each command says how to name a guide's folder, and how to begin one."""
    result = run(name, "--site", str(tmp_path))

    assert (1, "") == (result.exit_code, result.stdout)
    assert (
        f"Error: {tmp_path} has no criteria.yaml. To fix this: name a guide's folder with "
        "--site DIR, or begin one with guide new DIR\n"
    ) == result.stderr


def test_file_named_almost_so(tmp_path: Path) -> None:
    """A guide whose file has another ending is told that, as `guide serve` tells it."""
    (tmp_path / "criteria.yml").write_text("title: x\n", encoding="utf-8")

    assert (
        "criteria.yml:1:1: this is not read (expected: the name criteria.yaml)"
        in run("check", "--site", str(tmp_path)).output
    )


def test_new_guide_is_right(tmp_path: Path) -> None:
    """It passes the check and the strict audit, and freezes."""
    folder = tmp_path / "my guide"
    result = run("new", str(folder))

    assert 0 == result.exit_code
    assert sorted(files(folder)) == [
        str(Path(line).relative_to(folder)) for line in result.stdout.splitlines()
    ]
    assert f"guide serve --site '{folder}'" in result.stderr
    checked = run("check", "--strict", "--site", str(folder))
    assert "3 criteria, 1 page, 1 case passed: no mistakes\n" == checked.stdout
    assert 0 == run("audit", "--strict", "--site", str(folder)).exit_code
    assert 0 == run("freeze", "--site", str(folder), "--url", "https://example.org/").exit_code


def test_new_refuses_a_folder_with_anything_in_it(tmp_path: Path) -> None:
    """Also one hidden file; nothing is touched."""
    (tmp_path / ".profile").write_text("mine")
    result = run("new", str(tmp_path))

    assert (1, "") == (result.exit_code, result.stdout)
    assert f"Error: {tmp_path} is not empty: it has .profile" in result.stderr
    assert {".profile": b"mine"} == files(tmp_path)


def test_new_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A file where the folder should be: a message, no traceback."""
    (tmp_path / "file").write_text("")
    result = run("new", str(tmp_path / "file" / "guide"))

    assert 1 == result.exit_code
    assert "cannot be written" in result.stderr


@pytest.mark.parametrize("there", [[], ["place"]])
@pytest.mark.parametrize(
    "asked",
    [
        ["new", "place"],
        ["start", "auth=key", "place"],
        ["start", "auth=key", "--zip", "place.zip"],
        ["start", "auth=key", "place", "--zip", "new/place.zip"],
    ],
)
def test_what_cannot_be_written_whole_is_not_written(
    asked: list[str], there: list[str], tmp_path: Path
) -> None:
    """As on a full disk: some files could be written, and all is as it was before."""
    for name in there:
        (tmp_path / name).mkdir()
    line = shlex.join([f"{BIN}/guide", *asked, "--site", f"{ROOT}"])
    done = command("bash", "-c", f"ulimit -f 1; {line}", cwd=tmp_path)

    assert (1, "") == (done.returncode, done.stdout)
    assert "place" in done.stderr
    assert done.stderr.endswith(" cannot be written: File too large\n")
    assert there == [path.name for path in tmp_path.rglob("*")]


def test_file_that_goes_during_an_export_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not the export’s folder that is wrong, and the export of before stays."""
    site, output = tmp_path / "site", tmp_path / "build"
    (site / "static").mkdir(parents=True)
    shutil.copy(SITES / "trip" / "criteria.yaml", site)
    asked = ["freeze", "--site", str(site), "--output", str(output), "--url", "https://a.example/"]
    assert 0 == run(*asked).exit_code
    before = files(output)
    (site / "static" / "photo.png").write_bytes(b"x")
    copied = shutil.copyfile

    def gone(source: Path, target: Path) -> None:
        if source.name == "photo.png":
            source.unlink()
        copied(source, target)

    monkeypatch.setattr(shutil, "copyfile", gone)
    result = run(*asked)

    assert 1 == result.exit_code
    assert result.stderr.endswith(
        "Error: static/photo.png cannot be read: No such file or directory; "
        "the previous export is as it was\n"
    )
    assert before == files(output)


def test_check_tells_of_a_setting_that_its_look_at_pages_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `guide freeze` does."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    (tmp_path / "criteria.yaml").write_text(GOOD)
    page = "---\ntitle: One\nsummary: Two.\n---\n\n[There](/compare/#sides)\n"
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "page.md").write_text(page)
    result = run("check", "--site", str(tmp_path))

    assert 2 == result.exit_code
    assert "SOURCE_DATE_EPOCH is 'today' (expected: seconds since 1970)" in result.stderr


def test_check_says_how_many_cases_passed() -> None:
    """Beside criteria and pages."""
    expected = len(yaml.safe_load((ROOT / "cases.yaml").read_text())["cases"])

    assert f" {expected} cases passed: no mistakes\n" in run("check", "--site", str(ROOT)).stdout


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp437"])
def test_output_in_another_encoding(encoding: str) -> None:
    """Bars and quotes become plain ones, and nothing fails."""
    done = subprocess.run(
        [BIN / "guide", "recommend", *TRIP, "distance=short", "budget=low"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    text = done.stdout.decode(encoding)

    assert (0, b"") == (done.returncode, done.stderr)
    assert ("█" if encoding == "cp437" else "#") in text


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere such a file cannot be made")
def test_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    """It is printed as it is, so that it can be typed again."""
    done = subprocess.run(
        [BIN / "guide", "new", b"caf\xe9"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
    )

    assert 0 == done.returncode
    assert b"caf\xe9/cases.yaml" == done.stdout.splitlines()[0]
    assert done.stderr.endswith(b" --site 'caf\xe9'\n")


def test_current_folder_is_the_site(tmp_path: Path) -> None:
    """Without --site the commands work on the current folder; GUIDE_SITE names another."""
    shutil.copy(SITES / "trip" / "criteria.yaml", tmp_path)

    assert "5 criteria" in command(BIN / "guide", "check", cwd=tmp_path).stdout
    result = CliRunner(env={"GUIDE_SITE": str(tmp_path)}).invoke(main, ["check"])
    assert "5 criteria" in result.stdout


def test_other_servers_find_the_application() -> None:
    """`flask --app guide` and `gunicorn 'guide:create_app()'` work."""
    routes = command(BIN / "flask", "--app", "guide", "routes")

    assert 0 == routes.returncode, routes.stderr
    assert "results.result" in routes.stdout
    checked = command(BIN / "gunicorn", "--check-config", "guide:create_app()")
    assert 0 == checked.returncode, checked.stderr


@pytest.mark.parametrize(
    "server",
    [
        ("gunicorn", "--bind", "127.0.0.1:0", "--log-level", "critical", "guide:create_app()"),
        ("flask", "--app", "guide", "run", "--port", "0"),
    ],
)
def test_other_servers_tell_mistakes_alone(server: tuple[str, ...], tmp_path: Path) -> None:
    """A guide that is wrong, and a setting, are told in their own lines, without a traceback."""
    (tmp_path / "criteria.yaml").write_text("[]\n")
    program, *rest = server
    start = f"GUIDE_SITE={tmp_path} exec '{BIN}/{program}' " + shlex.join(rest)
    wrong = command("bash", "-c", start)
    setting = command("bash", "-c", f"export GUIDE_PROXIES=x; {start}")

    assert (4, "criteria.yaml:1:1: got a list (expected: a mapping of keys to values)\n") == (
        wrong.returncode,
        wrong.stderr,
    )
    assert (4, 1) == (setting.returncode, setting.stderr.count("\n"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_a_line() -> None:
    """As is a current folder that was removed: neither is a traceback."""
    gone = f"cd $(mktemp -d) && rmdir $PWD && '{BIN}/guide' check"
    full = command("bash", "-c", f"'{BIN}/guide' schema > /dev/full")
    archive = run("start", "audience=page", "--zip", "/dev/full")

    assert (1, "Error: what is printed cannot be written: No space left on device\n") == (
        full.returncode,
        full.stderr,
    )
    assert (1, "Error: /dev/full cannot be written: No space left on device\n") == (
        archive.exit_code,
        archive.stderr,
    )
    assert command("bash", "-c", gone).stderr.startswith("Error: the current folder is gone. ")


def test_reader_that_goes_away_is_no_error() -> None:
    """`guide recommend | head -1` ends quietly."""
    done = command("bash", "-c", f"set -o pipefail; '{BIN}/guide' schema | head -1")

    assert "Traceback" not in done.stderr
    assert "{\n" == done.stdout
