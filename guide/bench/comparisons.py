"""What is compared with what, and with how much care."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from guide.bench.result import Profile, ServerName, TestName
from guide.bench.servers import Plan
from guide.demos.stub import DELAY
from guide.demos.twins import TWINS, Interface, Twin
from guide.telling.phrases import counted

LEFT, RIGHT = TWINS[:2]  # what is compared
BESIDE = TWINS[2:]  # what stands beside them, as a plain reference


@dataclass(frozen=True)
class Measured:
    """What is measured in a test: its profiles, the barest first, and what a count asks for."""

    profiles: tuple[Profile, ...] = ("bare", "startproject")
    requests: int = 0  # none where it is not counted
    warm_up: int = 0


MEASURED: dict[TestName, Measured] = {
    "json": Measured(requests=100, warm_up=20),
    "remote": Measured(),  # it waits, which no count shows
    "complete": Measured(requests=10, warm_up=2),
    "form": Measured(("full",), requests=50, warm_up=10),
    "predict": Measured(requests=1, warm_up=1),
}
# what can be bare is timed, too, and has something to stand beside it
TIMED = tuple(name for name, each in MEASURED.items() if "bare" in each.profiles)
COUNTED = tuple(name for name, each in MEASURED.items() if each.requests)
WITH_DATABASE: TestName = "complete"  # the test that reads one
WAITING: TestName = "remote"  # the test that waits, so that there is a ceiling
FEWEST_BLOCKS = 10  # for an interval that deserves its name
STARTING = 6.5  # seconds, roughly, to start and stop two servers: for the progress bar only


@dataclass(frozen=True)
class Settings:
    """How to measure. Times are in seconds."""

    tests: tuple[TestName, ...] = TIMED
    server: ServerName = "gunicorn"
    workers: int = 1
    threads: int = 4
    connections: tuple[int, ...] = (1, 8, 32, 64)
    blocks: int = 10
    seconds: float = 5.0
    warm_up: float = 3.0
    quick: bool = False
    seed: int = 1

    @property
    def rough(self) -> str | None:
        """Say why the figures can only be rough, or None."""
        reasons: list[str | None] = []
        if self.quick:
            reasons.append("it was a quick run")
        if self.blocks < FEWEST_BLOCKS:
            blocks = counted(self.blocks, "pair of blocks is", "pairs of blocks are")
            reasons.append(f"{blocks} fewer than {FEWEST_BLOCKS}")
        reasons.append(too_short(self.seconds))
        return "; ".join(filter(None, reasons)) or None

    def ceiling(self, test: TestName, connections: int) -> float | None:
        """Return the requests per second that the waiting alone allows: in Remote only."""
        if test != WAITING:
            return None
        return Plan(self.server, self.workers, self.threads).at_once(connections) / DELAY


def too_short(seconds: float) -> str | None:
    """Say why blocks of so many seconds give rough figures; None where they do not."""
    return f"a block lasted {seconds:g} s" if seconds < 1 else None


@dataclass(frozen=True)
class Subject:
    """A twin in one of its profiles."""

    alternative: str
    label: str
    application: str  # module:name, as a server takes it
    environment: Mapping[str, str] = field(hash=False)
    interface: Interface = "wsgi"


@dataclass(frozen=True)
class Comparison:
    """Two subjects in one test. Of the same subject twice, it measures the noise."""

    test: TestName
    profile: Profile
    left: Subject
    right: Subject

    @property
    def is_noise(self) -> bool:
        return self.left == self.right

    def __str__(self) -> str:
        return f"{self.test}: {self.left.label} against {self.right.label}"


def subject(twin: Twin, profile: Profile, templates: str = "") -> Subject:
    """Return a twin in a profile, rendering with its own templates or with `templates`."""
    environment: dict[str, str] = {"TWIN_PROFILE": profile}
    label = f"{twin.name}, {profile}"
    if templates:
        environment["TWIN_TEMPLATES"] = templates
        label += f", {templates.capitalize()}"
    return Subject(twin.id, label, twin.application, environment)


def reference(twin: Twin, interface: Interface | None = None) -> Subject:
    """Return a twin as it is, by its own interface or another that it has."""
    chosen = interface or twin.interfaces[0]
    return Subject(twin.id, twin.name, twin.by(chosen), {"TWIN_PROFILE": "bare"}, chosen)


def comparisons(settings: Settings) -> list[Comparison]:
    """Return everything to compare, each test's noise before the rest.

    A quick run leaves out all but the barest profile, the control, and all but the first measure
    of noise.
    """
    chosen = []
    for test in settings.tests:
        barest, *others = MEASURED[test].profiles
        left, right = subject(LEFT, barest), subject(RIGHT, barest)
        if not settings.quick or test == settings.tests[0]:
            chosen.append(Comparison(test, barest, left, left))
        chosen.append(Comparison(test, barest, left, right))
        if settings.quick:
            continue
        if test == "complete":
            chosen += [
                Comparison(test, barest, left, subject(RIGHT, barest, engine))
                for engine in RIGHT.templates
            ]
        chosen += [
            Comparison(test, profile, subject(LEFT, profile), subject(RIGHT, profile))
            for profile in others
        ]
    return chosen


def round_seconds(settings: Settings) -> float:
    """Return about how long one round of a comparison takes."""
    loaded = settings.warm_up + len(settings.connections) * settings.seconds
    return STARTING + 2 * loaded
