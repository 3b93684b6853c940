"""What stands in place of a page: an error, or a site with mistakes."""

PHRASES = {
    # the page in place of a site with mistakes, under `guide serve`
    "serve.title.one": "1 mistake in this guide",
    "serve.title.many": "{n} mistakes in this guide",
    "serve.lead": "Mend it and save: the page comes back by itself.",
    "serve.more": "… and {n} more.",
}
