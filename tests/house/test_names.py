"""Modules named by their concept, each with its tests at the mirrored path."""

from pathlib import Path

import pytest

from tests.house.source import PACKAGES, ROOT, functions, name_of, python_files

JUNK_DRAWERS = {"utils", "util", "common", "helpers", "helper", "manager", "core", "misc", "base", "lib"}
# A module that only declares values has nothing to run.
MODULES = [path for path in python_files(*PACKAGES) if path.name != "__init__.py" and any(functions(path))]


def test_no_module_or_folder_is_a_junk_drawer() -> None:
    parts = {
        part
        for path in python_files(*PACKAGES, "tests")
        for part in Path(name_of(path)).with_suffix("").parts
    }
    assert parts & JUNK_DRAWERS == set()


def _tests_of(module: Path) -> list[Path]:
    """The mirrored test file; for a module of a folder also the tests of that folder, or of one around it."""
    inside = module.relative_to(ROOT)
    mirrored = ROOT / "tests" / inside.parent
    folders = [ROOT / "tests" / folder for folder in inside.parents if len(folder.parts) > 1]
    around = [
        path
        for folder in folders
        for path in (*folder.glob("test_*.py"), folder.with_name(f"test_{folder.name}.py"))
    ]
    own = [mirrored / f"test_{inside.stem}.py", mirrored / inside.stem / "__init__.py"]
    return [path for path in (*own, *around) if path.is_file()]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_has_tests_at_the_mirrored_path(module: Path) -> None:
    assert _tests_of(module) != []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in python_files("tests")}
    assert {name_of(folder) for folder in folders if not (folder / "__init__.py").is_file()} == set()
