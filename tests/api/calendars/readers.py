"""Programs that read calendars, each turned into a list of readings; one that is absent skips the test."""

import ctypes.util
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import icalendar
import pytest

from planner.clock import ZONE

SHARED_TOOLS = Path(__file__).resolve().parents[4] / "shared" / "tools"
NODE_MODULES = Path(
    os.environ.get("ZHAOSHANG_NODE_MODULES") or Path.home() / ".cache" / "zhaoshang" / "node_modules"
)

KHAL_SETTINGS = """
[calendars]
[[feed]]
path = {folder}/feed
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %m-%d
longdateformat = %Y-%m-%d
datetimeformat = %m-%d %H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
"""


class Reading(NamedTuple):
    """What a program made of an entry; days of all-day entries as dates, the end excluded."""

    uid: str
    start: datetime | date
    end: datetime | date
    status: str
    title: str


def _utc(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def read_by_icalendar(data: bytes) -> set[Reading]:
    """What the python package icalendar reads."""
    return {
        Reading(
            str(entry["UID"]),
            _utc(entry.decoded("DTSTART")),
            _utc(entry.decoded("DTEND")),
            str(entry["STATUS"]),
            str(entry["SUMMARY"]),
        )
        for entry in icalendar.Calendar.from_ical(data).walk("VEVENT")
    }


def read_by_khal(data: bytes, folder: Path, first: date, days: int) -> set[Reading]:
    """What the command khal lists after importing the file, as a person's terminal would show it."""
    (folder / "feed").mkdir()
    (folder / "settings").write_text(KHAL_SETTINGS.format(folder=folder), encoding="utf-8")
    (folder / "feed.ics").write_bytes(data)
    khal = [str(Path(sys.executable).with_name("khal")), "--config", str(folder / "settings")]
    environment = os.environ | {"LC_ALL": "C.UTF-8", "HOME": str(folder)}
    subprocess.run(
        [*khal, "import", "--batch", "-a", "feed", str(folder / "feed.ics")], check=True, env=environment
    )
    columns = "{uid}\t{start-long-full}\t{end-long-full}\t{all-day}\t{status}\t{title}"
    listing = subprocess.run(
        [*khal, "list", "--once", "--day-format", "", "--format", columns, first.isoformat(), f"{days}d"],
        check=True,
        env=environment,
        capture_output=True,
    ).stdout.decode()
    return {_khal_reading(*row.split("\t")) for row in listing.splitlines()}


def _khal_reading(uid: str, start: str, end: str, all_day: str, status: str, title: str) -> Reading:
    if all_day == "True":  # khal shows the last day, the file holds the day after it
        last = date.fromisoformat(end[:10]) + timedelta(days=1)
        return Reading(uid, date.fromisoformat(start[:10]), last, status.strip(), title)
    first, last_moment = (datetime.fromisoformat(text).replace(tzinfo=ZONE) for text in (start, end))
    return Reading(uid, _utc(first), _utc(last_moment), status.strip(), title)


def read_by_ical_js(data: bytes, folder: Path) -> set[Reading]:
    """What ical.js, the parser of Thunderbird and Nextcloud, reads."""
    node, script = shutil.which("node"), SHARED_TOOLS / "ical_js_read.mjs"
    if not script.is_file():
        pytest.skip("needs ../shared/tools/ical_js_read.mjs: put the folder shared beside the repository")
    if node is None or not (NODE_MODULES / "ical.js").is_dir():
        pytest.skip(f"needs node and ical.js: npm install --prefix {NODE_MODULES.parent} ical.js")
    # Node looks for modules beside the script, and the shared folder is not ours to write in.
    own = folder / "read.mjs"
    if not own.exists():
        shutil.copyfile(script, own)
        (folder / "node_modules").symlink_to(NODE_MODULES)
    (folder / "feed.ics").write_bytes(data)
    listing = subprocess.run(
        [node, str(own), str(folder / "feed.ics")],
        check=True,
        capture_output=True,
        env=os.environ | {"TZ": "UTC"},
    ).stdout.decode()
    return {_ical_js_reading(json.loads(row)) for row in listing.splitlines()}


def _ical_js_reading(entry: dict[str, str]) -> Reading:
    start, end = (datetime.fromisoformat(entry[name]) for name in ("start", "end"))
    return Reading(entry["uid"], start, end, entry["status"], entry["summary"])


def libical_faults(data: bytes) -> list[str]:
    """What libical's table of required and forbidden properties finds wrong."""
    script = SHARED_TOOLS / "ical_restrictions.py"
    if not script.is_file():
        pytest.skip("needs ../shared/tools/ical_restrictions.py: put the folder shared beside the repository")
    if ctypes.util.find_library("ical") is None:
        pytest.skip("needs libical3: apt-get install libical3")
    spec = importlib.util.spec_from_file_location("ical_restrictions", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[str] = module.faults(data)
    return found
