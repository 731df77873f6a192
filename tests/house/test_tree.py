"""What the repository may hold: the agreed top level, no machine's paths, no registry's host."""

import re
import shutil
import subprocess

import pytest

from tests.house.source import ROOT, name_of, text_files

TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "api", "constraints.txt", "docs",
    "events", "planner", "pyproject.toml", "tests",
}  # fmt: skip
# Written so that this file does not contain what it looks for.
MACHINE = re.compile(r"/(?:home|Users|root|opt|work|srv)/" + r"[A-Za-z0-9_.-]+/|[A-Z]:\\\\Users")
REGISTRY = re.compile(
    r"(?:index-url|registry|find-links)[\"' :=]+https?:|https?://[^ \"']*/simple/|"
    r"(?:files[.]pythonhosted|registry[.]npmjs)\."
)


def test_the_top_level_holds_only_what_was_agreed() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("needs a git clone: git clone the repository, apt-get install git")
    listed = subprocess.run([git, "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.partition("/")[0] for line in listed.splitlines()} <= TOP_LEVEL


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine path", "registry host"])
def test_no_file_names_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = {
        f"{name_of(path)}:{number}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    }
    assert found == set()
