"""Who is fetched and taken where, by what guests replied."""

from datetime import date, datetime
from typing import Any

import pytest

from events.invitation.invitation_list import InvitationList
from events.invitation.reply import ReplyForm
from events.invitation.state import State
from events.run_sheet.drop_offs import Departure
from events.run_sheet.pick_ups import Arrival
from events.transfers import Stations, Transfers, transfers_of
from planner.clock import ZONE
from tests.api.post.lists import forum

DAY = date(2026, 12, 15)
STATIONS = Stations(
    railway="重庆西站", airport="江北机场", by_number={"G7": "江津站"}, by_guest={"g2": "东站"}
)


def at(hour: int, minute: int = 0, day: int = 15) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


def _list(*replies: dict[str, Any] | None, state: State = State.ACCEPTED) -> InvitationList:
    value = forum(guests=len(replies))
    changed = (
        item.model_copy(
            update={
                "state": state,
                "plus_ones": 0 if reply is None else reply.get("plus_ones", 0),
                "reply": None if reply is None else ReplyForm.model_validate(reply),
            }
        )
        for item, reply in zip(value.invitations, replies, strict=True)
    )
    return value.model_copy(update={"invitations": tuple(changed)})


def test_trains_and_flights_stop_where_they_are_said_to() -> None:
    found = transfers_of(
        _list(
            {"arrival_train": "G8501", "arrival_at": at(9), "plus_ones": 2},
            {"arrival_train": "CA 4136", "arrival_at": at(9, 30)},
            {"arrival_train": "G8502", "arrival_at": at(10), "return_train": "3U8881", "return_at": at(20)},
            {"arrival_train": "G7", "arrival_at": at(11)},
            {"arrival_at": at(12)},
        ),
        DAY,
        STATIONS,
    )
    assert found.arrivals == (
        Arrival(guest="g0", number="G8501", station="重庆西站", minute=540, heads=3),
        Arrival(guest="g1", number="CA4136", station="江北机场", minute=570),
        Arrival(guest="g2", number="G8502", station="东站", minute=600),
        Arrival(guest="g3", number="G7", station="江津站", minute=660),
        Arrival(guest="g4", station="重庆西站", minute=720),
    )
    # Whose station is named goes there and back.
    assert found.departures == (Departure(guest="g2", number="3U8881", station="东站", minute=1_200),)
    assert found.notes == ()


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ({"arrival_train": "G1"}, "arrival_time_unknown"),
        ({"return_train": "G1"}, "return_time_unknown"),
        ({"arrival_train": "G1", "arrival_at": at(23, 59, 14)}, "arrival_on_another_day"),
        ({"return_train": "G1", "return_at": at(0, 0, 17)}, "return_on_another_day"),
    ],
)
def test_who_has_to_be_asked_is_named_once(reply: dict[str, Any], code: str) -> None:
    found = transfers_of(_list(reply), DAY, STATIONS)
    assert (found.arrivals, found.departures) == ((), ())
    assert [(note.code, note.place, note.value) for note in found.notes] == [(code, "g0", "嘉宾0")]
    told = {instant.strftime("%Y-%m-%d %H:%M") for instant in reply.values() if isinstance(instant, datetime)}
    assert {note.detail["at"] for note in found.notes} == (told or {"—"})


def test_a_station_nobody_has_named_is_asked_for() -> None:
    reply = {"arrival_train": "G1", "arrival_at": at(9), "return_train": "CA1234", "return_at": at(20)}
    found = transfers_of(_list(reply), DAY, Stations())
    assert [note.code for note in found.notes] == ["arrival_station_unknown", "return_station_unknown"]
    assert transfers_of(_list(reply), DAY, Stations(railway="西站")).arrivals[0].station == "西站"


def test_past_midnight_is_of_the_day() -> None:
    found = transfers_of(_list({"return_train": "G1", "return_at": at(0, 30, 16)}), DAY, STATIONS)
    assert found.departures[0].minute == 1_470


def test_who_drives_says_nothing_or_does_not_come_is_left_alone() -> None:
    drives = {"car_plate": "渝A12345", "arrival_at": at(9)}
    assert transfers_of(_list(drives, {}, None), DAY, STATIONS) == Transfers()
    train = {"arrival_train": "G1", "arrival_at": at(9)}
    assert transfers_of(_list(train, state=State.DECLINED), DAY, STATIONS) == Transfers()
    # A plate beside a train: somebody else drives him home.
    assert len(transfers_of(_list(drives | train), DAY, STATIONS).arrivals) == 1
