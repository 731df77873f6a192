"""Other programs read in a calendar what the plan says: UIDs, instants and titles; also in odd text."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from khal.icalendar import split_ics  # type: ignore[import-untyped]
from khal.khalendar.event import Event as KhalEvent  # type: ignore[import-untyped]

from api.calendars import person_calendar, trip_calendar
from api.calendars.plain import line, paragraph
from planner.clock import ZONE
from planner.plan import Plan
from planner.season import Season
from tests.api.calendars.golden_files import FOLDER, GOLDEN
from tests.api.calendars.parsers import read_by_home_assistant, read_by_libical, read_by_vobject
from tests.api.calendars.readers import (
    Reading,
    libical_faults,
    read_by_ical_js,
    read_by_icalendar,
    read_by_khal,
)
from tests.api.calendars.sample import PUBLISHED, REPLANNED, SEASON
from tests.builders import MONDAY

FULL_CALENDARS = ["leader-replanned.ics", "deputy-replanned-english.ics", "trip-cancelled.ics"]


def planned(plan: Plan, person: str) -> set[tuple[str, datetime | date, datetime | date]]:
    """UID, start and end of all that ``person`` holds in ``plan``, taken from the plan itself."""
    found: set[tuple[str, datetime | date, datetime | date]] = set()
    for trip in (trip for trip in plan.trips if person in trip.delegation):
        found.add((trip.revision.uid, trip.dates[0], date.fromordinal(trip.dates[-1].toordinal() + 1)))
        found |= {(visit.revision.uid, visit.start, visit.end) for visit in trip.visits}
        found |= {(leg.revision.uid, leg.depart, leg.arrive) for day in trip.days for leg in day.legs}
    return found | {
        (event.revision.uid, event.start, event.end) for event in plan.events if person in event.attending
    }


def test_what_is_read_is_what_was_planned() -> None:
    read = read_by_icalendar(person_calendar(SEASON, PUBLISHED, "p01"))
    assert {(item.uid, item.start, item.end) for item in read} == planned(PUBLISHED, "p01")
    after = read_by_icalendar(person_calendar(SEASON, REPLANNED, "p01"))
    live = {(item.uid, item.start, item.end) for item in after if item.status == "CONFIRMED"}
    assert live == planned(REPLANNED, "p01")


@pytest.mark.parametrize("name", FULL_CALENDARS)
def test_khal_lists_the_same_entries(name: str, tmp_path: Path) -> None:
    data = (FOLDER / name).read_bytes()
    assert read_by_khal(data, tmp_path, MONDAY, 7) == read_by_icalendar(data)


def as_instants(reading: Reading) -> Reading:
    """The reading with days as ical.js prints them where its zone is UTC: midnights."""
    start, end = (
        moment if isinstance(moment, datetime) else datetime.fromisoformat(f"{moment}T00:00Z")
        for moment in (reading.start, reading.end)
    )
    return reading._replace(start=start, end=end)


@pytest.mark.parametrize("name", FULL_CALENDARS)
def test_ical_js_reads_the_same_entries(name: str, tmp_path: Path) -> None:
    data = (FOLDER / name).read_bytes()
    assert read_by_ical_js(data, tmp_path) == {as_instants(item) for item in read_by_icalendar(data)}


PARSERS = [read_by_libical, read_by_vobject, read_by_home_assistant]


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("read", PARSERS)
def test_parsers_that_share_no_code_read_the_same_entries(
    name: str, read: Callable[[bytes], set[Reading]]
) -> None:
    data = (FOLDER / name).read_bytes()
    entries = Calendar.from_ical(data).walk("VEVENT")
    found = read(data)
    assert (found, len(found)) == (read_by_icalendar(data), len(entries))


@pytest.mark.parametrize("name", GOLDEN)
def test_libical_finds_nothing_required_missing_and_nothing_forbidden(name: str) -> None:
    assert libical_faults((FOLDER / name).read_bytes()) == []


# Every kind of text that a workbook may hold, and those that calendars have broken on.
AWKWARD = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("\\;,:\"'\n\r\t\x00\v\x85\u2028 ＼；，：“nN^<>&=张🚜👩‍👩‍👧"), max_size=40),
    st.sampled_from(
        ["END:VEVENT", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "\\n", "\\\\n", "\\N", "长" * 60, "🚜" * 30]
    ),
)


def season_of(texts: list[str]) -> Season:
    """The sample with awkward names, titles, addresses and contacts, but the ids it had."""
    turn = iter(texts * 30)
    companies = tuple(
        item.model_copy(
            update={
                "name": next(turn),
                "site": item.site.model_copy(update={"address": next(turn)}),
                "contact": item.contact.model_copy(update={"name": next(turn), "phone": next(turn)}),
            }
        )
        for item in SEASON.companies
    )
    people = tuple(
        item.model_copy(update={"name": next(turn), "title": next(turn)}) for item in SEASON.people
    )
    update = {"title": next(turn), "companies": companies, "people": people}
    return SEASON.model_copy(update=update)


def expected_titles(season: Season) -> set[str]:
    """The titles of the visits of trip T01."""
    return {line(f"拜访 {company.name}") for company in season.companies if company.id != "c04"}


def awkward_calendar(texts: list[str]) -> tuple[Season, bytes]:
    season = season_of(texts)
    data = trip_calendar(season, PUBLISHED, "T01", alarms=True)
    assert max(len(row) for row in data.split(b"\r\n")) <= 75
    return season, data


@settings(max_examples=60, deadline=None)
@example(["\\N"] * 7)
@given(st.lists(AWKWARD, min_size=7, max_size=7))
def test_icalendar_and_khal_read_awkward_text_as_it_was_meant(texts: list[str]) -> None:
    season, data = awkward_calendar(texts)
    entries = Calendar.from_ical(data).walk("VEVENT")
    titles = {str(entry["SUMMARY"]) for entry in entries}
    assert expected_titles(season) <= titles
    contacts = {str(entry["DESCRIPTION"]) for entry in entries}
    address = paragraph(f"地址：无锡 {season.companies[2].site.address}")
    assert any(address in text for text in contacts)
    assert len(entries) == 9
    locale = {"local_timezone": ZONE, "default_timezone": ZONE}
    split = split_ics(data.decode())
    # khal splits by writing again with icalendar, whose writer takes a backslash and N for a line end.
    resplit = {title.replace("\\N", "\n") for title in titles}
    assert {str(KhalEvent.fromString(text, locale=locale).summary) for text in split} == resplit


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(AWKWARD, min_size=7, max_size=7))
def test_ical_js_reads_awkward_text_as_it_was_meant(texts: list[str], tmp_path: Path) -> None:
    _, data = awkward_calendar(texts)
    assert read_by_ical_js(data, tmp_path) == {as_instants(item) for item in read_by_icalendar(data)}


@settings(max_examples=60, deadline=None)
@given(st.lists(AWKWARD, min_size=7, max_size=7))
def test_libical_reads_awkward_text_as_it_was_meant_and_finds_no_fault(texts: list[str]) -> None:
    season, data = awkward_calendar(texts)
    found = read_by_libical(data)
    assert found == read_by_icalendar(data)
    assert expected_titles(season) <= {reading.title for reading in found}
    assert libical_faults(data) == []


@pytest.mark.parametrize("read", PARSERS[1:])
@settings(max_examples=40, deadline=None)
@given(texts=st.lists(AWKWARD, min_size=7, max_size=7))
def test_vobject_and_home_assistant_read_awkward_text_as_it_was_meant(
    read: Callable[[bytes], set[Reading]], texts: list[str]
) -> None:
    _, data = awkward_calendar(texts)
    assert read(data) == read_by_icalendar(data)
