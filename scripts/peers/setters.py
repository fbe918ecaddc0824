"""In: a text's path, a paper, a folder. Out: the PDF that each setter makes of it, and what that cost."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import markdown_text
import to_lualatex
import to_typst

ROOT = pathlib.Path(__file__).resolve().parents[2]
FONTS = ROOT / "fonts"
PROGRAM = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/pamphleteer"

# Millimetres and points: the program's own table, so that all set the same page.
PAPERS = {
    "a5": dict(width=148, height=210, inner=16, outer=20, top=18, bottom=26, size=10.5, leading=14, note_size=8.5, note_leading=11.2),
    "a6": dict(width=105, height=148, inner=12, outer=13, top=12, bottom=17, size=9.5, leading=12.5, note_size=7.75, note_leading=10),
}


def ours(source, paper, folder, editions="screen", jobs=None):
    """The manifest asks for nothing but the paper: all else is what the program does by itself."""
    shutil.copy(source, folder / "text.md")
    manifest = folder / "book.yaml"
    manifest.write_text(
        f"title: A Text\nlanguage: en-US\ntext: text.md\n"
        f"editions:\n  make: [{editions}]\n  out: .\n  name: ours\n  page: {{paper: {paper}}}\n"
    )
    command = [PROGRAM, "build", "--quiet", manifest]
    cost = measured(command + (["--jobs", str(jobs)] if jobs else []))
    return folder / "ours.pdf", cost


TYPST = """
import json, resource, sys, typst
before = resource.getrusage(resource.RUSAGE_SELF)
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024]))
"""


def typst(source, paper, folder):
    """Typst, through its Python package; the CPU of starting Python and loading the package is not counted."""
    text = markdown_text.read(source.read_text())
    (folder / "typst.typ").write_text(to_typst.source(text, PAPERS[paper], "A Text"))
    made = folder / "typst.pdf"
    command = [sys.executable, "-c", TYPST, folder / "typst.typ", made, FONTS]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    return made, tuple(json.loads(said.stdout))


def lualatex(source, paper, folder):
    text = markdown_text.read(source.read_text())
    (folder / "lua.tex").write_text(to_lualatex.source(text, PAPERS[paper], FONTS))
    command = ["lualatex", "-interaction=batchmode", "-output-directory", folder, folder / "lua.tex"]
    cost = measured(command)
    return folder / "lua.pdf", cost


def measured(command):
    """Runs a command; its CPU in seconds, user and system, and its most memory in MiB."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command[0]} failed with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
