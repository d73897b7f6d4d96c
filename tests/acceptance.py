"""Acceptance against ../shared: its check of the seeds with the floors of the main job.

python -m tests.acceptance       # says why and succeeds where ../shared is not there
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
CODES = [
    "SCO201",
    "SCO204",
    "SCO205",
    "SCO209",
    "SCO216",
    "TIM301",
    "TIM306",
    "EVI401",
    "EVI403",
    "EVI404",
    "TXT501",
    "TXT502",
    "TXT504",
    "TXT505",
]
FLOORS = {
    "fields": 0.97,
    "claims": 0.95,
    "verdicts": 0.92,
    "strict": 0.85,
    "must": 0.95,
    "locations": 1,
}
CEILINGS = {"wrong": 0, "extra": 40}


def is_there() -> bool:
    """Tell whether the check and its seeds are beside the repo."""
    return (SHARED / "accept" / "check.py").is_file() and (SHARED / "seeds").is_dir()


def run_product(source: Path, out: Path) -> None:
    """Run `kpi-audit run` on a folder; RuntimeError with its last words where it did not finish."""
    code = "from pipeline.cli import main; main()"
    command = [sys.executable, "-c", code, "run", str(source), "-o", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"kpi-audit run ended with {done.returncode}: {done.stderr[-2000:]}")


def check(out: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Compare a run's outputs with the seeds' gold."""
    command = [sys.executable, str(SHARED / "accept" / "check.py"), str(out), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def shared_numbers() -> dict[str, float] | None:
    """Return the check's totals on the seeds, ceilings negative; None without ../shared."""
    if not is_there():
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run_product(SHARED / "seeds", out)
        text = check(out, "--codes", ",".join(CODES)).stdout.splitlines()[-1]
    numbers = {name: float(value) for name, value in re.findall(r"(\w+) ([\d.]+)", text)}
    return {name: -value if name in CEILINGS else value for name, value in numbers.items()}


def main() -> int:
    """Run the product on the seeds and hold it to the floors."""
    if not is_there():
        print("../shared is not there: acceptance was not run")
        return 0
    arguments = ["-v", "--codes", ",".join(CODES)]
    arguments += [word for name, floor in FLOORS.items() for word in (f"--min-{name}", str(floor))]
    arguments += [word for name, top in CEILINGS.items() for word in (f"--max-{name}", str(top))]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run_product(SHARED / "seeds", out)
        done = check(out, *arguments)
    print(done.stdout, done.stderr, sep="")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
