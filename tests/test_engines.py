"""Both engines: every job once, each bounded, each death costing one job."""

import importlib.util
import time
from collections.abc import Iterator

import pytest

from pipeline.engines import Engine, Limits
from pipeline.engines.dask import DaskEngine
from pipeline.engines.local import LocalEngine
from schemas.errors import KpiAuditError
from tests.jobs import behave

LIMITS = Limits(timeout=1.5, max_memory=300)
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="dask is not installed"
)


@pytest.fixture(params=["local", pytest.param("dask", marks=needs_dask)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine: Engine = LocalEngine(2, LIMITS) if request.param == "local" else DaskEngine(2, LIMITS)
    engine.open()
    yield engine
    engine.close(at_once=True)


def test_bad_jobs_cost_only_themselves(engine: Engine) -> None:
    bad = {
        "sleep 60": "KA109",
        "memory 4000": "KA110",
        "raise": "KA118",
        "recurse": "KA118",
        "kill": "KA111",
        "exit": "KA111",
    }
    good = [f"job-{number}" for number in range(12)]
    jobs = [job for pair in zip(good, [*bad, *good[6:]], strict=False) for job in pair]
    jobs = list(dict.fromkeys([*jobs, *good]))
    done = {item.job: item for item in engine.map(behave, jobs)}
    assert set(done) == set(jobs)
    assert {job: done[job].result for job in good} == {job: job.upper() for job in good}
    assert {job: done[job].error.code for job in bad if done[job].error} == bad


def test_memory_within_the_bound_is_granted(engine: Engine) -> None:
    assert next(engine.map(behave, ["memory 200"])).result == str(200 * 2**20)


def test_jobs_are_taken_only_as_workers_get_free(engine: Engine) -> None:
    taken = []

    def jobs() -> Iterator[str]:
        for number in range(50):
            taken.append(number)
            yield f"job-{number}"

    next(engine.map(behave, jobs()))
    assert len(taken) <= 10


def test_closing_at_once_does_not_wait_for_running_jobs() -> None:
    engine = LocalEngine(1, Limits(timeout=60, max_memory=300))
    engine.open()
    results = engine.map(behave, ["quick", "sleep 60"])
    assert next(results).result == "QUICK"
    start = time.monotonic()
    engine.close(at_once=True)
    assert time.monotonic() - start < 10


def test_dask_that_is_not_installed_is_a_coded_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(KpiAuditError, match=r"KA205.*kpi-audit\[dask\]"):
        DaskEngine(1, LIMITS).open()
