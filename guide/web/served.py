"""What is served: a site, its measured runs, and where its pages are."""

from dataclasses import dataclass

from guide.bench.runs import StoredCounts, StoredRun, StoredServing, StoredTrial
from guide.loading.site import Site


@dataclass(frozen=True)
class Served:
    """A site as the web has it. `paths` are the addresses of its pages, from its root on."""

    site: Site
    runs: tuple[StoredRun, ...] = ()
    paths: tuple[str, ...] = ()
    counts: tuple[StoredCounts, ...] = ()
    trials: tuple[StoredTrial, ...] = ()
    servings: tuple[StoredServing, ...] = ()

    @property
    def has_benchmarks(self) -> bool:
        """Whether there is a page about benchmarks, or anything for one."""
        return self.site.has_benchmarks or bool(self.runs or self.counts or self.servings)
