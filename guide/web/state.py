"""What the application keeps, in one typed place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Flask, current_app

from guide.loading.site import Site
from guide.telling.phrases import Phrases
from guide.web import looks, scripted
from guide.web.auditing import Auditor
from guide.web.places import Place
from guide.web.served import Served
from guide.web.static_files import StaticFiles

NAME = "guide"  # in app.extensions
MOST_MADE = 4096  # a guide has no more links, whatever strangers send

Made = TypeVar("Made")


@dataclass(frozen=True)
class State:
    """What is served, and what was made of it.

    `places` are the pages in code. `made` holds what is made once for each root below which the
    site is served: links, frames and what only the guide decides.
    """

    served: Served
    places: tuple[Place, ...]
    say: Phrases
    static_files: StaticFiles
    auditor: Auditor
    made: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what was made under a key, or make it now and keep it."""
        found: Made | None = self.made.get(key)
        if found is None:
            found = make()
            if len(self.made) >= MOST_MADE:
                self.made.clear()
            self.made[key] = found
        return found

    @classmethod
    def of(cls, served: Served, places: tuple[Place, ...]) -> "State":
        """Make of a site what is kept of it."""
        site, say = served.site, Phrases(served.site.wording)
        data = scripted.files(site.guide, say, site.starter)
        return cls(
            served=served,
            places=places,
            say=say,
            static_files=StaticFiles(site, {**looks.files(site.guide), **data}),
            auditor=Auditor(site.guide),
        )

    @property
    def site(self) -> Site:
        """The site that is served."""
        return self.served.site


def state(app: Flask = current_app) -> State:
    """Return what an application keeps, by default the one that answers this request."""
    found: State = app.extensions[NAME]
    return found
