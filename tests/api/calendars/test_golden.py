"""Whole calendars, byte for byte. The golden files are older than any run: no clock can be in them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.calendars.golden_files import FOLDER, GOLDEN

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("name", GOLDEN)
def test_a_calendar_equals_its_golden_file(name: str) -> None:
    assert GOLDEN[name]().decode() == (FOLDER / name).read_bytes().decode()


def test_every_golden_file_is_made_by_a_test() -> None:
    assert {path.name for path in FOLDER.glob("*.ics")} == set(GOLDEN)


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "America/New_York", "LANG": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ],
    ids=lambda environment: environment["TZ"],
)
def test_zone_locale_and_hash_seed_of_the_machine_change_no_byte(
    environment: dict[str, str], tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.api.calendars.golden_files import GOLDEN\n"
        "for name, made in GOLDEN.items(): (Path(sys.argv[1]) / name).write_bytes(made())"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, cwd=ROOT, env=os.environ | environment
    )
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (FOLDER / name).read_bytes() for name in GOLDEN}


@pytest.mark.parametrize("name", GOLDEN)
def test_lines_end_in_crlf_and_fold_at_75_octets_between_characters(name: str) -> None:
    *lines, after_the_last = GOLDEN[name]().split(b"\r\n")
    assert after_the_last == b""
    assert [line for line in lines if len(line) > 75 or b"\r" in line or b"\n" in line] == []
    assert all(line.decode() for line in lines)  # a character cut in two would not decode
