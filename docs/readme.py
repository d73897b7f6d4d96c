"""Fills the README's blocks of real output: commands, a finding, the gate's table.

    python -m docs.readme            # run the commands and write what they print
    python -m docs.readme --check    # exit 1 where the README shows something else

Blocks are found by the marks before them: `<!-- run -->` (a console block whose `$` lines are run),
`<!-- finding FILE CODE -->` (a JSON block) and `<!-- gate -->` (a table of gate_baseline.json).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BASELINE = ROOT / "tests" / "gate_baseline.json"
SHOWN = ("fields", "claims", "verdicts", "changes", "recall", "precision", "clean")
EVALUATE = "evaluate: "

_RUN = re.compile(r"(<!-- run -->\n```console\n)(.*?)(```\n)", re.S)
_FINDING = re.compile(r"(<!-- finding (\S+) (\S+) -->\n```json\n)(.*?)(```\n)", re.S)
_GATE = re.compile(r"(<!-- gate -->\n)(.*?)(<!-- /gate -->)", re.S)


def refreshed(text: str, folder: Path) -> str:
    """Return the README with its blocks as the program fills them now.

    Commands run in `folder`, which gets a copy of samples/.
    """
    shutil.copytree(ROOT / "samples", folder / "samples")

    def run_block(match: re.Match[str]) -> str:
        commands = [line[2:] for line in match[2].splitlines() if line.startswith("$ ")]
        parts = [f"$ {command}\n{printed(command, folder)}" for command in commands]
        return match[1] + "".join(parts) + match[3]

    def finding_block(match: re.Match[str]) -> str:
        line = json.loads(printed(f"kpi-audit extract {match[2]}", folder, is_data=True))
        found = next(f for f in line["findings"] if f["code"] == match[3])
        return match[1] + json.dumps(found, ensure_ascii=False, indent=2) + "\n" + match[5]

    text = _RUN.sub(run_block, text)
    text = _FINDING.sub(finding_block, text)
    return _GATE.sub(lambda match: match[1] + gate_table() + match[3], text)


def printed(command: str, folder: Path, *, is_data: bool = False) -> str:
    """Return what a command prints, stdout and stderr as they come (data: stdout alone).

    CalledProcessError where it fails.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KPI_AUDIT")}
    result = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=kept | {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if is_data else subprocess.STDOUT,
        check=True,
    )
    text = result.stdout.decode()
    return text if text.endswith("\n") or not text else text + "\n"


def gate_table() -> str:
    """Return the gate's numbers as a table; empty before there is a baseline."""
    if not BASELINE.is_file():
        return ""
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    own, simple = baseline["own"], baseline.get("baseline", {})
    documents = baseline.get("documents", "?")
    evaluated = baseline.get("evaluate_documents", "?")
    head = [
        f"{baseline.get('date', '')}, corpus `{baseline['corpus']}`: {documents} documents in words that rules were "
        f"written with (develop), {evaluated} in words that no rule was written with (evaluate).",
        "",
        "| measure | develop | evaluate |",
        "|---|---|---|",
    ]
    rows = [
        f"| {name} | {value:.4f} | {_number(own, name)} |"
        for name, value in own.items()
        if name.startswith(SHOWN) and not re.search(r" [A-Z]{3}[0-9]{3}$", name)
    ]
    plain = [
        f"| {name} | {value:.4f} | {_number(simple, name)} |"
        for name, value in simple.items()
        if not name.startswith(EVALUATE)
    ]
    said = (
        "The dumb baseline holds every percent of a sentence, found by a regular expression, against every pair "
        "of the sentence's counts."
    )
    return "\n".join([*head, *rows, *plain, "", said]) + "\n"


def _number(numbers: dict[str, float], name: str) -> str:
    """Return the evaluate part's number of a name, empty where it is not measured there."""
    value = numbers.get(f"{EVALUATE}{name}")
    return "" if value is None else f"{value:.4f}"


def main(arguments: list[str]) -> int:
    """Refresh the README, or only compare."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        new = refreshed(text, Path(folder))
    if new == text:
        return 0
    if "--check" in arguments:
        print("README.md shows something else; run python -m docs.readme", file=sys.stderr)
        return 1
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
