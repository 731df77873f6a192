"""``/events/{identity}/letters.docx`` and its like: papers for guests, units, the kitchen, the door."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.accounts.role import Action
from api.documents.guests.check_in_list import (
    AtDoor,
    at_door,
    check_in_paper,
    check_in_workbook,
    seat_order,
)
from api.documents.guests.guest_list import GuestNames, guest_list_workbook
from api.documents.guests.letter import Letters, invitation_letters
from api.documents.guests.letter_docx import letters_docx
from api.documents.guests.letter_pdf import letters_pdf
from api.documents.guests.message_table import message_table
from api.documents.guests.reply_slip import reply_slip_workbook
from api.documents.legible import one_line
from api.documents.official_paper import paper_pdf
from api.documents.seating.badges import Badge, badges_pdf
from api.documents.seating.words import spaced_name
from api.routes.context import ServiceDep
from api.routes.exports import DOCX, PDF, XLSX, attachment, file_route
from api.routes.guest_papers import Papers, PapersDep, by_letter, by_message
from api.store import check_ins, outbox
from api.store.event_days import season_of_event
from api.store.seats import seats_of
from api.texts import say
from api.texts.person_name import post_beside
from events.check_in import Seat
from events.invitation.invitation import Invitation
from events.invitation.state import State
from planner.season import Season

router = APIRouter(prefix="/events/{identity}", tags=["嘉宾材料 guest documents"])
# Whoever holds a guest's link can answer for him.
_handed_out = partial(file_route, router, action=Action.GUEST_WRITE, refuses=(409,))
_listed = partial(file_route, router, action=Action.GUEST_READ)
_MOST_NAMED = 1_000
GuestFilter = Annotated[
    list[str] | None,
    Query(alias="guest", max_length=_MOST_NAMED, description="只为这些嘉宾（编号）· for these guests alone"),
]
WithSlip = Annotated[bool, Query(description="附纸质回执 · with a slip to fill in by hand", examples=[True])]


def _letters(papers: Papers, guests: list[str] | None, *, slip: bool) -> Letters:
    recipients = papers.recipients(guests, by_letter)
    return invitation_letters(papers.facts, recipients, papers.made_at, with_slip=slip)


@_handed_out("/letters.docx", DOCX, "邀请函（Word） · Letters of invitation for Word")
def export_letters_docx(
    papers: PapersDep,
    guests: GuestFilter = None,
    slip: WithSlip = False,  # noqa: FBT002  (a query parameter)
) -> Response:
    """每人一页，附本人二维码；默认写给没有邮箱、尚未答复的。 For who has no mail and owes an answer."""
    return attachment(letters_docx(_letters(papers, guests, slip=slip)), "letters.docx", DOCX)


@_handed_out("/letters.pdf", PDF, "邀请函（PDF） · Letters of invitation for print")
def export_letters_pdf(
    papers: PapersDep,
    guests: GuestFilter = None,
    slip: WithSlip = False,  # noqa: FBT002  (as above)
) -> Response:
    """供打印。 For print."""
    return attachment(letters_pdf(_letters(papers, guests, slip=slip)), "letters.pdf", PDF)


@_handed_out("/messages.xlsx", XLSX, "短信、企业微信文本 · Short texts with links")
def export_messages(papers: PapersDep, guests: GuestFilter = None) -> Response:
    """默认发给没有邮箱但有电话、尚未答复的；附计费条数。 With how many messages each is sent as."""
    recipients = papers.recipients(guests, by_message)
    content = message_table(papers.facts, recipients, papers.made_at, papers.language)
    return attachment(content, "messages.xlsx", XLSX)


@_handed_out("/badges.pdf", PDF, "胸牌 · Badges with codes to check in by")
def export_badges(papers: PapersDep, service: ServiceDep, guests: GuestFilter = None) -> Response:
    """默认为答复出席的人，按席位排列，每页八张。 By default for who comes, by seat, eight a page."""
    seats = seats_of(papers.session, papers.event)
    chosen = papers.chosen(guests, lambda item: item.state is State.ACCEPTED)
    placed = [(item, seats.get(item.guest.id, Seat())) for item in chosen]
    placed.sort(key=lambda pair: seat_order(pair[1].table, pair[1].seat, pair[0].guest.name))
    sheet = [_badge(papers, service.settings.public_url, item, seat) for item, seat in placed]
    content = badges_pdf(papers.value.title, sheet, papers.made_at, papers.language)
    return attachment(content, "badges.pdf", PDF)


def _badge(papers: Papers, public_url: str, item: Invitation, seat: Seat) -> Badge:
    guest, language = item.guest, papers.language
    words = {"table": one_line(seat.table), "seat": one_line(seat.seat)}
    key = "both" if seat.table and seat.seat else "table" if seat.table else "seat"
    code = check_ins.badge_of(papers.session, papers.identities[guest.id])
    return Badge(
        name=spaced_name(guest.name),
        organisation=one_line(guest.organisation),
        post=post_beside(one_line(guest.name), one_line(guest.post)),
        seat=say(f"letter.badge.{key}", language, **words) if seat != Seat() else "",
        code=f"{public_url}/k/{code}",
    )


@_listed("/replies.xlsx", XLSX, "回执汇总 · All reply slips")
def export_replies(papers: PapersDep) -> Response:
    """已答复的人，及用餐、住宿、车辆合计。 Who has answered, and sums for kitchen, hotel and parking."""
    content = reply_slip_workbook(papers.value, papers.made_at, papers.language)
    return attachment(content, "replies.xlsx", XLSX)


@_listed("/guests.xlsx", XLSX, "嘉宾名单 · The guest list with states")
def export_guests(papers: PapersDep) -> Response:
    """全部嘉宾，及各状态人数。 Everybody on the list, and how many are in which state."""
    season = season_of_event(papers.session, papers.event, papers.now)
    seats = seats_of(papers.session, papers.event)
    content = guest_list_workbook(
        papers.value,
        seats,
        _names(season),
        papers.made_at,
        papers.language,
        outbox.undelivered(papers.session, papers.event),
    )
    return attachment(content, "guests.xlsx", XLSX)


def _names(season: Season) -> GuestNames:
    return GuestNames(
        {unit.id: unit.name for unit in season.units},
        {chain.id: chain.name for chain in season.chains},
        {region.id: region.name for region in season.regions},
    )


@_listed("/check-in.xlsx", XLSX, "签到表（表格） · The list for the door as a workbook")
def export_check_in_workbook(papers: PapersDep) -> Response:
    """断网时备用。 For a door without a network."""
    content = check_in_workbook(papers.value.title, _at_door(papers), papers.now, papers.language)
    return attachment(content, "check-in.xlsx", XLSX)


@_listed("/check-in.pdf", PDF, "签到表（打印） · The list for the door for print")
def export_check_in_pdf(papers: PapersDep) -> Response:
    """按桌、座、姓名排列，可打勾；留有现场登记的空行。 By table, seat and name, with boxes to tick."""
    page = check_in_paper(papers.facts, _at_door(papers), papers.now, papers.language)
    return attachment(paper_pdf(page), "check-in.pdf", PDF)


def _at_door(papers: Papers) -> tuple[AtDoor, ...]:
    seats = seats_of(papers.session, papers.event)
    return at_door(papers.value, seats, check_ins.check_in_of(papers.session, papers.event))
