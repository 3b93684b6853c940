"""The commands that ask a guide: recommend for readers; audit, phrases, schema for its author."""

import json
import sys
from pathlib import Path
from urllib.parse import urlencode

import click

from guide.cli.given import given_answers, phrases_of
from guide.cli.options import site_option, spare_site_option, today, url_option
from guide.engine import audit as audits
from guide.engine import data
from guide.engine.answers import DIGEST
from guide.engine.decision import decide
from guide.loading import criteria, phrases
from guide.telling import decision_record, terminal
from guide.telling.english import (
    ENGLISH,
    PLACES,
    benchmarks,
    counts,
    demos,
    lab,
    openings,
    starters,
)
from guide.telling.findings import told

# what a site needs so that these phrases are said
NEEDS = dict.fromkeys((demos, lab, benchmarks, openings, counts), "demos or a benchmark")
NEEDS |= {starters: "a starter project"}


@click.command()
@site_option
@click.argument("answers", nargs=-1, metavar="[CRITERION=OPTION]...")
@click.option("--importance", multiple=True, metavar="CRITERION=N", help="0 to 5; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--adr", "as_record", is_flag=True, help="An architecture decision record.")
@url_option("The site's address, for the record.")
def recommend(
    site: Path,
    answers: tuple[str, ...],
    importance: tuple[str, ...],
    as_json: bool,
    as_record: bool,
    url: str,
) -> None:
    """Print the recommendation for some answers.

    For example: guide recommend experience=beginner database=relational --importance database=5
    """
    guide = criteria.load(site)
    say = phrases_of(site)
    found = given_answers(say, guide, answers, importance)
    if as_record and as_json:
        raise click.UsageError("--json and --adr exclude each other.")
    decision = decide(guide, found)
    if as_record:
        query = urlencode([*found.pairs(), (DIGEST, guide.digest)])
        link = f"{url.rstrip('/')}/result/?{query}" if url else None
        click.echo(decision_record.markdown(say, decision, link, today()), nl=False)
    elif as_json:
        click.echo(json.dumps(data.decision_data(decision), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(terminal.recommendation(say, decision)))


@click.command()
@site_option
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there is any finding.")
def audit(site: Path, as_json: bool, strict: bool) -> None:
    """Say what a guide's author should know.

    That is who wins how often, what each question can move, and what looks like a mistake.
    """
    guide, say = criteria.load(site), phrases_of(site)
    found = audits.audit(guide, today())
    if as_json:
        plain = data.audit_data(found)
        for row, finding in zip(plain["findings"], found.findings, strict=True):
            row["says"] = told(say, guide, finding)
        click.echo(json.dumps(plain, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(terminal.audit(say, guide, found)))
    if strict and found.findings:
        sys.exit(1)


@click.command("phrases")
@site_option
def untold(site: Path) -> None:
    """Print what a site still says in English.

    That is in the form of phrases.yaml: guide phrases >> phrases.yaml adds it, to be translated.
    """
    file = site / phrases.FILE
    begun = file.is_file() and file.stat().st_size  # none where it is what this is written to
    own = phrases.load(site, ENGLISH) if begun else {}
    for place in PLACES:
        left = [name for name in place.PHRASES if name not in own]
        if left:
            about = (place.__doc__ or "").partition(".")[0]
            needs = f" (only where a site has {NEEDS[place]})" if place in NEEDS else ""
            click.echo(f"\n# {about}{needs}")
        for name in left:
            click.echo(f"{name}: {json.dumps(place.PHRASES[name], ensure_ascii=False)}")


@click.command()
@spare_site_option("it is the same for every guide.")
def schema() -> None:
    """Print the JSON Schema of criteria.yaml, for editors."""
    click.echo(json.dumps(criteria.schema(), indent=2))
