"""Files and functions that fit a screen and a head."""

from pathlib import Path
from statistics import median

from tests.house.source import PACKAGES, functions, lines_without_docstring, name_of, python_files

MOST_LINES_A_FILE = 400
MOST_LINES_A_FUNCTION = 40
MEDIAN_LINES_A_FILE = 100


def _height(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_over_four_hundred_lines() -> None:
    sizes = {name_of(path): _height(path) for path in python_files(*PACKAGES, "tests")}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES_A_FILE} == {}


def test_the_median_file_is_short() -> None:
    sizes = [_height(path) for path in python_files(*PACKAGES) if path.name != "__init__.py"]
    assert median(sizes) <= MEDIAN_LINES_A_FILE


def test_a_function_fits_a_screen_without_its_docstring() -> None:
    long = {
        f"{name_of(path)}::{function.name}": lines_without_docstring(function)
        for path in python_files(*PACKAGES, "tests")
        for function in functions(path)
        if lines_without_docstring(function) > MOST_LINES_A_FUNCTION
    }
    assert long == {}
