"""What the application keeps, in one typed place."""

from dataclasses import dataclass, field

from flask import current_app

from guide.bench.view import RunView, view
from guide.loading.site import Site
from guide.web.auditing import Auditor
from guide.web.places import Place
from guide.web.served import Served
from guide.web.static_files import StaticFiles

NAME = "guide"  # in app.extensions


@dataclass(frozen=True)
class State:
    """What is served, and what was made of it.

    `places` are the pages in code; `runs` are the measured ones as their page shows them. `links`
    holds what `url_for` gave, by what it was asked.
    """

    served: Served
    places: tuple[Place, ...]
    runs: tuple[RunView, ...]
    static_files: StaticFiles
    auditor: Auditor
    links: dict[tuple[object, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, served: Served, places: tuple[Place, ...]) -> "State":
        """Make of a site what is kept of it."""
        return cls(
            served=served,
            places=places,
            runs=tuple(view(run) for run in served.runs),
            static_files=StaticFiles(served.site),
            auditor=Auditor(served.site.guide),
        )

    @property
    def site(self) -> Site:
        """The site that is served."""
        return self.served.site


def state() -> State:
    """Return what the application that answers this request keeps."""
    found: State = current_app.extensions[NAME]
    return found
