"""``/events/{identity}/notices.docx``: what subordinate units are told: their quotas, days due, the slip."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response
from pydantic import Field

from api.accounts.role import Action
from api.documents.content import OfficialPaper
from api.documents.guests.unit_notice import UnitQuota, unit_notice
from api.documents.official_paper import paper_docx, paper_pdf
from api.errors import InvalidInput, NotFound
from api.post.office import office_of
from api.routes.context import ReadingDep, ServiceDep
from api.routes.exports import DOCX, PDF, attachment, file_route
from api.routes.guest_lists import EventId
from api.routes.guest_papers import facts_of
from api.store.event_days import event_day
from api.store.invitation_rows import GuestLetter
from api.texts import Language, say
from events.guests.quota import GuestQuota
from planner.attendance import span_of
from planner.errors import Fault
from planner.season import Season
from planner.value import Value

router = APIRouter(prefix="/events/{identity}", tags=["嘉宾材料 guest documents"])
_notice = partial(file_route, router, method="POST", action=Action.GUEST_READ, refuses=(409,))


class Notice(Value):
    """What units are told, before there is a list: each quota that names a unit, and what letters say.

    ``day`` is asked for while nothing is published.
    """

    quotas: tuple[GuestQuota, ...] = Field(max_length=500)
    letter: GuestLetter = GuestLetter()
    day: date | None = None


EXAMPLE = Notice(
    quotas=(GuestQuota(id="开发区", unit="unit-example", least=10, names_due=date(2026, 5, 8)),),
    letter=GuestLetter(venue="江津区团结湖会议中心", contact="王科长 023-4750 0000"),
    day=date(2026, 5, 18),
)


def _page(
    identity: EventId,
    notice: Annotated[Notice, Body(examples=[EXAMPLE.model_dump(mode="json", exclude_defaults=True)])],
    session: ReadingDep,
    service: ServiceDep,
) -> OfficialPaper:
    now = service.clock()
    season, event, day = event_day(session, identity, now, notice.day)
    span, letter = span_of(event, day), notice.letter
    letter = letter.model_copy(update={"venue": letter.venue or event.venue})
    quotas = tuple(_unit_quotas(notice.quotas, season, letter.language))
    if not quotas:
        raise InvalidInput(Fault(code="no_unit_quota", place="body.quotas"))
    facts = facts_of(event.title, span.start, span.end, letter, office_of(service.settings))
    return unit_notice(facts, quotas, now)


def _unit_quotas(quotas: tuple[GuestQuota, ...], season: Season, language: Language) -> Iterator[UnitQuota]:
    """Those that name a unit; a day that is no working day moves to the next one that is."""
    units = {unit.id: unit.name for unit in season.units}
    regions = {region.id: region.name for region in season.regions}
    workdays = season.workdays()
    separator = say("document.list.separator", language)
    for quota in quotas:
        if quota.unit is None:
            continue
        if quota.unit not in units:
            raise NotFound(Fault(code="no_such_record", value=quota.unit, detail={"kind": "unit"}))
        whom = [say(f"guest.segment.{quota.segment}", language)] if quota.segment else []
        whom += [regions.get(quota.region, quota.region)] if quota.region else []
        due = workdays.on_or_after(quota.names_due) if quota.names_due else None
        yield UnitQuota(units[quota.unit], quota.least, quota.most, separator.join(whom), due)


NoticeDep = Annotated[OfficialPaper, Depends(_page)]


@_notice("/notices.docx", DOCX, "给各单位的通知（Word） · The notice to units for Word")
def export_notices_docx(page: NoticeDep) -> Response:
    """各单位名额、报送截止日（逢休息日顺延）和回执表。 Quotas, days due, the slip; nothing is stored."""
    return attachment(paper_docx(page), "notices.docx", DOCX)


@_notice("/notices.pdf", PDF, "给各单位的通知（PDF） · The notice to units for print")
def export_notices_pdf(page: NoticeDep) -> Response:
    """供打印。 For print."""
    return attachment(paper_pdf(page), "notices.pdf", PDF)
