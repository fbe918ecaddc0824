"""The repair scored on texts whose truth is known, for scripts/by_pass and scripts/figures.

Needs the private test texts beside the repository (`../shared`: the corpus and its scorer), what the scorer's
requirements.txt names in the Python that runs this, and the release build.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PROGRAM = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/pamphleteer"


def passes():
    """The names of the passes, in their order."""
    said = subprocess.run([PROGRAM, "list", "passes"], check=True, capture_output=True, text=True).stdout
    return [line.split()[0] for line in said.splitlines()]


def score(corpus, off=(), jobs=2):
    """What the scorer says of the repair without some passes: its `summary` and `cases`."""
    scorer = SHARED / "tools/score.py"
    if not scorer.exists() or not corpus.exists():
        sys.exit(f"NOT MEASURED: {scorer} or {corpus} is not on this machine")
    tool = [str(PROGRAM), "repair", "-q", "-j", "1"]
    for name in off:
        tool += ["--off", name]
    command = f"{shlex.join(tool)} {{input}} -o {{output}}"
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        run = [sys.executable, scorer, "--corpus", corpus, "--tool", command, "-j", str(jobs), "--json", figures]
        done = subprocess.run([str(part) for part in run], capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        return json.loads(figures.read_text())


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def head(*cells):
    return f"{row(*cells)}\n|" + "---|" * len(cells)


def publish(page, name, table):
    """Prints a table, or puts it between `<!-- name -->` and `<!-- end of name -->` of a page."""
    if page is None:
        return print(table)
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    before, rest = page.read_text().split(start)
    after = rest.split(end)[1]
    page.write_text(f"{before}{start}{table}\n{end}{after}")
