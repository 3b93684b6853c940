"""The result page: its words, answers changed in place, a second set, and what to take along."""

import datetime
import random
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from guide.engine.answers import Answers
from guide.engine.decision import decide
from guide.engine.model import Guide
from guide.engine.worth import worth
from guide.telling import decision_record, differences
from guide.telling.phrases import Phrases
from guide.telling.sections import count
from guide.telling.verdict import Verdict, verdict
from guide.web.results import lasting
from tests.conftest import ROOT, SITES, OpenPage, Sites, guide_of

GUIDE = guide_of(ROOT)
TRIP = guide_of(SITES / "trip")
SAY = Phrases()
BOTH = ["live", "file"]
# asked for at once: a locator brings many scripts into each page that it is used in
SHOWN = """async () => {
    while (document.querySelector("[aria-busy]")) await new Promise((done) => setTimeout(done));
    document.getElementById("answers").classList.remove("parted");
    const texts = ["recommendation", "problems"].map((id) => document.getElementById(id).innerText);
    return [document.title, ...texts].join("\\n");
}"""


def told(
    guide: Guide, options: dict[str, str], importance: dict[str, int] | None = None
) -> Verdict:
    return verdict(SAY, decide(guide, Answers(options, importance or {})))


def query(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query, keep_blank_values=True)


def lines(page: Page) -> list[str]:
    """Return the page's text without what only scripts or only forms without them show.

    As after a rest: while answers change, what is out of sight is not laid out, and has no text.
    """
    found = page.evaluate(SHOWN)
    return [line.strip() for line in found.split("\n") if line.strip()]


def links(guide: Guide, count: int, seed: int) -> list[str]:
    """Return queries at random, the same at each run; every second one with a second set."""
    dice, found = random.Random(seed), []
    for number in range(count):
        pairs: list[tuple[str, str]] = []
        for prefix in ("", "other.") if number % 2 else ("",):
            share = dice.choice((0.2, 0.6, 1))
            pairs += [
                (prefix + c.id, dice.choice(c.options).id)
                for c in guide.criteria
                if dice.random() < share
            ]
            pairs += [
                (f"{prefix}importance.{c.id}", str(dice.randint(0, 5)))
                for c in guide.criteria
                if dice.random() < 0.15
            ]
        found.append(urlencode(pairs))
    return found


@pytest.mark.long
@pytest.mark.parametrize(
    ("guide", "sites", "count"),
    [
        pytest.param(GUIDE, "places", 12, id="two"),
        pytest.param(TRIP, "trip", 24, id="three"),
    ],
)
def test_same_words_wherever_rendered(
    guide: Guide, sites: str, count: int, request: pytest.FixtureRequest, browser: Browser
) -> None:
    """The server's words without JavaScript, the script's live, and the script's in the export."""
    where: Sites = request.getfixturevalue(sites)
    plain = browser.new_context(java_script_enabled=False)
    scripted = browser.new_context()
    pages = {
        ("live", False): plain.new_page(),
        ("live", True): scripted.new_page(),
        ("file", True): scripted.new_page(),
    }

    for link in links(guide, count, 5):
        shown = []
        for (place, _), page in pages.items():
            page.goto(where.url(place, f"/result/?{link}"))
            shown.append(lines(page))

        assert shown[0] == shown[1] == shown[2], link
    plain.close()
    scripted.close()


@pytest.mark.parametrize("place", BOTH)
def test_what_to_do_next_is_a_step_from_the_verdict(
    place: str, places: Sites, open_page: OpenPage
) -> None:
    """All reasons are a long way: a link below the first of them leads past the rest."""
    page = open_page(places.url(place, "/result/?audience=programs&auth=key"))
    page.locator(".s-weighs").get_by_role("link", name="What to do next").click()

    expect(page.get_by_role("heading", name="What to do next")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Get a project for these answers")).to_be_in_viewport()


@pytest.mark.parametrize("place", BOTH)
def test_answers_that_are_kept_are_in_sight(place: str, places: Sites, open_page: OpenPage) -> None:
    """Whoever keeps them sees that they are kept, and what to do then, and not the page’s top."""
    page = open_page(places.url(place, "/result/?audience=programs&auth=key"))
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="Keep these answers").click()

    expect(page.get_by_role("heading", name="Beside the answers you kept")).to_be_in_viewport()
    expect(page.get_by_text("Change an answer below")).to_be_in_viewport()


# the address, once it has followed more changes than so many: it comes after all else
FOLLOWED = """async (number) => {
    while (self.followed <= number) await new Promise((done) => setTimeout(done));
    return location.href;
}"""


@pytest.mark.parametrize(("guide", "sites"), [(GUIDE, "places"), (TRIP, "trip")])
def test_changed_in_place_as_if_opened(
    guide: Guide, sites: str, request: pytest.FixtureRequest, browser: Browser
) -> None:
    """After each of many changes the page says what its new address says when it is opened."""
    where: Sites = request.getfixturevalue(sites)
    context = browser.new_context()
    page, fresh = context.new_page(), context.new_page()
    page.add_init_script(
        "self.followed = 0; const { replaceState } = history; history.replaceState = (...to) => {"
        "replaceState.apply(history, to); self.followed += 1; };"
    )
    page.goto(where.url("file", "/result/?" + links(guide, 2, 9)[1]))
    dice = random.Random(2)
    for number in range(12):
        fields = page.locator("#recommendation select")
        field = fields.nth(dice.randrange(fields.count()))
        values = field.evaluate("field => [...field.options].map(o => o.value)")
        before = page.url
        field.select_option(choice := dice.choice(values))
        fresh.goto(page.evaluate(FOLLOWED, number))

        assert lines(fresh) == lines(page), (before, choice)
        state = "document.querySelectorAll('#recommendation select')"
        shown = f"[...{state}].map(s => [s.name, s.value])"
        assert fresh.evaluate(shown) == page.evaluate(shown)
    context.close()


def test_what_the_server_rendered_stays(trip: Sites, browser: Browser) -> None:
    """The script takes it over as it is: nothing is laid out twice."""
    page = browser.new_page()
    page.add_init_script(
        "document.addEventListener('readystatechange', () => window.first ??="
        " [...document.querySelectorAll('#recommendation *')])"
    )
    page.goto(trip.url("live", "/result/?company=alone&distance=overseas"))
    expect(page.locator("#now")).not_to_be_empty()
    left = page.evaluate("window.first.every((element) => element.isConnected)")
    many = page.evaluate("window.first.length")
    page.close()

    assert left
    assert many > 50


def test_far_parts_are_laid_out_after_the_rest(trip: Sites, open_page: OpenPage) -> None:
    """What is far down is laid out once the page is there, and left out while answers change."""
    page = open_page(
        trip.url("live", "/result/?budget=low"), viewport={"width": 360, "height": 640}
    )
    form = page.locator("#answers")
    expect(form).to_have_class("")
    page.get_by_label("Company: your answer").select_option("family")

    expect(form).to_have_class("parted")


@pytest.mark.parametrize("below", [False, True])
def test_what_is_in_sight_comes_before_the_rest(
    below: bool, trip: Sites, open_page: OpenPage
) -> None:
    """An answer changes at once what is in sight: verdict or bar, and its reason; then the rest."""
    page = open_page(trip.url("live", "/result/?budget=low"))
    expect(page.locator("#answers")).to_have_class("")
    if below:
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        expect(page.locator("#now")).to_have_class("now shown")
    states = page.evaluate(
        """async () => {
            const box = document.getElementById("recommendation"), states = [];
            const parts = [document.getElementById("now"),
                ...[".s-verdict", ".s-why", "#q-budget .gains"]
                    .map((part) => box.querySelector(part))];
            const note = () => states.push([box.ariaBusy, ...parts.map((it) => it.textContent)]);
            const give = (name, value) => {
                const field = box.querySelector(`[name="${name}"]`);
                field.value = value;
                field.dispatchEvent(new Event("change", { bubbles: true }));
                note();
            };
            note();
            give("budget", "high");
            give("company", "family"); // before the rest of the first is written
            while (box.ariaBusy) await new Promise((done) => setTimeout(done));
            note();
            return states;
        }"""
    )
    before, first, second, after = states
    fresh = lines(open_page(trip.url("live", "/result/?budget=high&company=family")))

    assert [busy for busy, *_ in states] == [None, "true", "true", None]
    near, far = (1, 2) if below else (2, 1)
    assert before[near] != first[near] != second[near] == after[near]
    assert before[far] == first[far] == second[far] != after[far]
    assert before[3] != first[3] == second[3] != after[3]
    assert before[4] != first[4] == second[4] == after[4]
    assert fresh == lines(page)


def test_rest_waits_until_what_is_in_sight_is_painted(trip: Sites, open_page: OpenPage) -> None:
    """A timer alone would come before the frame, and hold up what an answer changes at once."""
    page = open_page(trip.url("live", "/result/?budget=low"))
    expect(page.locator("#answers")).to_have_class("")
    before, busy, after = page.evaluate(
        """async () => {
            const box = document.getElementById("recommendation");
            const field = box.querySelector('[name="budget"]');
            const why = () => box.querySelector(".s-why").textContent;
            const before = why();
            const frame = new Promise((done) => requestAnimationFrame(() => done(box.ariaBusy)));
            field.value = "high";
            field.dispatchEvent(new Event("change", { bubbles: true }));
            const busy = await frame;
            while (box.ariaBusy) await new Promise((done) => setTimeout(done));
            return [before, busy, why()];
        }"""
    )

    assert busy == "true"
    assert before != after


def test_focus_stays_where_it_went_meanwhile(trip: Sites, open_page: OpenPage) -> None:
    """Whoever goes on before the rest is written is not taken back to the field."""
    page = open_page(trip.url("live", "/result/?budget=low"))
    expect(page.locator("#answers")).to_have_class("")
    name = page.evaluate(
        """async () => {
            const [field, other] = document.querySelectorAll("#answers select");
            field.focus();
            field.selectedIndex = 2;
            field.dispatchEvent(new Event("change", { bubbles: true }));
            other.focus();
            while (document.querySelector("[aria-busy]")) {
                await new Promise((done) => setTimeout(done));
            }
            return [other.name, document.activeElement.name];
        }"""
    )

    assert name[0] == name[1]


def test_focus_stays_before_the_page_is_ready(trip: Sites, open_page: OpenPage) -> None:
    """A change that makes the whole page anew keeps the focus in the field."""
    page = open_page(trip.url("live", "/result/?budget=low"))
    page.add_init_script("self.requestIdleCallback = () => 0")
    page.reload()
    field = page.get_by_label("Company: your answer")
    field.focus()
    field.select_option("family")

    page.wait_for_url("**company=family**")
    expect(field).to_be_focused()
    expect(page.get_by_label("Company: importance")).to_be_visible()


def test_what_was_chosen_before_the_page_is_ready_is_in_its_address(
    live: str, browser: Browser
) -> None:
    """It counts; so a reload keeps it, and a link that is taken from there."""
    page = browser.new_page()

    def choose(route: Route) -> None:
        page.select_option("select[name=experience]", "django")
        route.continue_()

    page.route("**/with-result.js*", choose)
    page.goto(f"{live}/result/?experience=beginner&auth=login")
    page.wait_for_url("**/result/?experience=django&auth=login")

    assert query(page) == [("experience", "django"), ("auth", "login")]

    page.close()


def test_nothing_moves_while_it_opens(places: Sites, browser: Browser) -> None:
    """Where nothing is answered, all is near: nothing takes the place that it needs later on."""
    page = browser.new_page(viewport={"width": 412, "height": 823})
    page.add_init_script(
        "self.moved = 0; new PerformanceObserver((list) => list.getEntries()"
        ".forEach(({ value }) => { self.moved += value; }))"
        '.observe({ type: "layout-shift", buffered: true });'
    )
    page.goto(places.url("live", "/result/"))
    expect(page.locator("#answers")).to_have_class("")
    page.wait_for_timeout(300)
    moved = page.evaluate("self.moved")
    page.close()

    assert moved < 0.05


@pytest.mark.parametrize("place", BOTH)
def test_change_keeps_focus_and_second_set(place: str, trip: Sites, open_page: OpenPage) -> None:
    """A changed answer keeps the focus, is in the link beside the kept set, and is said once."""
    start = {"budget": "low", "other.budget": "high", "other.importance.company": "4"}
    page = open_page(trip.url(place, "/result/?" + urlencode(start)))
    page.evaluate(
        """() => {
            self.said = [];
            new MutationObserver(() => said.push(document.getElementById("said").textContent))
                .observe(document.getElementById("said"), { childList: true });
        }"""
    )
    field = page.get_by_label("Company: your answer")
    field.focus()
    field.select_option("family")
    found = told(TRIP, {"budget": "low", "company": "family"})

    expect(page.locator("h1")).to_have_text(found.headline)
    expect(field).to_be_focused()
    expect(field).to_have_value("family")
    page.wait_for_url("**company=family**")
    assert [("budget", "low"), ("company", "family"), *list(start.items())[1:]] == query(page)
    assert [found.bar] == page.evaluate("self.said")

    weight = page.get_by_label("Company: importance")
    weight.focus()
    weight.select_option("5")

    expect(weight).to_be_focused()
    page.wait_for_url("**importance.company=5&other**")

    field.select_option("")

    expect(page.locator(".open").get_by_label("Company: your answer")).to_have_value("")
    expect(page.locator("h1")).to_have_text(told(TRIP, {"budget": "low"}).headline)


def test_a_verdict_that_stays_is_not_said_again(trip: Sites, open_page: OpenPage) -> None:
    """Not after something else was said either."""
    page = open_page(trip.url("live", "/result/?budget=low"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Company: your answer").select_option("family")
    found = told(TRIP, {"budget": "low", "company": "family"})
    expect(page.locator("#said")).to_have_text(found.bar)
    page.locator("#copy").click()
    expect(page.locator("#said")).to_have_text("Copied")

    page.get_by_label("Company: importance").select_option("2")
    page.wait_for_url("**importance.company=2")

    assert found.bar == told(TRIP, {"budget": "low", "company": "family"}, {"company": 2}).bar
    expect(page.locator("#said")).to_have_text("Copied")


@pytest.mark.parametrize("place", BOTH)
def test_back_leads_to_what_was_changed(place: str, trip: Sites, open_page: OpenPage) -> None:
    """Back from another page, the result has the answers as they were left."""
    page = open_page(trip.url(place, "/result/?budget=low"))
    page.get_by_label("Budget: your answer").select_option("high")
    page.wait_for_url("**budget=high")
    page.get_by_role("link", name="Method").click()
    page.wait_for_url("**/method/**")
    page.go_back()

    expect(page.locator("h1")).to_have_text(told(TRIP, {"budget": "high"}).headline)
    expect(page.get_by_label("Budget: your answer")).to_have_value("high")


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_compare_swap_and_stop(
    place: str, javascript: bool, trip: Sites, open_page: OpenPage
) -> None:
    """Kept answers stand beside, with what differs and why; they can be swapped and left."""
    kept = {"distance": "short", "budget": "low"}
    now = {"distance": "long", "budget": "low"}
    page = open_page(trip.url(place, "/result/?" + urlencode(kept)), java_script_enabled=javascript)
    page.get_by_role("link", name="Keep these answers").click()
    beside = page.locator("section.s-differ")
    expect(beside.get_by_text("Both sets of answers are the same so far.")).to_be_visible()

    page.get_by_label("Distance: your answer").select_option("long")
    if not javascript:
        page.get_by_role("button", name="Update the result").click()

    expect(page.locator("h1")).to_have_text(told(TRIP, now).headline)
    expect(beside).to_contain_text(f"The answers you kept: {told(TRIP, kept).bar}")
    row = beside.get_by_role("row").filter(has_text="Distance")
    expect(row).to_contain_text("An hour or two · rules out Plane")
    rows = differences.differences(SAY, decide(TRIP, Answers(kept)), decide(TRIP, Answers(now)))
    expect(beside).to_contain_text(differences.most(SAY, rows))

    beside.get_by_role("link", name="Swap the two").click()

    expect(page.locator("h1")).to_have_text(told(TRIP, kept).headline)
    expect(beside).to_contain_text(f"The answers you kept: {told(TRIP, now).bar}")

    beside.get_by_role("link", name="Stop comparing").click()

    expect(beside).to_have_count(0)
    assert [("distance", "short"), ("budget", "low")] == query(page)


@pytest.mark.parametrize("place", ["live", "static", "file"])
def test_record_is_copied_and_saved(place: str, places: Sites, open_page: OpenPage) -> None:
    """The record in the browser is Python's, without a link that only this machine can follow."""
    options = {"experience": "beginner", "auth": "groups"}
    url = places.url(place, "/result/?" + urlencode(options))
    page = open_page(url, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as a decision record").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the record").click()
    saved = download.value
    today = datetime.datetime.now(datetime.UTC).date()
    expected = decision_record.markdown(SAY, decide(GUIDE, Answers(options)), None, today)

    assert expected == copied
    assert saved.suggested_filename == "decision.md"
    assert copied == saved.path().read_text(encoding="utf-8")

    if place == "live":
        live = page.request.get(places.url("live", "/result/decision.md?" + urlencode(options)))
        assert copied == live.text()


def test_record_that_is_saved_stays_until_it_is_loaded(places: Sites, open_page: OpenPage) -> None:
    """Safari asks first whether to load it, and finds nothing at an address that is taken back."""
    page = open_page(places.url("live", "/result/?experience=beginner"))
    page.evaluate("""() => {
        self.taken = [];
        URL.revokeObjectURL = (address) => self.taken.push(address);
    }""")
    with page.expect_download():
        page.get_by_role("button", name="Save the record").click()

    assert [] == page.evaluate("self.taken")


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_what_comes_first_is_what_to_do_next(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """The page about it; a project is then for who decides otherwise."""
    address = places.url(place, "/result/?experience=fastapi&host=managed")
    page = open_page(address, java_script_enabled=javascript)
    advised = page.locator(".take .button:not(.quiet)").filter(visible=True)

    expect(advised).to_have_text(["More about FastAPI", "More about a managed endpoint"])
    expect(page.locator("#start")).to_have_text("Get a project if you decide otherwise")
    if javascript:
        page.locator("select[name=experience]").select_option("flask")
        expect(advised).to_have_text(["More about a managed endpoint"])
        page.locator("select[name=host]").select_option("server")
        expect(advised).to_have_text(["Get a project for these answers"])
    else:
        page.goto(places.url(place, "/result/?experience=flask"))
        expect(advised).to_have_text(["Get a project for these answers"])


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_nothing_is_made_of_no_answers(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """A project and a record are offered as soon as something is answered, and no sooner."""
    offered = re.compile(" a project | record")
    page = open_page(places.url(place, "/result/"), java_script_enabled=javascript)
    take = page.locator(".take")
    expect(take.get_by_role("link", name="Back to the questions")).to_be_visible()
    expect(take.locator("a, button").filter(has_text=offered, visible=True)).to_have_count(0)

    if javascript:
        page.locator("select[name=auth]").select_option("groups")
    else:
        page.goto(places.url(place, "/result/?auth=groups"))

    expect(take.get_by_role("link", name="Get a project for these answers")).to_be_visible()
    if javascript:
        expect(take.get_by_role("button", name="Copy as a decision record")).to_be_visible()
        expect(take.get_by_role("button", name="Save the record")).to_be_visible()
        page.locator("select[name=auth]").select_option("")
        expect(take.locator("a, button").filter(has_text=offered, visible=True)).to_have_count(0)
    if place == "live" and not javascript:
        expect(take.get_by_role("link", name="As a decision record")).to_be_visible()


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_what_is_said_of_a_sample(
    place: str, javascript: bool, trip: Sites, open_page: OpenPage
) -> None:
    """With three alternatives, the shares of weightings are said to be a sample; with two not."""
    page = open_page(
        trip.url(place, "/result/?budget=low&company=family"), java_script_enabled=javascript
    )
    expect(page.get_by_text("Estimated from a fixed sample")).to_have_count(1)

    page.goto(trip.url(place, "/result/?budget=low&fear=never"))

    expect(page.get_by_text("Estimated from a fixed sample")).to_have_count(0)


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_next_question(place: str, javascript: bool, trip: Sites, open_page: OpenPage) -> None:
    """The question most worth answering is named while any can change the result."""
    for options in ({"budget": "low"}, {"distance": "overseas", "fear": "never"}):
        page = open_page(
            trip.url(place, "/result/?" + urlencode(options)), java_script_enabled=javascript
        )
        found = decide(TRIP, Answers(options))

        expect(page.get_by_text(count(SAY, found))).to_be_visible()
        named = page.get_by_text(re.compile("^Most worth answering"))
        if best := worth(found):
            expect(named).to_have_text(f"Most worth answering: {TRIP.criterion(best).ask}")
            expect(named.get_by_role("link")).to_have_attribute("href", f"#q-{best}")
        else:
            expect(named).to_have_count(0)


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_link_of_an_older_guide(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """A link made with an older version says so, with and without JavaScript."""
    for digest, shown in (("0123456789ab", True), (GUIDE.digest, False)):
        page = open_page(
            places.url(place, f"/result/?auth=groups&guide.digest={digest}"),
            java_script_enabled=javascript,
        )

        expect(page.locator("#outdated")).to_be_visible(visible=shown)


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_reasons_lead_to_their_demos(
    place: str, javascript: bool, places: Sites, open_page: OpenPage
) -> None:
    """Each reason links to the demos that show what its claims say."""
    reasons = {"database": "relational", "auth": "groups", "team": "web"}
    page = open_page(
        places.url(place, f"/result/?{urlencode(reasons)}"), java_script_enabled=javascript
    )
    expected = {"database": ["A relational database", "A key-value store"], "auth": ["Accounts"]}

    expect(page.locator(".runs")).to_have_count(len(expected))
    for criterion, titles in expected.items():
        assert titles == page.locator(f"#q-{criterion} .runs a").all_inner_texts()
    gap = page.locator("#q-database .runs").evaluate(
        """({ children: [first, second] }) =>
            second.getBoundingClientRect().left - first.getBoundingClientRect().right"""
    )
    assert gap > 12  # more than between two words

    page.get_by_role("link", name="Accounts", exact=True).click()

    expect(page.locator("h1")).to_have_text("Accounts")


@pytest.mark.parametrize("place", BOTH)
def test_verdict_stays_in_sight(place: str, trip: Sites, open_page: OpenPage) -> None:
    """Where the headline is out of view, the verdict and the fits stand at the bottom."""
    page = open_page(
        trip.url(place, "/result/?budget=low&distance=short&company=family"),
        viewport={"width": 360, "height": 640},
    )
    bar = page.locator("#now")
    expect(bar).to_be_hidden()

    page.get_by_label("Company: your answer").scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)

    expect(bar).to_be_visible()
    expect(bar).to_contain_text(page.locator("h1").inner_text().rstrip("."))

    page.get_by_label("Budget: your answer").select_option("high")
    expect(page.locator("[aria-busy]")).to_have_count(0)

    expect(bar).to_contain_text(page.locator("h1").inner_text().rstrip("."))


def test_verdict_that_stays_leaves_the_phone_to_the_page(
    places: Sites, open_page: OpenPage
) -> None:
    """Also a long one, of two that come first and one beside, takes less than a sixth of it."""
    answers = "audience=programs&existing-code=other&model=several&speed=busy&place=apart"
    page = open_page(
        places.url("live", f"/result/?{answers}"), viewport={"width": 360, "height": 740}
    )
    page.mouse.wheel(0, 1200)
    expect(page.locator("#now")).to_be_visible()
    box = page.locator("#now").bounding_box()

    assert box
    assert box["height"] < 740 / 6


@pytest.mark.parametrize(("place", "javascript"), [("live", True), ("live", False), ("file", True)])
def test_kept_answers_go_through_the_questions(
    place: str, javascript: bool, trip: Sites, open_page: OpenPage
) -> None:
    """The way back to the questions and to the result does not lose the second set."""
    page = open_page(
        trip.url(place, "/result/?budget=low&other.budget=high"), java_script_enabled=javascript
    )
    page.get_by_role("link", name="Back to the questions").click()
    expect(page.locator("#problems")).to_be_hidden()
    page.locator('input[name="fear"][value="never"]').check()
    page.get_by_role("button", name="See the result").click()

    expect(page.locator("section.s-differ")).to_contain_text(
        f"The answers you kept: {told(TRIP, {'budget': 'high'}).bar}"
    )


@pytest.mark.parametrize("place", BOTH)
def test_copied_is_said_for_a_moment(place: str, trip: Sites, open_page: OpenPage) -> None:
    """A button that has copied says so, and then what it does again."""
    page = open_page(trip.url(place, "/result/?budget=low"))
    if place == "live":
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#copy").click()

    if place == "live":
        expect(page.locator("#copy")).to_have_text("Copied")
    expect(page.locator("#copy")).to_have_text("Copy the link")


@pytest.mark.parametrize(
    ("site", "lasts"),
    [
        ("https://guide.example/", True),
        ("http://localhost:8000/", False),
        ("http://127.0.0.1:8000/", False),
        ("http://[::1]/", False),
    ],
)
def test_an_address_of_this_machine_does_not_last(site: str, lasts: bool) -> None:
    """A record names the address of its site only where others can follow it."""
    assert (site if lasts else None) == lasting(site)
