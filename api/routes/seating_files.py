"""``/events/{identity}/seating/{name}/…``: a kept seating as chart, cards, badges and list."""

from datetime import datetime
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Response

from api.accounts.role import Action
from api.documents.seating.badges import badges, badges_pdf
from api.documents.seating.chart import chart_svg, preview_svg
from api.documents.seating.name_cards import name_cards, name_cards_pdf
from api.documents.seating.printed import chart_pdf, chart_png
from api.documents.seating.seat_list import seat_list_docx
from api.routes.context import LanguageDep, ReadingDep, ServiceDep
from api.routes.exports import DOCX, PDF, SVG, attachment, file_route
from api.routes.guest_lists import EventId
from api.routes.seating import PlanName, seating_of
from api.store import check_ins, invitation_lists
from api.texts import Language
from events.seated_guests import companion_id
from events.seating.attendee import Side
from events.seating.plan import SeatingPlan
from events.seating.rules import Viewpoint

router = APIRouter(prefix="/events/{identity}/seating/{name}", tags=["座次 seating"])
PNG = "image/png"
Seen = Annotated[
    Viewpoint, Query(description="观众视角或主席台视角 · from where rows are seen", examples=["audience"])
]

InvitedOnly = Annotated[
    bool, Query(description="只印名单上的嘉宾 · only guests who are on the list", examples=[False])
]


class Printed(NamedTuple):
    """A kept plan to be written down. Files are dated by when it was kept: equal plans, equal bytes."""

    plan: SeatingPlan
    made_at: datetime
    language: Language
    name: str


def _printed(identity: EventId, name: PlanName, session: ReadingDep, language: LanguageDep) -> Printed:
    sheet, seating = seating_of(session, identity, name)
    return Printed(seating.plan, sheet.changed_at, language, name)


PrintedDep = Annotated[Printed, Depends(_printed)]


@file_route(router, "/chart.svg", SVG, "座次图（SVG） · The chart as SVG")
def seating_chart_svg(printed: PrintedDep, viewpoint: Seen = Viewpoint.AUDIENCE) -> Response:
    """图上注明视角、约定和依据。 It names viewpoint, custom and source."""
    content = chart_svg(printed.plan, printed.language, viewpoint)
    return attachment(content, f"{printed.name}.svg", SVG)


@file_route(router, "/chart.png", PNG, "座次图（PNG） · The chart as PNG")
def seating_chart_png(printed: PrintedDep, viewpoint: Seen = Viewpoint.AUDIENCE) -> Response:
    """供转发。 To be passed on."""
    content = chart_png(printed.plan, printed.language, viewpoint)
    return attachment(content, f"{printed.name}.png", PNG)


@file_route(router, "/chart.pdf", PDF, "座次图（PDF） · The chart for print")
def seating_chart_pdf(printed: PrintedDep, viewpoint: Seen = Viewpoint.AUDIENCE) -> Response:
    """一页，A4 或 A3。 One sheet, A4 or A3."""
    content = chart_pdf(printed.plan, printed.made_at, printed.language, viewpoint)
    return attachment(content, f"{printed.name}.pdf", PDF)


@file_route(router, "/preview.svg", SVG, "双数座次约定对照图 · The same people by both customs")
def preview_kept_seating(printed: PrintedDep, viewpoint: Seen = Viewpoint.AUDIENCE) -> Response:
    """这份座次的人按两种约定各排一次主席台。 Its people as a rostrum by each custom."""
    plan = printed.plan
    content = preview_svg(plan.title, plan.attendees, language=printed.language, viewpoint=viewpoint)
    return attachment(content, f"{printed.name}-preview.svg", SVG)


@file_route(router, "/name-cards.pdf", PDF, "桌签 · Name cards")
def seating_name_cards(printed: PrintedDep) -> Response:
    """每人一页，按座位顺序。 A page a person, in seat order."""
    cards = name_cards(printed.plan, printed.language)
    content = name_cards_pdf(printed.plan.title, cards, printed.made_at, printed.language)
    return attachment(content, "name-cards.pdf", PDF)


@file_route(router, "/seat-list.docx", DOCX, "座次表（Word） · The list of seats for Word")
def seating_list(printed: PrintedDep, viewpoint: Seen = Viewpoint.AUDIENCE) -> Response:
    """附座次图。 With the chart."""
    content = seat_list_docx(printed.plan, printed.made_at, printed.language, viewpoint)
    return attachment(content, "seat-list.docx", DOCX)


@file_route(router, "/badges.pdf", PDF, "胸牌 · Badges", action=Action.GUEST_WRITE)
def seating_badges(
    identity: EventId,
    printed: PrintedDep,
    session: ReadingDep,
    service: ServiceDep,
    invited_only: InvitedOnly = False,  # noqa: FBT002  (a query parameter)
) -> Response:
    """嘉宾每人一枚，扫码签到；不在邀请名单上的没有码，逐一指出。 Whoever has no code is named."""
    held = invitation_lists.identities(session, identity)
    codes = {
        guest: f"{service.settings.public_url}/k/{check_ins.badge_of(session, who)}"
        for guest, who in held.items()
    }
    brought = {companion_id(guest, number) for guest in held for number in range(1, 51)}
    guests = {
        person.id
        for person in printed.plan.attendees
        if person.side is Side.GUEST and person.id not in brought
    }
    wearers = guests & set(codes) if invited_only else guests
    sheet = badges(printed.plan, codes, printed.language, wearers)
    content = badges_pdf(printed.plan.title, sheet, printed.made_at, printed.language)
    return attachment(content, "badges.pdf", PDF)
