"""What stands in place of a page: an error, or a site with mistakes."""

PHRASES = {
    # by the status of the answer; the sentence stands on the page and in a program’s document
    "error.400": "Bad Request",
    "error.404": "Not Found",
    "error.405": "Method Not Allowed",
    "error.413": "Request Entity Too Large",
    "error.429": "Please wait a moment",
    "error.500": "Internal Server Error",
    "error.503": "Please wait a moment",
    "error.other": "Error {status}",
    "error.refused": "The server could not use this request.",
    "error.failed": "Something went wrong on our side, not on yours.",
    "error.404.title": "Page not found",
    "error.404.says": "There is no page at this address.",
    "error.405.says": "This address does not take such a request.",
    "error.413.says": "The request is longer than the server takes.",
    "error.429.says": "A visitor may run only a few demos a minute. Please try again in a moment.",
    "error.503.says": "Only a few demos are run at once. Please try again in a moment.",
    "error.back": "Your answers are in the link: go back, and they are still there.",
    "error.home": "To the home page",
    "error.parts": "Some parts of the request were not understood",
    # the page in place of a site with mistakes, under `guide serve`
    "serve.title.one": "1 mistake in this guide",
    "serve.title.many": "{n} mistakes in this guide",
    "serve.lead": "Fix it and save: the page comes back by itself.",
    "serve.more": "… and {n} more.",
}
