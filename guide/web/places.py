"""What a page's route says of the page; the navigation and the site's addresses come from it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from flask import Blueprint

from guide.web.served import Served

View = Callable[..., Any]


def always(_: Served) -> bool:
    """Say that every site has the page."""
    return True


def once(_: Served) -> Iterable[Mapping[str, str]]:
    """Say that the page is there once, with nothing to fill into its route."""
    return [{}]


class Place(NamedTuple):
    """A page: its endpoint and its route, such as `/criteria/<criterion_id>/`.

    `label` names the phrase that leads there from the navigation, where places stand by `order`;
    without one it is not there. `when` says which sites have the page, `each` what goes into its
    route, once for each of its addresses. A page that is `kept` is the same whatever was answered:
    it is rendered once. A link to it may carry answers if it has a `query`: the names of what it
    takes beside them.
    """

    endpoint: str
    rule: str
    label: str = ""
    order: int = 99
    when: Callable[[Served], bool] = always
    each: Callable[[Served], Iterable[Mapping[str, str]]] = once
    kept: bool = False
    query: Collection[str] | None = None

    def paths(self, served: Served) -> Iterator[str]:
        """Yield the addresses that the page has in a site, from its root on."""
        for values in self.each(served) if self.when(served) else ():
            path = self.rule
            for name, value in values.items():
                path = path.replace(f"<{name}>", value)
            yield path


class Pages(Blueprint):
    """A blueprint that knows its pages. What is no page of the site is added with `get`."""

    def __init__(self, name: str, import_name: str) -> None:
        super().__init__(name, import_name)
        self.places: list[Place] = []

    def page(
        self, rule: str, *, methods: Iterable[str] = ("GET",), **about: Any
    ) -> Callable[[View], View]:
        """Add a view as a page; `about` is what `Place` says of it."""

        def add(view: View) -> View:
            self.add_url_rule(rule, view_func=view, methods=list(methods))
            self.places.append(Place(f"{self.name}.{view.__name__}", rule, **about))
            return view

        return add
