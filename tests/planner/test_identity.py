"""UIDs and trip ids."""

from itertools import islice
from uuid import UUID

from planner.identity import calendar_uid, event_uid, free_trip_ids, visit_uid


def test_a_uid_is_a_version_5_uuid_and_always_the_same() -> None:
    assert visit_uid("2027-spring", "c001") == visit_uid("2027-spring", "c001")
    assert UUID(visit_uid("2027-spring", "c001")).version == 5


def test_uids_of_different_things_differ_even_where_their_names_run_together() -> None:
    uids = [visit_uid("ab", "c"), visit_uid("a", "bc"), event_uid("ab", "c"), calendar_uid("a", "b", "c")]
    assert len(set(uids)) == 4


def test_free_trip_ids_lie_above_every_number_ever_given() -> None:
    assert list(islice(free_trip_ids(["T02", "T07", "spare", "T1x"]), 3)) == ["T08", "T09", "T10"]
    assert next(free_trip_ids([])) == "T01"
    assert next(free_trip_ids(["T99"])) == "T100"
