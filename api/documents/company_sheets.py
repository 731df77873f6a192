"""企业简介: one sheet a company, with room for notes."""

from api.documents.amounts import investment
from api.documents.content import Field, Form, FormRow, Section
from api.documents.dates import short_dated, time_range
from api.documents.itinerary import people_met, place_of
from api.documents.legible import legible, one_line
from api.documents.register import Register
from api.texts import Language, say
from planner.clock import day_of
from planner.company import Company
from planner.person import Rank
from planner.plan import Trip, Visit

NOTES_HEIGHT_MM = 95


def company_needs(register: Register, company: Company, language: Language) -> str:
    """Whom the company asks for, in words; 无 if it asks for nobody in particular."""
    needs = company.needs
    wishes = []
    if needs.least_rank is not None:
        rank = one_line(register.season.rules.rank_names[needs.least_rank - 1])
        key = "need_top" if needs.least_rank is Rank.PRINCIPAL else "need_rank"
        wishes.append(say(f"document.company.{key}", language, rank=rank))
    if needs.chief:
        wishes.append(say("document.company.need_chief", language))
    if needs.person is not None:
        person = one_line(register.person(needs.person).name)
        wishes.append(say("document.company.need_person", language, person=person))
    wishes += [say("document.company.need_skill", language, skill=one_line(skill)) for skill in needs.skills]
    return say("document.list.semicolon", language).join(wishes) or say("document.company.none", language)


def _first_contact(register: Register, company: Company) -> str:
    first = company.first_contact
    if first is None:
        return ""
    unit = one_line(register.unit(first.unit).name)
    return f"{unit}　{one_line(register.person(first.person).name)}" if first.person else unit


def _channel(company: Company) -> str:
    channel = company.channel
    if channel is None:
        return ""
    return f"{channel.kind}（{channel.companion}）" if channel.companion else channel.kind


def _values(register: Register, visit: Visit, language: Language) -> dict[str, str]:
    company = register.company(visit.company)
    chain = register.chain(company.chain).name if company.chain else ""
    times = time_range(visit.start, visit.end, language)
    contact = people_met(company, language).split("\n")[0] if company.contact.name else ""
    none = say("document.company.none", language)
    return {
        "visit": f"{short_dated(day_of(visit.start), language)}\n{times}",
        "contact": " ".join(part for part in (contact, one_line(company.contact.phone)) if part),
        "address": place_of(register, company),
        "chain": one_line(chain),
        "kinds": say("document.list.separator", language).join(one_line(kind) for kind in company.kinds)
        or none,
        "investment": investment(company.expected_investment_cny, language),
        "stage": say(f"document.stage.{company.stage}", language),
        "first_contact": _first_contact(register, company),
        "channel": one_line(_channel(company)),
        "needs": company_needs(register, company, language),
        "brief": legible(company.brief).strip(),
    }


_LAYOUT = (
    ("visit", "contact"),
    ("address",),
    ("chain", "kinds"),
    ("investment", "stage"),
    ("first_contact", "channel"),
    ("needs",),
    ("brief",),
)


def _sheet(register: Register, visit: Visit, language: Language) -> Section:
    values = _values(register, visit, language)
    unknown = say("document.company.unknown", language)
    rows = [
        FormRow(
            fields=tuple(
                Field(label=say(f"document.company.{key}", language), value=values[key] or unknown)
                for key in keys
            )
        )
        for keys in _LAYOUT
    ]
    notes = Field(label=say("document.company.notes", language), value="")
    rows.append(FormRow(fields=(notes,), height_mm=NOTES_HEIGHT_MM))
    name = one_line(register.company(visit.company).name)
    return Section(heading=name, level=2, new_page=True, blocks=(Form(rows=tuple(rows)),))


def company_sections(register: Register, trip: Trip, language: Language) -> tuple[Section, ...]:
    """企业简介 and one sheet of level 2 a visit, in order of time, each on its own page."""
    sheets = [_sheet(register, visit, language) for visit in trip.visits]
    chapter = Section(heading=say("document.company.heading", language), new_page=True)
    # The chapter's heading shares the page of the first sheet.
    return (chapter, *(sheet.model_copy(update={"new_page": False}) for sheet in sheets[:1]), *sheets[1:])
