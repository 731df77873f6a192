"""Who travels, who keeps contact, and whom to call (考察组名单, 通讯录).

By custom (practice of district offices) lists run in protocol order and print the phones of staff only:
leaders are reached through the delegation's contact person, the first of its staff.
"""

from api.documents.content import Row, Section, Table
from api.documents.legible import one_line
from api.documents.register import Register
from api.texts import Language, say
from api.texts.person_name import bracketed
from planner.person import Person
from planner.plan import Trip


def is_staff(register: Register, person: Person) -> bool:
    """Whether the person counts as staff (``Rules.staff_rank_at_least`` or lower)."""
    return person.rank >= register.season.rules.staff_rank_at_least


def travellers(register: Register, trip: Trip) -> tuple[Person, ...]:
    """The leader, then the members in protocol order."""
    return (register.person(trip.leader), *register.in_order(trip.members))


def contact_person(register: Register, trip: Trip) -> Person:
    """The first member of staff with a phone; else the first of staff; else the last of the delegation."""
    people = travellers(register, trip)
    staff = [person for person in people[1:] if is_staff(register, person)]
    reachable = [person for person in staff if person.phone]
    return (reachable or staff or list(people[-1:]))[0]


def with_title(register: Register, person: Person, language: Language) -> str:
    """林某（区长）."""
    return bracketed(one_line(person.name), one_line(register.title_of(person)), language)


def office_of(register: Register, person: Person) -> str:
    """区招商投资局局长: the unit and the title, the unit once."""
    unit, title = one_line(register.unit(person.unit).name), one_line(register.title_of(person))
    return title if title.startswith(unit) else f"{unit}{title}"


def _part(register: Register, trip: Trip, person: Person, language: Language) -> str:
    if person.id == trip.leader:
        part = "leader"
    elif not is_staff(register, person):
        part = "second"
    elif person == contact_person(register, trip):
        part = "liaison"
    else:
        part = "staff"
    return say(f"document.delegation.{part}", language)


def delegation_section(register: Register, trip: Trip, language: Language) -> Section:
    """考察组名单: number, name, unit, title and part of everyone aboard."""
    rows = tuple(
        Row(
            cells=(
                str(number),
                one_line(person.name),
                one_line(register.unit(person.unit).name),
                one_line(register.title_of(person)),
                _part(register, trip, person, language),
            )
        )
        for number, person in enumerate(travellers(register, trip), start=1)
    )
    header = tuple(
        say(f"document.delegation.{key}", language) for key in ("number", "name", "unit", "title", "part")
    )
    table = Table(header=header, widths_mm=(14, 26, 48, 42, 26), centred=(0, 1, 4), rows=rows)
    return Section(heading=say("document.delegation.heading", language), blocks=(table,))


def _own_phones(register: Register, trip: Trip, language: Language) -> Table:
    missing = say("document.contacts.missing", language)
    rows = tuple(
        Row(
            cells=(
                one_line(person.name),
                one_line(register.title_of(person)),
                _part(register, trip, person, language),
                one_line(person.phone) or missing,
            )
        )
        for person in travellers(register, trip)
        if is_staff(register, person)
    )
    header = tuple(
        say(f"document.{key}", language)
        for key in ("delegation.name", "delegation.title", "delegation.part", "contacts.phone")
    )
    return Table(header=header, widths_mm=(30, 52, 30, 44), centred=(0, 2, 3), rows=rows)


def _company_phones(register: Register, trip: Trip, language: Language) -> Table:
    missing = say("document.contacts.missing", language)
    rows = []
    for visit in trip.visits:
        company = register.company(visit.company)
        contact = company.contact
        words = (company.name, contact.name or missing, contact.title, contact.phone or missing)
        rows.append(Row(cells=tuple(one_line(word) for word in words)))
    header = tuple(
        say(f"document.{key}", language)
        for key in ("contacts.company", "contacts.contact", "delegation.title", "contacts.phone")
    )
    return Table(header=header, widths_mm=(60, 26, 30, 40), centred=(1, 3), rows=tuple(rows))


def contacts_sections(register: Register, trip: Trip, language: Language) -> tuple[Section, ...]:
    """通讯录: the delegation's staff, then the companies' contacts."""
    tables = (("own", _own_phones), ("companies", _company_phones))
    return (
        Section(heading=say("document.contacts.heading", language)),
        *(
            Section(
                heading=say(f"document.contacts.{key}", language),
                level=2,
                blocks=(table(register, trip, language),),
            )
            for key, table in tables
        ),
    )
