"""The guide’s own audit, its logic as a picture, and the page about the method."""

PHRASES = {
    # the audit, in the terminal
    "audit.paths.one": "Of the one way to answer every question:",
    "audit.paths.many": "Of {n} ways to answer every question:",
    "audit.paths.sampled": "Of {n} ways to answer every question, an estimate from a fixed sample:",
    "audit.close": "with a winner, but too close to call",
    "audit.elsewhere": "that name something else: {name}",
    "audit.more": "… and {n} more of this kind.",  # also on the page about the method
    "audit.swing": "How far each question can move the margin, in points of importance times fit:",
    "audit.settles": "settles {share}",
    "audit.none": "No findings.",
    # what looks like a mistake in a guide
    "finding.never-wins": "No way of answering makes {name} win.",
    "finding.never-asked": "“{title}” is never asked: no answers meet its conditions.",
    "finding.never-decides": "“{title}” never changes the winner where all else is answered.",
    "finding.dominated": "“{title}”: every alternative fits “{other}” better than “{label}”.",
    "finding.unused-veto": "“{title}”: “{label}” rules out {name}, which could not win after it "
    "anyway.",
    "finding.never-holds": "{place}: no answers make its rule {n} hold.",
    "finding.hides": "{place} is shown first in every way of answering that makes {name} win.",
    "finding.long-link": "A link with every answer and every importance has {length} bytes. Some "
    "servers take no more than 4,096: see what yours takes.",
    "finding.same-title": "“{title}” is the title of an earlier question, too.",
    "finding.same-label": "“{title}”: an earlier answer reads “{label}”, too.",
    "finding.old-claim": "Checked more than a year ago, on {date}: “{claim}”",
    "finding.future-claim": "Checked on {date}, which is in the future: “{claim}”",
    "finding.future-update": "The guide’s last change is dated {date}, which is in the future.",
    # the page about the method
    "method.title": "Method",
    "method.summary": "How the score works, and what this guide’s own audit finds.",
    "method.audit": "The guide, audited",
    "method.waiting": "The audit of this guide is still being made. This page shows it as soon as "
    "it is there.",
    "method.made": "This audit was made on {date}.",
    "method.paths.one": "There is one way to answer every question.",
    "method.paths.many": "There are {n} ways to answer every question.",
    "method.paths.sampled": "There are {n} ways to answer every question; the shares are estimates "
    "from a fixed sample of them.",
    "method.close": "In {share} of them there is a winner, but it is too close to call.",
    "method.elsewhere": "How often they name something else, first or beside the verdict:",
    "method.elsewhere.share": "{name}: {share}",
    "method.swing": "Which questions decide most",
    "method.swing.says": "How far each can move the margin to either side, in points of importance "
    "times fit. “Settles” is the share of all ways to answer the rest in which its answer decides "
    "who wins.",
    "method.question": "Question",
    "method.settles": "Settles",
    "method.findings": "Findings",
    "method.none": "None: no option is dominated or never reached, no veto is unused, each side "
    "can win, and no claim was checked more than a year ago.",
    # the logic of a guide, as a picture and as text
    "logic.heading": "The logic as a picture",
    "logic.says": "Questions from top to bottom; a line says when a later one is asked.",
    "logic.text": "The same as text",
    "logic.title": "The logic of “{title}”",
    "logic.if": "if {title}: {labels}",
    "logic.and": "and {title}: {labels}",
    "logic.or": "or if {title}: {labels}",
    "logic.asked": "asked only {conditions}",
    "logic.next": "; ",
    "logic.veto": "{label}: not {name}",
}
