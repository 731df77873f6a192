"""嘉宾名单: everybody on an invitation list with the state of his invitation, as a workbook."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from openpyxl import Workbook

from api.documents.guests.event_facts import MINUTE, cell_moment
from api.documents.legible import one_line
from api.documents.season_workbook import packed
from api.documents.sheet import Column, Content, write_list
from api.texts import Language, say
from events.check_in import Seat
from events.guests.limits import LimitKind
from events.invitation.invitation import Invitation
from events.invitation.invitation_list import InvitationList
from events.invitation.state import State

_COLUMNS = (
    ("number", 6), ("name", 14), ("organisation", 30), ("post", 16), ("segment", 12), ("chain", 14),
    ("region", 14), ("unit", 20), ("mail", 28), ("phone", 18), ("quotas", 24), ("state", 14),
    ("post_state", 14), ("wave", 8), ("answer_by", 18), ("plus_ones", 8), ("stands_for", 14), ("table", 8),
    ("seat", 30),
)  # fmt: skip
_QUOTA = f"{LimitKind.QUOTA.value}:"


class GuestNames(NamedTuple):
    """What the ids of a guest are called: units, chains and regions by id."""

    units: Mapping[str, str]
    chains: Mapping[str, str]
    regions: Mapping[str, str]


def guest_list_workbook(
    invitations: InvitationList,
    seats: Mapping[str, Seat],
    names: GuestNames,
    made_at: datetime,
    language: Language = "zh",
    undelivered: Mapping[str, str] | None = None,
) -> bytes:
    """Everybody in the order in which invitations go out, and how many are in which state.

    ``undelivered`` tells of guests (ids) whose latest mail was ``refused`` or is ``doubtful``. Equal data
    make equal bytes.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("letter.guests.sheet", language)
    columns = [
        Column(say(f"letter.guests.{key}", language), width, MINUTE if key == "answer_by" else "")
        for key, width in _COLUMNS
    ]
    failed = undelivered or {}
    people = {item.guest.id: item.guest.name for item in invitations.invitations}
    listed = sorted(invitations.invitations, key=lambda item: item.order)
    write_list(
        sheet,
        columns,
        (
            _line(
                number,
                item,
                names,
                seats.get(item.guest.id, Seat()),
                people,
                failed.get(item.guest.id, ""),
                language,
            )
            for number, item in enumerate(listed, start=1)
        ),
    )
    _write_states(book, invitations, language)
    return packed(book, made_at, one_line(invitations.title))


def _line(
    number: int,
    item: Invitation,
    names: GuestNames,
    seat: Seat,
    people: Mapping[str, str],
    failed: str,
    language: Language,
) -> list[Content]:
    guest = item.guest
    separator = say("document.list.separator", language)
    return [
        number,
        one_line(guest.name),
        one_line(guest.organisation),
        one_line(guest.post),
        say(f"guest.segment.{guest.segment}", language),
        _named(names.chains, guest.chain),
        _named(names.regions, guest.region),
        _named(names.units, guest.unit),
        one_line(guest.mail),
        one_line(guest.phone),
        separator.join(
            one_line(name.removeprefix(_QUOTA)) for name in item.quotas if name.startswith(_QUOTA)
        ),
        say(f"invitation.state.{item.state}", language),
        say(f"letter.guests.undelivered.{failed}", language) if failed else "",
        item.wave,
        None if item.answer_by is None else cell_moment(item.answer_by),
        item.plus_ones,
        one_line(people.get(item.in_place_of or "", "")),
        one_line(seat.table),
        one_line(seat.seat),
    ]


def _named(names: Mapping[str, str], identity: str | None) -> str:
    return one_line(names.get(identity, identity)) if identity else ""


def _write_states(book: Workbook, invitations: InvitationList, language: Language) -> None:
    counted = Counter(item.state for item in invitations.invitations)
    sheet = book.create_sheet(say("letter.guests.states", language))
    columns = [
        Column(say(f"letter.guests.{key}", language), width) for key, width in (("state", 24), ("count", 12))
    ]
    rows = [(say(f"invitation.state.{state}", language), counted[state]) for state in State if counted[state]]
    write_list(sheet, columns, rows)
