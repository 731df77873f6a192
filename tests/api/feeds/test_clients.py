"""Programs that people subscribe with: vdirsyncer fetches over HTTP, khal shows what it got."""

import os
import subprocess
import sys
from pathlib import Path

from tests.api.calendars.readers import KHAL_SETTINGS
from tests.api.calendars.sample import PUBLISHED, REMADE_AT, REPLANNED
from tests.api.feeds.publishing import published, revoked, subscribed
from tests.api.feeds.web import web

VDIRSYNCER_SETTINGS = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "remote"
b = "local"
collections = null
conflict_resolution = "a wins"
[storage remote]
type = "http"
url = "{url}"
[storage local]
type = "filesystem"
path = "{folder}/feed/"
fileext = ".ics"
"""
EMPTY = PUBLISHED.model_copy(update={"trips": (), "events": ()})
# Monday to Thursday of the sample as the leader's phone shows them.
TRIP = [
    "外出招商 长三角（苏州、无锡）",
    "07:00 G1234 重庆西 → 苏州北",
    "14:00 拜访 苏州云杉装备（虚构）有限公司",
    "15:30 乘车 苏州云杉装备（虚构）有限公司 → 苏州灯塔“智造”\\测试厂（估算）",
    "16:15 拜访 苏州灯塔“智造”\\测试厂",
    "17:45 乘车 苏州灯塔“智造”\\测试厂 → 苏州（估算）",
    "外出招商 长三角（苏州、无锡）",
    "08:00 乘车 苏州 → 无锡远帆 🚜 农机 Ltd.（估算）",
    "09:00 拜访 无锡远帆 🚜 农机 Ltd.",
    "12:00 航班 苏南硕放机场 → 江北机场（估算）",
]


class Phone:
    """A folder that vdirsyncer brings up to date and khal reads."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder = folder
        self._environment = os.environ | {"LC_ALL": "C.UTF-8", "HOME": str(folder)}
        (folder / "feed").mkdir()
        (folder / "vdirsyncer").write_text(VDIRSYNCER_SETTINGS.format(folder=folder, url=url), "utf-8")
        (folder / "khal").write_text(KHAL_SETTINGS.format(folder=folder), "utf-8")
        self._run("vdirsyncer", "-c", str(folder / "vdirsyncer"), "discover")

    def fetch(self) -> tuple[bool, str]:
        """Whether vdirsyncer fetched, and what it said."""
        done = self._run("vdirsyncer", "-c", str(self._folder / "vdirsyncer"), "sync")
        return done.returncode == 0, done.stderr.decode()

    def shows(self) -> list[str]:
        """The entries from Monday 1 March on, in khal's order: the clock (none all day) and the title."""
        form = "{start-time} {title}"
        options = ["--day-format", "", "--format", form, "2027-03-01", "2d"]
        done = self._run("khal", "-c", str(self._folder / "khal"), "list", *options)
        assert done.returncode == 0, done.stderr.decode()
        return [row.strip() for row in done.stdout.decode().splitlines()]

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [str(Path(sys.executable).with_name(program)), *arguments]
        return subprocess.run(command, check=False, capture_output=True, env=self._environment)


def test_a_phone_sees_a_trip_its_change_its_cancellation_and_the_end_of_its_address(
    database_url: str, tmp_path: Path
) -> None:
    with web(database_url) as running:
        database = running.database
        published(database, PUBLISHED)
        made, token = subscribed(database)
        phone = Phone(tmp_path, f"{running.address}/cal/{token}.ics")
        assert phone.fetch()[0]
        assert phone.shows() == TRIP

        published(database, REPLANNED, moment=REMADE_AT)
        assert phone.fetch()[0]
        changed = phone.shows()
        assert "16:15 【已取消】拜访 苏州灯塔“智造”\\测试厂" in changed
        assert "10:00 拜访 无锡远帆 🚜 农机 Ltd." in changed
        assert [row for row in changed if row in {TRIP[4], TRIP[8]}] == []

        published(database, EMPTY, moment=REMADE_AT)
        assert phone.fetch()[0]
        struck = phone.shows()
        assert struck
        assert [row for row in struck if "【已取消】" not in row] == []

        revoked(database, made.id)
        fetched, said = phone.fetch()
        assert not fetched
        assert "Not Found" in said
        assert phone.shows() == struck
