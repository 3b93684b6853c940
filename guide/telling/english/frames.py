"""What stands around every page: the ways through the site, and who may skip them."""

PHRASES = {
    "brand.names": "{names}?",  # in the head, where the names fit there
    "frame.skip": "Skip to the content",
    "frame.navigation": "Site",
    "frame.result": "Back to your result",
    "frame.api": "API",
    "frame.updated": "Last updated on {date}.",
    "frame.preview": "The question, and a bar for each side before the first answer",
    # in a text of the site
    "frame.contents": "On this page",
    "frame.term": "In the glossary",
    # the pages in the navigation
    "questions.label": "Questions",
    "compare.label": "Compare",
    "criteria.label": "Criteria",
    "benchmarks.label": "Benchmarks",
    "demos.label": "Demos",
    "method.label": "Method",
}
