"""How numbers, days and lists are written. What begins with `number` goes to every script."""

PHRASES = {
    # how numbers and lists are written
    "number.point": ".",
    "number.and": " and ",
    "number.or": " or ",
    "number.comma": ", ",
    "number.articles": "A An The",  # small, where a name that begins with one stands inside
    "number.quoted": "“{text}”",
    "number.points.one": "{n} point",
    "number.points.many": "{n} points",
    "share": "{n} %",
    "share.most": "over 99.9 %",
    "share.least": "under 0.1 %",
    "share.tie": "A tie, or no winner",
    "share.sampled": "Estimated from a fixed sample of all the ways.",
}
