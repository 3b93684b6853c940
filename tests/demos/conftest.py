"""Each test of a demo runs on both twins, over SQLite and lmdb, and over PostgreSQL and Redis."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cache

import pytest

from guide.bench import postgres
from guide.demos.processes import ProcessError
from tests.programs import MissingError

from . import servers
from .client import Client

TWINS = ("flask", "django")
BACKENDS = ("files", "servers")


@pytest.fixture(scope="session")
def stack(processes: ExitStack) -> ExitStack:
    """The servers that the demos' tests start, each with the first test that needs it."""
    return processes


@pytest.fixture(scope="session")
def backends(stack: ExitStack) -> Callable[[str], dict[str, str]]:
    """Return the settings of a backend, which the first test that needs it starts."""

    @cache
    def start(name: str) -> dict[str, str]:
        if name == "files":
            return {}
        try:
            return {
                "DATABASE_URL": stack.enter_context(postgres.serving()),
                "REDIS_URL": stack.enter_context(servers.redis()),
            }
        except (MissingError, ProcessError) as missing:
            pytest.fail(str(missing), pytrace=False)

    return start


@pytest.fixture(scope="session")
def served(
    stack: ExitStack,
    backends: Callable[[str], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str, str], str]:
    """Return the address of a twin over a backend, which the first test that needs it starts."""
    from guide.demos import stub

    @cache
    def start(twin: str, backend: str) -> str:
        settings = {"TWIN_REMOTE_URL": stub.url(), **backends(backend)}
        instance = tmp_path_factory.mktemp(backend)
        return stack.enter_context(servers.twin(twin, instance, **settings))

    return start


@pytest.fixture(params=TWINS)
def twin(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def client(served: Callable[[str, str], str], twin: str, backend: str) -> Client:
    """A new visitor of one twin over one backend."""
    return Client(served(twin, backend))
