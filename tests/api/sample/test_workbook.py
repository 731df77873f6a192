import csv
import io
import zipfile
from pathlib import Path

import pytest

from api.sample.feed import timetable_bytes, trim
from api.sample.regions import HUBS, REGIONS, SERVED
from api.sample.workbook import rows, write_sample

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"
ABSENT = "needs the folder ../shared with its real data beside the repository"


def test_equal_seeds_make_equal_bytes(tmp_path: Path) -> None:
    first, second = write_sample(tmp_path / "a"), write_sample(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()


def test_another_seed_makes_another_district() -> None:
    assert rows(1)["企业"] != rows(2)["企业"]


def test_the_district_has_the_size_it_is_said_to_have() -> None:
    sample = rows()
    sizes = {sheet: len(sample[sheet]) for sheet in ("企业", "人员", "单位", "产业链", "活动")}
    # The joint meetings are one row: the import makes one a month of it.
    assert sizes == {"企业": 150, "人员": 46, "单位": 14, "产业链": 6, "活动": 5}
    assert sum(row["kind"] == "驻点" for row in sample["区域与驻点"]) == 5
    assert sum(sum(region.companies.values()) for region in REGIONS) == 150


def test_every_economic_unit_has_its_one_one_two() -> None:
    full = [row for row in rows()["单位"] if row["economic"] == "是"]
    assert [row["name"] for row in full if not (row["head"] and row["deputy"] and "、" in row["staff"])] == []


def test_names_are_given_once() -> None:
    sample = rows()
    for sheet in ("企业", "人员"):
        names = [row["name"] for row in sample[sheet]]
        assert sorted(set(names)) == sorted(names)


@pytest.mark.skipif(not SHARED.exists(), reason=ABSENT)
def test_no_company_bears_the_name_of_a_listed_one() -> None:
    with (SHARED / "listed-companies-2019.csv").open(encoding="utf-8") as file:
        listed = {row["name"].replace(" ", "") for row in csv.DictReader(file)}
    # A listed company goes by three or four characters: the brand and the start of the trade.
    assert [row["name"] for row in rows()["企业"] if any(name in row["name"] for name in listed)] == []


def _tables(feed: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(feed)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def test_the_timetable_holds_only_trains_between_the_cities_of_the_sample() -> None:
    tables = _tables(timetable_bytes())
    cities = {row["stop_id"]: row["stop_name"] for row in tables["stops.txt"]}
    calls: dict[str, set[str]] = {row["trip_id"]: set() for row in tables["trips.txt"]}
    for row in tables["stop_times.txt"]:
        calls[row["trip_id"]].add(cities[row["stop_id"]])
    assert set(cities.values()) <= SERVED | HUBS
    assert [trip for trip, called in calls.items() if len(called) < 2 or not called & SERVED] == []


@pytest.mark.skipif(not SHARED.exists(), reason=ABSENT)
def test_the_timetable_is_the_public_feed_trimmed() -> None:
    public = (SHARED / "gtfs-china-emu-2022.zip").read_bytes()
    assert _tables(timetable_bytes()) == _tables(trim(public))
