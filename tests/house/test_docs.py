"""Documents that keep pace with the program."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from api.cli import COMMANDS
from tests.house.source import PACKAGES, ROOT, name_of, python_files, tree

README = ROOT / "README.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _shell_lines() -> list[str]:
    blocks = re.findall(r"```(?:sh|bash|shell)\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_first_commands_of_the_readme_are_demo_and_test() -> None:
    assert [line.split("#")[0].strip() for line in _shell_lines()[:2]] == ["make demo", "make test"]


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)", "\n".join(_shell_lines()), re.MULTILINE))
    assert named - targets == set()


def test_every_command_in_the_readme_exists_and_every_command_is_in_the_readme() -> None:
    named = set(re.findall(r"\bzhaoshang ([a-z]+)", "\n".join(_shell_lines())))
    assert named == set(COMMANDS)


def test_every_file_the_documents_link_to_exists() -> None:
    missing = {
        (name_of(page), target)
        for page in (README, *sorted((ROOT / "docs").rglob("*.md")))
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    }
    assert missing == set()


def test_the_changelog_opens_with_the_version_of_the_package() -> None:
    versions = re.findall(
        r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert versions[0] == PROJECT["version"]


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=name_of)
def test_what_is_public_says_what_it_is(path: Path) -> None:
    named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    public = [node for node in tree(path).body if isinstance(node, named) and not node.name.startswith("_")]
    assert ast.get_docstring(tree(path)) is not None
    assert [node.name for node in public if ast.get_docstring(node) is None and not _is_overload(node)] == []


def test_every_test_that_the_documents_name_exists() -> None:
    page = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert len(named) > 30
    defined = {
        path: {getattr(node, "name", "") for node in tree(ROOT / path).body}
        for path in {path for path, _ in named}
    }
    assert [f"{path}::{name}" for path, name in named if name not in defined[path]] == []


def _is_overload(node: ast.AST) -> bool:
    """Whether a function is one of the signatures of another, which has the docstring."""
    return any(ast.unparse(decorator) == "overload" for decorator in getattr(node, "decorator_list", ()))
