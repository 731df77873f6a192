"""No test ties itself to one kind of database but by ``only_on``, which wants a reason."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import name_of, python_files, tree

HERE = "tests/api/databases.py"
# What may name a SQLite file, and why.
ADDRESSES = {
    HERE: "makes the files",
    "tests/api/cli/test_accounts.py": "the database of who sets nothing is a file in the folder",
    "tests/api/jobs/test_dbos_engine.py": "how an address becomes another",
    "tests/api/test_settings.py": "the address of who sets nothing",
    "tests/benchmarks/cancel.py": "measures one job on a file",
    "tests/benchmarks/feeds.py": "measures both, one after the other",
    "tests/benchmarks/kill_storm.py": "takes the other by an option",
    "tests/benchmarks/mailing.py": "takes the other by an option",
    "tests/benchmarks/staffed.py": "makes either",
}


def ties(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and kind of everything by which a test is tied to one kind of database."""
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(text)) if re.match(r"sqlite(\+\w+)?:/", text):
                yield node.lineno, "address"
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(), *_]):
                if name in {"fresh", "fresh_url"}:
                    yield node.lineno, "fresh"
                elif name == "parametrize" and "backend" in _names(node.args[0]):
                    yield node.lineno, "parametrize"
            case ast.FunctionDef(name="backend"):
                yield node.lineno, "fixture"
            case ast.If(body=[*_, last]) if _asks_for_kind(node.test) and _gives_up(last):
                yield node.lineno, "gives up"


def _names(argument: ast.expr) -> set[str]:
    """The names that ``parametrize`` is given, one or several in one text."""
    text = argument.value if isinstance(argument, ast.Constant) else ""
    return {name.strip() for name in str(text).split(",")}


def _asks_for_kind(condition: ast.expr) -> bool:
    words = {node.attr for node in ast.walk(condition) if isinstance(node, ast.Attribute)}
    words |= {node.id for node in ast.walk(condition) if isinstance(node, ast.Name)}
    return not words.isdisjoint({"is_sqlite", "backend"})


def _gives_up(statement: ast.stmt) -> bool:
    """Whether a test would end here and pass, or be skipped."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return ast.unparse(statement.value.func) == "pytest.skip"
    return isinstance(statement, ast.Return) and statement.value is None


def test_a_test_is_tied_to_no_kind_of_database_but_with_a_reason() -> None:
    found = [
        f"{name_of(path)}:{line}: {kind}"
        for path in python_files("tests")
        for line, kind in ties(tree(path))
        if name_of(path) != HERE and not (kind == "address" and name_of(path) in ADDRESSES)
    ]
    assert found == []


def test_every_exception_is_still_needed() -> None:
    naming = {
        name_of(path)
        for path in python_files("tests")
        if "address" in {kind for _line, kind in ties(tree(path))}
    }
    assert naming == set(ADDRESSES)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("url = databases.fresh('sqlite')", "fresh"),
        ("url = fresh_url('postgresql', tables=False)", "fresh"),
        ("Database('sqlite:///x.db')", "address"),
        ("Database(f'sqlite:///{folder}/x.db')", "address"),
        ("pytestmark = pytest.mark.parametrize('backend', ['sqlite'], indirect=True)", "parametrize"),
        ("mark = pytest.mark.parametrize('one, backend', [(1, 'sqlite')])", "parametrize"),
        ("@pytest.fixture(params=['sqlite'])\ndef backend(request): return request.param", "fixture"),
        ("def test(database):\n    if not database.is_sqlite:\n        return", "gives up"),
        ("def test(backend):\n    if backend == 'sqlite':\n        pytest.skip('no')", "gives up"),
    ],
)
def test_each_tie_is_noticed(code: str, kind: str) -> None:
    assert [found for _line, found in ties(ast.parse(code))] == [kind]


@pytest.mark.parametrize(
    "code",
    [
        "url = fresh_url(backend, tables=False)",
        "@pytest.mark.parametrize('query', ['a'])\ndef test(database): ...",
        "expected = 0 if database.is_sqlite else 1",
    ],
)
def test_what_runs_on_both_is_no_tie(code: str) -> None:
    assert list(ties(ast.parse(code))) == []
