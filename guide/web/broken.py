"""The page that stands in for a site with mistakes, under `guide serve` only."""

from collections.abc import Sequence

from markupsafe import Markup

from guide.engine.directions import written_leftwards
from guide.telling.phrases import Phrases

MOST = 500  # mistakes on the page

PAGE = Markup("""<!DOCTYPE html>
<html lang="{lang}"{dir}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="{icon}" type="image/svg+xml">
<link rel="stylesheet" href="{style}">
<script src="{script}" defer></script>
</head>
<body data-mistakes="{count}">
<main id="main">
<h1>{title}</h1>
<p class="lead">{lead}</p>
<ol class="mistakes" lang="en">
{lines}
</ol>
{more}</main>
</body>
</html>
""")


def page(
    say: Phrases, lang: str, lines: Sequence[str], *, style: str, icon: str, script: str
) -> str:
    """Return the page in the guide's language: the lines of `guide check`, which are English.

    The others are addresses.
    """
    shown = Markup("\n").join(
        Markup('<li dir="auto"><code>{}</code></li>').format(line) for line in lines[:MOST]
    )
    left = len(lines) - MOST
    more = (
        Markup("<p>{}</p>\n").format(say("serve.more", n=say.whole(left))) if left > 0 else Markup()
    )
    return PAGE.format(
        lang=lang,
        dir=Markup(' dir="rtl"') if written_leftwards(lang) else "",
        title=say.counted("serve.title", len(lines)),
        lead=say("serve.lead"),
        style=style,
        icon=icon,
        script=script,
        count=len(lines),
        lines=shown,
        more=more,
    )
