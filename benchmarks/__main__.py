"""Every benchmark in turn: `python -m benchmarks [NAME...]`, `make bench`.

A benchmark that another program is missing for says so itself. Exit code 1 where one of them found
a promise that is not kept, or broke off.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """Return the names of all benchmarks, in the alphabet's order."""
    return sorted(
        found.name for found in pkgutil.iter_modules([str(FOLDER)]) if found.name[0] != "_"
    )


def main(arguments: list[str]) -> int:
    """Run the benchmarks that are named, or all; print what each prints."""
    unknown = set(arguments) - set(names())
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}: {', '.join(names())}", file=sys.stderr)
        return 2
    failed = []
    for name in arguments or names():
        print(f"=== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        if subprocess.run(command, cwd=FOLDER.parent, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"not as promised: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
