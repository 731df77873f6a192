"""The tree as its tests see it: which files there are and what Python finds in them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("planner", "events", "api")
TEXT_SUFFIXES = {
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".cfg",
    ".json",
    ".csv",
    ".typ",
    ".sh",
    ".mjs",
    ".yml",
    ".ics",
}
GENERATED = {".git", ".venv", "var", "node_modules", "__pycache__"}


def python_files(*folders: str) -> list[Path]:
    """Every Python file below ``folders`` of the repository, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if _is_ours(path))


def text_files() -> list[Path]:
    """Every file of the repository that holds text, in order."""
    found = (path for path in ROOT.rglob("*") if _is_ours(path) and path.is_file())
    plain = {"Makefile", "run", ".gitignore", "py.typed"}
    return sorted(path for path in found if path.suffix in TEXT_SUFFIXES or path.name in plain)


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    hidden = any(part.startswith(".") and part.endswith(("_cache", "hypothesis")) for part in parts)
    return (
        not hidden and not GENERATED.intersection(parts) and not any(p.endswith(".egg-info") for p in parts)
    )


def name_of(path: Path) -> str:
    """The path as it stands in the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """What Python reads in ``path``."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Every function of ``path``, methods and inner ones included."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines_without_docstring(function: Function) -> int:
    """The height of ``function`` on the screen, its docstring left out."""
    height = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        height -= (first.end_lineno or first.lineno) - first.lineno + 1
    return height
