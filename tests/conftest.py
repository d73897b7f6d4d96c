"""What tests share: programs that some need, and the command line as a user calls it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

# A busy machine is slow: how long an example takes says nothing of the code.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")

Kpi = Callable[..., "subprocess.CompletedProcess[str]"]

#: Debian keeps PostgreSQL's server programs off the PATH.
for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin")):
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs(*programs): skips without them, fails so when REQUIRE_SERVICES=1"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        missing = [program for program in marker.args if shutil.which(program) is None]
        if missing and os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(f"REQUIRE_SERVICES=1, but there is no {', '.join(missing)}")
        if missing:
            pytest.skip(f"there is no {', '.join(missing)}")


@pytest.fixture(scope="session")
def kpi() -> Kpi:
    """Run `kpi-audit` with arguments; `input` is what stands on stdin."""

    def call(
        *arguments: object, input: str | None = None, env: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, arguments)],
            input=input,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **(env or {})},
            timeout=300,
        )

    return call


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of the tests' own."""
    from tests import postgres

    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("initdb"))])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kpi.sqlite'}"
    from tests.stores import emptied

    return emptied(request.getfixturevalue("server"))
