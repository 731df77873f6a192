"""Who is fetched from where and taken where to, as the guests' replies tell it."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, NamedTuple

from pydantic import Field

from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.reply import TRAIN, ReplyForm
from events.invitation.state import State
from events.run_sheet.drop_offs import Departure
from events.run_sheet.pick_ups import Arrival
from planner.clock import ZONE, minute_of
from planner.errors import Fault
from planner.value import Value

# Two characters of the airline, three or four digits (IATA Resolution 762): CA4136, 3U8881.
FLIGHT = re.compile(r"[A-Z0-9]{2}\d{3,4}")
_TWO_DAYS = 2_880
Station = Annotated[str, Field(min_length=1, max_length=100)]


class Stations(Value):
    """Where trains and flights stop; replies tell numbers, not stations.

    ``by_guest`` (id) goes before ``by_number`` (G1335, CA4136); what neither names stops at ``railway`` or
    ``airport``, empty if nobody has said which.
    """

    by_guest: dict[str, Station] = {}
    by_number: dict[str, Station] = {}
    railway: str = Field(default="", max_length=100)
    airport: str = Field(default="", max_length=100)

    def station_of(self, guest: str, number: str) -> str:
        """The station; empty if it is not known."""
        named = self.by_guest.get(guest) or self.by_number.get(number)
        if named:
            return named
        is_flight = TRAIN.fullmatch(number) is None and FLIGHT.fullmatch(number) is not None
        return self.airport if is_flight else self.railway


class Transfers(Value):
    """``notes`` name everybody who should be asked: his time or station is unknown, or on another day."""

    arrivals: tuple[Arrival, ...] = ()
    departures: tuple[Departure, ...] = ()
    notes: tuple[Fault, ...] = ()


class _Way(NamedTuple):
    """There or back, as a reply tells it."""

    word: str
    number: str
    at: datetime | None


def transfers_of(invitations: InvitationList, day: date, stations: Stations) -> Transfers:
    """The arrivals and departures of all who accepted, on ``day`` or past its midnight.

    Who comes in his own car (a number plate, no train) is met by nobody; of who tells nothing at all nothing
    is assumed.
    """
    arrivals: list[Arrival] = []
    departures: list[Departure] = []
    notes: list[Fault] = []
    for item in invitations.invitations:
        if item.state is not State.ACCEPTED or item.reply is None:
            continue
        for way in _ways(item.reply):
            known = _known(item, way, day, stations)
            if isinstance(known, Fault):
                notes.append(known)
            elif way.word == "arrival":
                arrivals.append(Arrival.model_validate(known))
            else:
                departures.append(Departure.model_validate(known))
    return Transfers(arrivals=tuple(arrivals), departures=tuple(departures), notes=tuple(notes))


def _ways(reply: ReplyForm) -> Iterator[_Way]:
    there = _Way("arrival", reply.arrival_train, reply.arrival_at)
    back = _Way("return", reply.return_train, reply.return_at)
    for way in (there, back):
        drives = bool(reply.car_plate) and not way.number
        if not drives and (way.number or way.at is not None):
            yield way


def _known(item: Invitation, way: _Way, day: date, stations: Stations) -> dict[str, object] | Fault:
    guest = item.guest
    if way.at is None:
        return _note(item, way, f"{way.word}_time_unknown")
    minute = minute_of(way.at, day)
    if not 0 <= minute < _TWO_DAYS:
        return _note(item, way, f"{way.word}_on_another_day")
    station = stations.station_of(guest.id, way.number)
    if not station:
        return _note(item, way, f"{way.word}_station_unknown")
    return {
        "guest": guest.id,
        "number": way.number,
        "station": station,
        "minute": minute,
        "heads": 1 + item.plus_ones,
    }


def _note(item: Invitation, way: _Way, code: str) -> Fault:
    detail = {
        "number": way.number or "—",
        "at": "—" if way.at is None else f"{way.at.astimezone(ZONE):%Y-%m-%d %H:%M}",
    }
    return Fault(code=code, place=item.guest.id, value=item.guest.name, detail=detail)
