"""A whole site: its pages and files, and what is wrong between its parts."""

import shutil
from pathlib import Path

import pytest
import yaml

from guide.loading import criteria, site
from guide.loading.mistakes import Invalid
from guide.web import checked as whole
from tests.conftest import ROOT, SITES
from tests.engine.test_ways import tangle

HEAD = "---\ntitle: A page\nsummary: What it says.\n---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of one's own: the guide about trips, and a page for each of its questions."""
    shutil.copy(SITES / "trip" / "criteria.yaml", tmp_path)
    (tmp_path / "content" / "criteria").mkdir(parents=True)
    for criterion in site.load(tmp_path).guide.criteria:
        (tmp_path / "content" / "criteria" / f"{criterion.id}.md").write_text(HEAD)
    return tmp_path


def checked(folder: Path) -> list[str]:
    return [str(mistake) for mistake in whole.examine(folder)[1]]


@pytest.mark.parametrize("folder", [ROOT, SITES / "trip", SITES / "awkward"])
def test_sites_of_this_repository_are_whole(folder: Path) -> None:
    """Nothing is wrong with them."""
    assert [] == checked(folder)


def test_pages_of_content_have_addresses(folder: Path) -> None:
    """A page of the site's own is at its name; a criterion's page at the criterion's."""
    (folder / "content" / "about.md").write_text(HEAD)
    (folder / "content" / "more").mkdir()
    (folder / "content" / "more" / "deep.md").write_text(HEAD)
    (folder / "content" / "home.md").write_text(HEAD)
    paths = whole.load(folder).paths

    assert ("/about/", "/more/deep/") == paths[-2:]
    assert "/home/" not in paths
    assert 1 == paths.count("/criteria/fear/")


def test_criterion_without_a_page_is_a_mistake(folder: Path) -> None:
    """A site that has pages has one for each question; its file is named."""
    (folder / "content" / "criteria" / "fear.md").unlink()

    assert [
        "content/criteria/fear.md:1:1: no page for the criterion 'fear' (expected: this file)"
    ] == checked(folder)

    (folder / "content" / "fear.md").write_text(HEAD)

    assert [] == checked(folder)


def test_page_without_a_criterion_is_a_mistake(folder: Path) -> None:
    """A page about a question that is not there is named."""
    (folder / "content" / "criteria" / "hope.md").write_text(HEAD)

    assert [
        "content/criteria/hope.md:1:1: no criterion 'hope' "
        "(expected: budget, company, distance, fear, luggage)"
    ] == checked(folder)


def test_links_between_the_parts(folder: Path) -> None:
    """Pages, static files and headings are known across the site."""
    (folder / "static").mkdir()
    (folder / "static" / "map.png").write_bytes(b"")
    text = "# Top\n[1](/criteria/fear/) ![2](/static/map.png) [3](/compare/) [4](/static/style.css)"
    (folder / "content" / "home.md").write_text(f"{HEAD}{text} [5](/#top)")

    assert [] == checked(folder)

    (folder / "static" / "map.png").unlink()

    assert [
        "content/home.md:6:27: broken link '/static/map.png' (expected: a file of static/)"
    ] == checked(folder)


def with_claim(text: str, demo: str) -> tuple[str, int]:
    """Return a guide's text with a claim that names a demo, and the line of that."""
    claim = (
        f"claims:\n  - {{says: x, verdict: holds, note: y, checked: 2026-01-01, demo: {demo},\n"
        "     sources: [{title: z}]}\n"
    )
    return text + claim, len(text.splitlines()) + 2


def test_unknown_demo_is_a_mistake(folder: Path) -> None:
    """A claim may name only a demo that there is; the place is the claim's."""
    text, line = with_claim((folder / "criteria.yaml").read_text(), "magic")
    (folder / "criteria.yaml").write_text(text)
    (found,) = checked(folder)

    assert found.startswith(f"criteria.yaml:{line}:67: claims[0].demo: unknown demo 'magic' (expec")


def test_demo_of_a_guide_without_demos_is_a_mistake(folder: Path) -> None:
    """The claim would be shown without it."""
    text, line = with_claim((folder / "criteria.yaml").read_text(), "forms")
    (folder / "criteria.yaml").write_text(text)

    assert [
        f"criteria.yaml:{line}:67: claims[0].demo: this guide has no demos "
        "(expected: demos: true, or no demo here)"
    ] == checked(folder)
    (folder / "criteria.yaml").write_text(f"demos: true\n{text}")

    assert [] == checked(folder)


def test_mistakes_of_all_files_at_once(folder: Path) -> None:
    """The guide's, the pages' and the figures' mistakes come together."""
    (folder / "criteria.yaml").write_text("title: x\n")
    (folder / "content" / "home.md").write_text("x")
    (folder / "content" / "benchmarks").mkdir()
    (folder / "content" / "benchmarks" / "a.yaml").write_text("x")
    (folder / "content" / "benchmarks" / "b.json").write_text("x")
    with pytest.raises(Invalid) as caught:
        whole.load(folder)

    assert {
        "criteria.yaml",
        "content/home.md",
        "content/benchmarks/a.yaml",
        "content/benchmarks/b.json",
    } == {mistake.file for mistake in caught.value.mistakes}


def test_cases_are_read_beside_a_guide_that_is_wrong(folder: Path) -> None:
    """What is wrong with them alone is told at once; they are not run."""
    text = (folder / "criteria.yaml").read_text()
    (folder / "criteria.yaml").write_text(text.replace("title:", "titel:", 1))
    case = "  - {name: x, answers: {shoe: '42'}, winner: %s}\n"
    (folder / "cases.yaml").write_text("cases:\n" + case % "Train" + case % "train")

    said, *others = checked(folder)

    assert said.startswith("cases.yaml:2:46: cases[0].winner: got 'Train' (expected: an id of")
    assert others
    assert all(line.startswith("criteria.yaml:") for line in others)


def test_folder_without_a_guide(tmp_path: Path) -> None:
    """The mistake says which file is missing."""
    with pytest.raises(Invalid) as caught:
        site.load(tmp_path)

    assert ["criteria.yaml:1:1: cannot be read: No such file or directory (expected: a file)"] == [
        str(mistake) for mistake in caught.value.mistakes
    ]


def test_mistakes_of_one_part_do_not_hide_those_of_another(folder: Path) -> None:
    """A page that cannot be read, a broken link elsewhere, and a case are named together."""
    (folder / "content" / "criteria" / "fear.md").write_text("no front matter")
    (folder / "content" / "home.md").write_text(f"{HEAD}[1](/nowhere/) [2](/criteria/fear/)")
    (folder / "cases.yaml").write_text(
        "cases:\n  - {name: One, answers: {}, winner: null, margin: -1}\n"
        "  - {name: Two, answers: {budget: much}, winner: null}\n"
    )

    _, mistakes = whole.examine(folder)

    assert ["cases.yaml", "cases.yaml", "content/criteria/fear.md", "content/home.md"] == [
        mistake.file for mistake in mistakes
    ]


def test_tangled_guide_is_refused_by_every_command(tmp_path: Path) -> None:
    """Too many ways to leave questions unasked are a mistake of the guide, like any other."""
    (tmp_path / "criteria.yaml").write_text(yaml.safe_dump(tangle(12).as_data(), sort_keys=False))

    with pytest.raises(Invalid, match="tied together in too many ways"):
        criteria.load(tmp_path)
    with pytest.raises(Invalid, match="tied together in too many ways"):
        site.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("questions", "no page shows this text"),
        ("criteria/fear/more", "no page shows this text"),
        ("demos/json", "no page shows this text"),
        ("demos", "this guide has no demos (expected: demos: true in criteria.yaml)"),
        ("start", "this guide has no projects (expected: content/starter/starter.yaml)"),
        ("fear", "content/criteria/fear.md is shown instead (expected: one of the two)"),
        (
            "criteria/feer",
            "no criterion 'feer' (expected: budget, company, distance, fear, luggage); "
            "did you mean 'fear'?",
        ),
    ],
)
def test_page_that_nothing_shows_is_a_mistake(name: str, message: str, folder: Path) -> None:
    """It is neither dropped in silence, nor does it stand over one of the engine's."""
    path = folder / "content" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEAD)
    (found,) = checked(folder)

    assert found.startswith(f"content/{name}.md:1:1: {message}")


def test_renamed_folder_of_criteria_is_a_mistake(folder: Path) -> None:
    """Its pages would be pages of their own, and no criterion would have one."""
    (folder / "content" / "criteria").rename(folder / "content" / "criterion")
    ids = ("budget", "company", "distance", "fear", "luggage")

    assert [
        f"content/criterion/{name}.md:1:1: no page of a criterion is read here "
        f"(expected: content/criteria/{name}.md)"
        for name in ids
    ] == checked(folder)


def test_first_page_needs_no_others(folder: Path) -> None:
    """A site with nothing but a text for its home page is right."""
    shutil.rmtree(folder / "content")
    (folder / "content").mkdir()
    (folder / "content" / "home.md").write_text(HEAD)

    assert [] == checked(folder)


def test_linked_folder_of_static_files_is_a_mistake(folder: Path) -> None:
    """It would not be served."""
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "more").symlink_to(folder / "content")

    assert [
        "static/more:1:1: a linked folder is not followed (expected: the folder itself)"
    ] == checked(folder)


def test_index_is_named_as_it_is_elsewhere(folder: Path) -> None:
    """Who wrote it meant the first page, or that of the folder; beside these it is one more."""
    (folder / "content" / "more").mkdir()
    for name in ("index", "more/index"):
        (folder / "content" / f"{name}.md").write_text(HEAD)

    assert [
        "content/index.md:1:1: its address would be /index/ (expected: the name content/home.md)",
        "content/more/index.md:1:1: its address would be /more/index/ "
        "(expected: the name content/more.md)",
    ] == checked(folder)

    for name in ("home", "more"):
        (folder / "content" / f"{name}.md").write_text(HEAD)

    assert [] == checked(folder)


def test_what_a_style_sheet_asks_for_in_vain_is_a_mistake(folder: Path) -> None:
    """A file that is not there, and what the policy keeps from a browser: both would just lack."""
    (folder / "static" / "more").mkdir(parents=True)
    (folder / "static" / "a logo.svg").touch()
    (folder / "static" / "brand.woff2").touch()
    (folder / "static" / "more" / "own.css").write_text(
        "/* url(old.png) */ a { background: url('../a%20logo.svg?v=2'), url(#fade); }\n"
        "b { background: url(logo.svg) }\n"
        '@import "https://fonts.example.org/a.css";\n'
        "@font-face { src: local(Brand), url(../brand.woff2) }\n"
        'i { background: URL( "/static/a logo.svg" ), url(data:image/svg+xml,%3Csvg/%3E) }\n'
    )
    policy = "the site’s content security policy does not let a browser load"

    assert [
        "2:21: there is no 'logo.svg' (expected: a file of static/, by its path from this one); "
        "did you mean '../a logo.svg'?",
        "3:10: 'https://fonts.example.org/a.css' is not shown: "
        f"{policy} it (expected: a file of static/)",
        f"4:37: the font '../brand.woff2' is not used: {policy} one "
        "(expected: one that visitors have)",
        "5:23: there is no '/static/a logo.svg' "
        "(expected: a file of static/, by its path from this one); did you mean '../a logo.svg'?",
        f"5:50: 'data:image/svg+xml,%3Csvg/%3E' is not shown: {policy} it "
        "(expected: a file of static/)",
    ] == [line.removeprefix("static/more/own.css:") for line in checked(folder)]


@pytest.mark.parametrize("name", ["cases.yaml", "phrases.yaml", "content", "static"])
def test_link_that_leads_nowhere_is_a_mistake(name: str, folder: Path) -> None:
    """It is not as if there were none: its cases, phrases or pages would be gone in silence."""
    shutil.rmtree(folder / "content")
    (folder / name).symlink_to(folder / "gone")
    said = (
        "cannot be read: No such file or directory (expected: a file)"
        if name.endswith(".yaml")
        else "a linked folder is not followed (expected: the folder itself)"
    )

    assert [f"{name}:1:1: {said}"] == checked(folder)
