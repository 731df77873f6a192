"""File names that every file system takes, and never one for two calendars."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.calendars import calendar_file_name, calendar_files
from tests.api.calendars.sample import PUBLISHED, REPLANNED, SEASON


@pytest.mark.parametrize("identity", ["T01", "p01", "张三", "zhang.san-2", "A_b"])
def test_a_plain_id_is_its_own_file_name(identity: str) -> None:
    assert calendar_file_name(identity) == f"{identity}.ics"


@pytest.mark.parametrize(
    ("identity", "stem"),
    [
        ("a/b", "a-b-"),
        ("../../etc/passwd", "etc-passwd-"),
        ('招商<局>:"张|三?*', "招商-局-张-三-"),
        ("con", "con-"),
        ("LPT1.txt", "LPT1.txt-"),
        (".hidden", "hidden-"),
        ("a\x00\nb", "a-b-"),
        ("", ""),
        ("🚜", ""),
    ],
)
def test_an_awkward_id_is_made_safe_and_marked(identity: str, stem: str) -> None:
    name = calendar_file_name(identity)
    assert name.startswith(stem)
    mark = name.removeprefix(stem).removesuffix(".ics")
    assert (len(mark), set(mark) <= set("0123456789abcdef")) == (8, True)


@given(st.text(), st.text())
def test_any_id_has_a_short_safe_name_of_its_own(one: str, other: str) -> None:
    names = [calendar_file_name(one), calendar_file_name(other)]
    assert (names[0] == names[1]) is (one == other)
    for name in names:
        assert len(name.encode()) <= 140
        assert set(name) & set('/\\:*?"<>|\x00\n\r') == set()
        assert not name.startswith((".", "-"))
        assert unicodedata.normalize("NFC", name) == name


def test_a_plan_has_a_calendar_for_every_person_and_trip_cancelled_ones_included() -> None:
    people = {f"{person.id}.ics" for person in SEASON.people}
    assert set(calendar_files(SEASON, REPLANNED)) == people | {"T01.ics", "T02.ics"}


def test_ids_alike_but_for_case_or_shared_by_person_and_trip_get_marks() -> None:
    twins = tuple(
        person.model_copy(update={"id": identity})
        for person, identity in zip(SEASON.people, ["ann", "Ann", "T01", "d", "e"], strict=True)
    )
    season = SEASON.model_copy(update={"people": twins})
    plan = PUBLISHED.model_copy(update={"events": (), "trips": ()})
    trips = tuple(trip.model_copy(update={"leader": "d", "members": ("e",)}) for trip in PUBLISHED.trips)
    names = set(calendar_files(season, plan.model_copy(update={"trips": trips})))
    assert {"d.ics", "e.ics", "T02.ics"} < names
    assert len({name.casefold() for name in names}) == len(names) == 7
    marked = {name.partition("-")[0] + "-" + name.split("-")[1] for name in names if "-" in name}
    assert marked == {"person-Ann", "person-ann", "person-T01", "trip-T01"}
