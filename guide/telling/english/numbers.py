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
    "number.points.least": "under 0.1 points",
    "thousands": "{more},{three}",  # a large number and its last three digits
    "date.day": "{day} {month} {year}",
    "date.month.1": "January",
    "date.month.2": "February",
    "date.month.3": "March",
    "date.month.4": "April",
    "date.month.5": "May",
    "date.month.6": "June",
    "date.month.7": "July",
    "date.month.8": "August",
    "date.month.9": "September",
    "date.month.10": "October",
    "date.month.11": "November",
    "date.month.12": "December",
    "share": "{n}\u00a0%",
    "share.most": "over 99.9\u00a0%",
    "share.least": "under 0.1\u00a0%",
    "share.tie": "A tie, or no winner",
    "share.sampled": "Estimated from a fixed sample of all the ways.",
}
