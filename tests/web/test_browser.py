"""The whole way through the site in a real browser: live, as files, with and without JavaScript."""

import contextlib
import random
import re
import urllib.request
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import TimeoutError as TimedOut

from guide.engine.answers import Answers, asked
from guide.engine.decision import decide
from guide.engine.model import Guide
from guide.telling.phrases import Phrases
from guide.telling.verdict import Verdict, verdict
from tests.conftest import ROOT, SITES, OpenPage, Sites, guide_of

PLACES = ["live", "static", "below", "file"]
GUIDE = guide_of(ROOT)
TRIP = guide_of(SITES / "trip")
AWKWARD = guide_of(SITES / "awkward")


def told(
    guide: Guide, options: dict[str, str], importance: dict[str, int] | None = None
) -> Verdict:
    """Return what the guide says in Python to the answers: the page has to say the same."""
    return verdict(Phrases(), decide(guide, Answers(options, importance or {})))


def choose(page: Page, criterion: str, option: str) -> None:
    page.locator(f'input[name="{criterion}"][value="{option}"]').check()


def has_query(page: Page, expected: list[tuple[str, str]]) -> None:
    """Wait until the answers in the address are these; the page puts them there in its own time."""

    def query(url: str) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(url).query, keep_blank_values=True)

    with contextlib.suppress(TimedOut):
        page.wait_for_url(lambda url: query(url) == expected, wait_until="commit")
    assert expected == query(page.url)


def some(guide: Guide, count: int) -> dict[str, str]:
    """Return the first options of the first `count` criteria that are asked without conditions."""
    free = [criterion for criterion in guide.criteria if not criterion.when]
    return {criterion.id: criterion.options[0].id for criterion in free[:count]}


def complete(guide: Guide) -> dict[str, str]:
    """Return an answer to every criterion that is asked, the wordiest option of each."""
    options: dict[str, str] = {}
    for criterion in guide.criteria:
        if criterion in asked(guide, options):
            wordiest = max(criterion.options, key=lambda o: sum(map(len, o.because.values())))
            options[criterion.id] = wordiest.id
    return options


@pytest.mark.parametrize("place", PLACES)
def test_way_from_home_to_result_and_back(place: str, places: Sites, open_page: OpenPage) -> None:
    """Answers lead to a verdict that follows each of them, to a result, and back to the answers."""
    options = some(GUIDE, 3)
    page = open_page(places.url(place, "/"))
    page.get_by_role("link", name="Answer the questions").click()
    expect(page.locator("#headline")).to_have_text(told(GUIDE, {}).bar)
    given: dict[str, str] = {}
    for criterion, option in options.items():
        choose(page, criterion, option)
        given[criterion] = option

        expect(page.locator("#headline")).to_have_text(told(GUIDE, given).bar)

    has_query(page, list(options.items()))

    page.get_by_role("button", name="See the result").click()

    expect(page.locator("h1")).to_have_text(told(GUIDE, options).headline)
    expect(page.locator("#recommendation .lead")).to_contain_text(told(GUIDE, options).detail)
    has_query(page, list(options.items()))

    page.reload()

    expect(page.locator("h1")).to_have_text(told(GUIDE, options).headline)

    page.get_by_role("link", name="Back to the questions").click()

    expect(page.locator("#headline")).to_have_text(told(GUIDE, options).bar)
    for criterion, option in options.items():
        expect(page.locator(f'input[name="{criterion}"][value="{option}"]')).to_be_checked()


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_answer_on_the_home_page_goes_along(place: str, places: Sites, open_page: OpenPage) -> None:
    """To the whole questionnaire, too, with those of the address; so does another in its place."""
    given = some(GUIDE, 1)
    page = open_page(places.url(place, f"/?{urlencode(given)}"))
    chosen = page.locator("#first input[type=radio]")
    name = str(chosen.first.get_attribute("name"))
    values = [str(chosen.nth(n).get_attribute("value")) for n in (0, 1)]
    for value in values:
        page.locator(f'#first label:has([value="{value}"])').click()
    page.get_by_role("link", name="Answer the questions").click()

    for criterion, option in (given | {name: values[1]}).items():
        expect(page.locator(f'input[name="{criterion}"][value="{option}"]')).to_be_checked()


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_the_answer_of_the_address_is_chosen_on_the_home_page(
    place: str, places: Sites, open_page: OpenPage
) -> None:
    """So that it goes along where nothing else is chosen."""
    home = places.url(place, "/")
    first = open_page(home).locator("#first input[type=radio]").nth(1)
    given = {str(first.get_attribute("name")): str(first.get_attribute("value"))}
    page = open_page(f"{home}?{urlencode(given)}")

    expect(page.locator("#first input[type=radio]").nth(1)).to_be_checked()

    page.get_by_role("button", name="Next question").click()

    has_query(page, list(given.items()))


@pytest.mark.parametrize("chosen", [True, False])
@pytest.mark.parametrize("place", ["live", "static", "file", "plain"])
def test_not_sure_on_the_home_page_leads_on(
    place: str, chosen: bool, places: Sites, open_page: OpenPage
) -> None:
    """Where nothing is chosen, too, the first question is passed over, and is not asked again."""
    scripts = place != "plain"
    page = open_page(places.url(place if scripts else "live", "/"), java_script_enabled=scripts)
    asked = page.locator("#first legend").inner_text()
    if chosen:
        page.locator("#first").get_by_label("Not sure").check()
    page.get_by_role("button", name="Next question").click()

    expect(page.locator("#one legend")).to_be_visible()
    expect(page.locator("#one legend")).not_to_have_text(asked)
    expect(page.locator("#back")).to_be_visible()


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_answers_survive_reload_and_back(place: str, places: Sites, open_page: OpenPage) -> None:
    """Answers and importances stay through a reload, and through a page and back."""
    options = some(GUIDE, 2)
    first = GUIDE.criteria[0]
    weight = 5 if first.importance != 5 else 4
    page = open_page(places.url(place, "/questions/"))
    for criterion, option in options.items():
        choose(page, criterion, option)
    page.locator(f'select[name="importance.{first.id}"]').select_option(str(weight))
    expected = [*options.items(), (f"importance.{first.id}", str(weight))]
    found = told(GUIDE, options, {first.id: weight})
    has_query(page, expected)

    page.reload()

    expect(page.locator("#headline")).to_have_text(found.bar)
    has_query(page, expected)

    page.get_by_role("button", name="See the result").click()
    expect(page.locator("h1")).to_have_text(found.headline)
    page.go_back()

    expect(page.locator("#headline")).to_have_text(found.bar)
    for criterion, option in options.items():
        expect(page.locator(f'input[name="{criterion}"][value="{option}"]')).to_be_checked()
    expect(page.locator(f'select[name="importance.{first.id}"]')).to_have_value(str(weight))
    has_query(page, expected)


@pytest.mark.parametrize("place", ["live", "file"])
def test_importance_changes_the_verdict(place: str, trip: Sites, open_page: OpenPage) -> None:
    """Another importance gives other figures at once, and the same ones on the result page."""
    options = {"budget": "low", "company": "family"}
    page = open_page(trip.url(place, "/questions/?" + urlencode(options)))
    before = page.locator("#fits").inner_text()
    page.locator('select[name="importance.company"]').select_option("5")
    changed = told(TRIP, options, {"company": 5})

    expect(page.locator("#headline")).to_have_text(changed.bar)
    assert before != page.locator("#fits").inner_text()

    page.get_by_role("button", name="See the result").click()

    expect(page.locator("#recommendation .lead")).to_contain_text(changed.detail)


@pytest.mark.parametrize("place", ["live", "file"])
def test_conditional_questions_come_and_go(place: str, trip: Sites, open_page: OpenPage) -> None:
    """A question appears and goes with the answers before it; a status says so; so does the sum.

    Its answer stays in the link, and the result says that it is not counted.
    """
    page = open_page(trip.url(place, "/questions/"))
    luggage = page.get_by_role("group", name="How much do you carry?")
    said = page.get_by_role("status").filter(has_text="Luggage")
    expect(luggage).to_be_hidden()
    expect(page.locator("#progress")).to_contain_text("0 of 4 answered")

    choose(page, "distance", "long")

    expect(luggage).to_be_visible()
    expect(said).to_have_text("Now asked: Luggage.")
    expect(page.locator("#progress")).to_contain_text("1 of 5 answered")

    choose(page, "luggage", "heavy")
    choose(page, "distance", "short")

    expect(luggage).to_be_hidden()
    expect(said).to_have_text("No longer asked: Luggage.")
    expect(page.locator("#progress")).to_contain_text("1 of 4 answered")
    has_query(page, [("distance", "short"), ("luggage", "heavy")])

    page.get_by_role("button", name="See the result").click()

    expect(page.locator("#recommendation")).to_contain_text("Not counted: Luggage, “Trunks”.")


@pytest.mark.parametrize("place", ["live", "file"])
def test_verdict_and_progress_are_announced(place: str, trip: Sites, open_page: OpenPage) -> None:
    """The verdict is a status; the progress is shown in words and as a progress bar."""
    page = open_page(trip.url(place, "/questions/"))

    choose(page, "budget", "high")

    verdict = page.get_by_role("status").filter(has_text=told(TRIP, {"budget": "high"}).bar)
    expect(verdict).to_be_visible()
    bar = page.get_by_role("progressbar", name="Questions answered")
    assert bar.evaluate("bar => [bar.value, bar.max]") == [1, 4]


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_clear(place: str, places: Sites, open_page: OpenPage) -> None:
    """Clearing takes back answers, importances and the link, and puts the focus at the start."""
    first = GUIDE.criteria[0]
    pairs = [*some(GUIDE, 3).items(), (f"importance.{first.id}", "0")]
    page = open_page(places.url(place, "/questions/?" + urlencode(pairs)))
    expect(page.locator(f'select[name="importance.{first.id}"]')).to_have_value("0")

    page.get_by_text("Clear all answers").click()

    expect(page.locator("#headline")).to_have_text(told(GUIDE, {}).bar)
    has_query(page, [])
    weight = page.locator(f'select[name="importance.{first.id}"]')
    expect(weight).to_have_value(str(first.importance))
    assert first.id == page.evaluate("document.activeElement.name")


@pytest.mark.parametrize("place", ["live", "file"])
def test_not_sure_is_no_answer(place: str, trip: Sites, open_page: OpenPage) -> None:
    """Going back to "not sure" takes an answer back."""
    page = open_page(trip.url(place, "/questions/?budget=low"))

    page.get_by_role("group", name="What may it cost?").get_by_label("Not sure").check()

    expect(page.locator("#headline")).to_have_text(told(TRIP, {}).bar)
    has_query(page, [])


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_unknown_parts_of_a_link_are_named(place: str, places: Sites, open_page: OpenPage) -> None:
    """Both pages name what they do not understand, and use the rest."""
    first = GUIDE.criteria[0]
    good = first.options[0].id
    strange = f"?{first.id}={good}&{first.id}=again&shoe=42&importance.{first.id}=9"
    for path in ("/questions/", "/result/"):
        page = open_page(places.url(place, path + strange))

        items = page.locator("#problems li")
        expect(items).to_have_text(
            [
                f"{first.id}=again: repeated (expected: each name once; the first counts)",
                "shoe=42: unknown name (expected: a criterion of this guide)",
                f"importance.{first.id}=9: not an importance "
                "(expected: a whole number from 0 to 5)",
            ]
        )
        found = told(GUIDE, {first.id: good})
        if path == "/questions/":
            expect(page.locator("#headline")).to_have_text(found.bar)
        else:
            expect(page.locator("h1")).to_have_text(found.headline)


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_old_link_says_that_the_guide_has_changed(
    place: str, places: Sites, open_page: OpenPage
) -> None:
    """A link made with another version of the guide says so; one with this version does not."""
    options = urlencode(some(GUIDE, 1))
    for digest, shown in ((GUIDE.digest, False), ("0123456789ab", True)):
        page = open_page(places.url(place, f"/result/?{options}&guide.digest={digest}"))

        expect(page.locator("#outdated")).to_be_visible(visible=shown)


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_copied_link_gives_the_same_result(place: str, places: Sites, open_page: OpenPage) -> None:
    """The copied link is absolute, carries the guide's digest, and leads to the same result."""
    permissions = ["clipboard-read", "clipboard-write"]
    options = some(GUIDE, 2)
    url = places.url(place, "/result/?" + urlencode(options))
    page = open_page(url, permissions=permissions)

    page.get_by_role("button", name="Copy the link").click()

    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    link = page.evaluate("navigator.clipboard.readText()")
    assert f"{url}&guide.digest={GUIDE.digest}" == link
    page.goto(link)
    expect(page.locator("h1")).to_have_text(told(GUIDE, options).headline)


def tab_to(page: Page, test: str) -> None:
    """Press Tab until the focused element passes; each stop has to show that it has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        at = f"[getComputedStyle(e).outlineStyle, e.outerHTML, {test}]"
        ring, here, passed = page.evaluate(f"(e => {at})(document.activeElement)")
        assert ring != "none", here
        if passed:
            return
    pytest.fail(f"no stop where {test}")


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_by_keyboard_alone(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """Tab, arrows, Space and Enter lead from the start to a result."""
    first, second = GUIDE.criteria[:2]
    options = {first.id: first.options[0].id, second.id: second.options[1].id}
    page = open_page(places.url(place, "/"), java_script_enabled=javascript)
    tab_to(page, "e.textContent === 'Skip to the content'")
    way = "Answer the questions on one page" if javascript else "All questions on one page"
    tab_to(page, f"e.textContent === '{way}'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/**")
    tab_to(page, f"e.name === '{first.id}'")
    page.keyboard.press("ArrowDown")  # from "not sure", the last, round to the first
    tab_to(page, f"e.name === '{second.id}'")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "e.textContent === 'See the result'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/result/**")

    expect(page.locator("h1")).to_have_text(told(GUIDE, options).headline)


def test_without_javascript_the_server_answers(live: str, open_page: OpenPage) -> None:
    """Live, the questionnaire is a plain form whose result says the same."""
    options = some(GUIDE, 4)
    page = open_page(f"{live}/questions/", java_script_enabled=False)
    for criterion, option in options.items():
        choose(page, criterion, option)
    conditional = [c for c in GUIDE.criteria if c.when]
    expect(page.locator(".when")).to_have_count(len(conditional))

    page.get_by_role("button", name="See the result").click()

    expect(page.locator("h1")).to_have_text(told(GUIDE, options).headline)
    expect(page.locator("#problems")).to_be_hidden()

    page.get_by_label(f"{GUIDE.criteria[0].title}: importance").select_option("0")
    page.get_by_role("button", name="Update the result").click()

    headline = told(GUIDE, options, {GUIDE.criteria[0].id: 0}).headline
    expect(page.locator("h1")).to_have_text(headline)
    expect(page.get_by_role("button")).to_have_count(1)


def test_without_javascript_the_home_page_loses_no_answer(live: str, open_page: OpenPage) -> None:
    """Only a button leads to the questions there, as a link would leave the answer behind."""
    page = open_page(f"{live}/", java_script_enabled=False)
    page.locator("#first input").first.check()
    value = page.locator("#first input").first.get_attribute("value")

    expect(page.get_by_role("link", name="Answer the questions")).to_be_hidden()

    page.get_by_role("button", name="All questions on one page").click()

    expect(page.locator(f'#questions input[value="{value}"]:checked')).to_have_count(1)


# where the field of an answer ends, and where its words begin
SIDES = """(labels) => labels.map((label) => {
    const words = document.createRange();
    words.selectNodeContents(label.childNodes[1]);
    const field = label.firstChild.getBoundingClientRect();
    return { field: field.right, words: words.getBoundingClientRect().left };
})"""


@pytest.mark.parametrize("place", ["static", "file"])
def test_without_javascript_the_export_is_a_score_sheet(
    place: str, places: Sites, open_page: OpenPage
) -> None:
    """Exported, the questionnaire shows every option with its points; the result points there."""
    page = open_page(places.url(place, "/questions/"), java_script_enabled=False)

    expect(page.get_by_role("heading", name="A score sheet, to add up by hand")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    for criterion in GUIDE.criteria:
        labels = page.locator(f"#q-{criterion.id} label").all_inner_texts()
        shown = [text.replace("\n", "") for text in labels]
        for option in criterion.options:
            points = [
                f"{a.name} {criterion.importance * option.fit[a.id]}" for a in GUIDE.alternatives
            ]
            assert 1 == shown.count(f"{option.label}{', '.join(points)}"), option.label

    page.goto(places.url(place, "/result/"))

    note = page.locator(".note", has_text="Without its JavaScript")
    expect(note).to_be_visible()
    expect(note.get_by_role("link", name="questions")).to_be_visible()


def test_points_of_the_score_sheet_move_no_answer(places: Sites, browser: Browser) -> None:
    """On a phone each answer stands beside its field, exported as live; so it does on the sheet."""
    page, plain = (
        browser.new_context(
            viewport={"width": 360, "height": 640}, java_script_enabled=scripts
        ).new_page()
        for scripts in (True, False)
    )
    heights = []
    for place in ("live", "file"):
        page.goto(places.url(place, "/questions/"))
        page.wait_for_function("document.getElementById('headline').textContent")
        labels = page.locator("fieldset > label")
        heights.append(labels.evaluate_all("(them) => them.map((it) => it.offsetHeight)"))
    plain.goto(places.url("file", "/questions/"))
    boxes = plain.locator("fieldset > label").evaluate_all(SIDES)

    assert heights[0] == heights[1]
    assert [] == [sides for sides in boxes if sides["field"] > sides["words"]]
    page.context.close()
    plain.context.close()


def test_with_javascript_there_is_no_score_sheet(places: Sites, open_page: OpenPage) -> None:
    """The sheet is for those who need it."""
    page = open_page(places.url("file", "/questions/"))

    expect(page.get_by_text("A score sheet")).to_be_hidden()


@pytest.mark.parametrize("place", ["live", "file"])
def test_complete_result_prints_on_two_pages(
    place: str, places: Sites, open_page: OpenPage
) -> None:
    """The longest result fits two pages of paper, without what only a screen can use."""
    page = open_page(places.url(place, "/result/?" + urlencode(complete(GUIDE))))
    pdf = page.pdf(format="A4")
    page.emulate_media(media="print")

    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_be_hidden()


SCROLLING = """() => [...document.querySelectorAll("main :is(.scroll, pre)")].filter((box) =>
    box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1
).map((box) => `${box.className}: ${box.textContent.trim().slice(0, 60)}`)"""


@pytest.mark.parametrize("path", ["/benchmarks/", "/demos/auth/", "/demos/attacks/"])
def test_paper_cuts_nothing_off(path: str, places: Sites, open_page: OpenPage) -> None:
    """What scrolls in a box of its own on a screen is printed whole; 717 px are a page of A4."""
    page = open_page(places.url("live", path), viewport={"width": 717, "height": 1040})
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    assert [] == page.evaluate(SCROLLING)


PARTED = """() => {
    document.querySelector("main").style.display = "block";
    document.querySelector("form").style.cssText =
        "columns: 300px; column-fill: auto; height: 331px; width: 600px";
    const boxes = [...document.querySelectorAll("fieldset > label")];
    return boxes.filter((box) => box.getClientRects().length > 1).length;
}"""


def test_no_option_is_parted_between_two_pages(places: Sites, open_page: OpenPage) -> None:
    """Where the questionnaire is printed; low columns break it as pages do, and oftener."""
    page = open_page(places.url("file", "/questions/"))
    page.emulate_media(media="print")

    assert 0 == page.evaluate(PARTED)


def answer_sets(guide: Guide, count: int) -> Iterator[list[tuple[str, str]]]:
    """Yield links' parts at random, the same at each run: none, some, all; known and unknown."""
    rng = random.Random(7)
    yield []
    for number in range(count):
        share = rng.choice((0.3, 0.7, 1))
        pairs = [
            (criterion.id, rng.choice(criterion.options).id)
            for criterion in guide.criteria
            if rng.random() < share
        ]
        if number % 3 == 0:
            pairs += [(f"importance.{c.id}", str(rng.randint(0, 6))) for c in guide.criteria[::2]]
        if number % 5 == 0:
            pairs += [("shoe", "4 & <2>"), ("", ""), ("é\0", "=&;+%"), *pairs[:1]]
        if number % 7 == 0:
            pairs += [("guide.digest", "x" * 70)]
        rng.shuffle(pairs)
        yield pairs


# The words of a result page that a script made, and of one as the server sent it.
SAID = """(sent) => [document, new DOMParser().parseFromString(sent, "text/html")].map((page) => {
    for (const other of page.querySelectorAll("script, noscript, template")) other.remove();
    const texts = ["recommendation", "problems"].map((id) => page.getElementById(id).textContent);
    // spaces between elements are not the same, and do not show
    return [page.title, page.getElementById("outdated").hidden,
        ...texts.map((text) => text.replace(/\\s/g, ""))];
})"""


@pytest.mark.long
@pytest.mark.parametrize(
    ("guide", "sites", "place", "count"),
    [
        pytest.param(GUIDE, "places", "file", 24, id="files"),
        pytest.param(GUIDE, "places", "below", 5, id="below"),
        pytest.param(TRIP, "trip", "file", 40, id="trip"),
        pytest.param(AWKWARD, "awkward", "file", 6, id="awkward"),
    ],
)
def test_same_words_live_and_exported(
    guide: Guide,
    sites: str,
    place: str,
    count: int,
    request: pytest.FixtureRequest,
    browser: Browser,
) -> None:
    """For the same answers, the server and the script say the same on the result page."""
    where: Sites = request.getfixturevalue(sites)
    context = browser.new_context()
    page = context.new_page()
    for pairs in answer_sets(guide, count):
        path = "/result/?" + urlencode(pairs)
        with urllib.request.urlopen(where.url("live", path)) as response:
            sent = response.read().decode()
        page.goto(where.url(place, path))
        shown, served = page.evaluate(SAID, sent)

        assert served == shown, path
    context.close()


@pytest.mark.parametrize("place", ["live", "file"])
def test_guide_with_awkward_names(place: str, awkward: Sites, open_page: OpenPage) -> None:
    """Ids that scripts and forms use themselves, and markup in texts, do no harm."""
    page = open_page(awkward.url(place, "/questions/"))
    given: dict[str, str] = {}
    has_query(page, list(given.items()))
    for criterion in AWKWARD.criteria:
        choose(page, criterion.id, "proto")
        given[criterion.id] = "proto"

        expect(page.locator("#headline")).to_have_text(told(AWKWARD, given).bar)

    has_query(page, list(given.items()))

    page.get_by_role("button", name="See the result").click()

    expect(page.locator("h1")).to_have_text(told(AWKWARD, given).headline)


@pytest.mark.parametrize(("width", "words"), [(1280, 60), (360, 30)])
def test_the_panel_of_many_shows_the_whole_verdict(
    width: int, words: int, awkward: Sites, open_page: OpenPage
) -> None:
    """At the side of a page there is room for all of it, at its edge for five lines."""
    page = open_page(awkward.url("live", "/questions/"), {"width": width, "height": 800})
    page.evaluate("n => { headline.textContent = 'Word '.repeat(n); }", words)
    shown, whole = page.evaluate("[headline.clientHeight, headline.scrollHeight]")

    assert shown == whole


@pytest.mark.parametrize("place", ["live", "file"])
@pytest.mark.parametrize("path", ["/questions/", "/result/"])
def test_an_early_answer_is_kept(path: str, place: str, trip: Sites, browser: Browser) -> None:
    """What is chosen before the page's script has run wins over what its link says."""
    context = browser.new_context()
    page = context.new_page()
    held: list[Route] = []
    page.route("**/with-*.js*", lambda route: held.append(route))
    page.goto(trip.url(place, f"{path}?budget=low"), wait_until="commit")
    if path == "/questions/":
        choose(page, "budget", "high")
    else:
        page.locator('select[name="budget"]').first.select_option("high")
    for route in held:
        route.continue_()
    found = told(TRIP, {"budget": "high"})

    if path == "/questions/":
        expect(page.locator("#headline")).to_have_text(found.bar)
        expect(page.locator('input[name="budget"][value="high"]')).to_be_checked()
    else:
        expect(page.locator("h1")).to_have_text(found.headline)
    context.close()


def test_clearing_can_be_undone(trip: Sites, open_page: OpenPage) -> None:
    """The answers that were cleared come back, until another one is given."""
    page = open_page(trip.url("live", "/questions/?budget=low&importance.budget=5"))
    clear = page.locator("#clear")
    clear.click()
    has_query(page, [])
    expect(clear).to_have_text("Undo")
    expect(clear).to_be_in_viewport()

    clear.click()

    has_query(page, [("budget", "low"), ("importance.budget", "5")])
    expect(clear).to_have_text("Clear all answers")
