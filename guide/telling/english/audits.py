"""The guide’s own audit, its logic as a picture, and the page about the method."""

PHRASES = {
    # the audit, in the terminal
    "audit.paths": "Of {n} ways to answer every question:",
    "audit.paths.sampled": "Of {n} ways to answer every question, an estimate from a fixed sample:",
    "audit.close": "with a winner, but too close to call",
    "audit.elsewhere": "with a place to look elsewhere: {name}",
    "audit.more": "… and {n} more of this kind ({kind}).",
    "audit.swing": "How far each question can move the margin, in points of importance times fit:",
    "audit.settles": "settles {share}",
    "audit.none": "No findings.",
}
