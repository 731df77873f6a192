"""行程手册: one trip of a plan, put into words for whoever travels."""

from api.documents.absence_report import absence_section
from api.documents.amounts import yuan
from api.documents.company_sheets import company_sections
from api.documents.content import Cover, Field, Handbook, Paragraph, Section
from api.documents.dates import long_date
from api.documents.delegation import contacts_sections, delegation_section, with_title
from api.documents.itinerary import cities_of_trip, itinerary_sections
from api.documents.journey_tables import lodging_section, transport_section, trip_dates
from api.documents.legible import one_line
from api.documents.naming import companies_words
from api.documents.numerals import heading_number
from api.documents.register import Register, trip_of
from api.texts import Language, say
from planner.clock import day_of
from planner.plan import Plan, Trip
from planner.season import Season


def handbook(season: Season, plan: Plan, trip_id: str, language: Language = "zh") -> Handbook:
    """The handbook of one trip, worded whole; ``handbook_docx`` and ``handbook_pdf`` print it.

    Raises :class:`planner.errors.InvalidPlan` if the plan has no such trip, or names what the season lacks.
    """
    register, trip = Register(season), trip_of(plan, trip_id)
    chapters = [
        (_overview(register, trip, language),),
        (delegation_section(register, trip, language),),
        itinerary_sections(register, trip, language),
        (transport_section(register, trip, language),),
        (lodging_section(register, trip, language),),
        contacts_sections(register, trip, language),
        company_sections(register, trip, language),
        (absence_section(register, plan, trip, language),),
    ]
    numbered = [_numbered(chapter, number, language) for number, chapter in enumerate(chapters, start=1)]
    overview, delegation, itinerary, transport, lodging, contacts, companies, absence = numbered
    return Handbook(
        trip=trip.id,
        made_at=plan.made_at,
        language=language,
        footer=say("document.cover.footer", language),
        cover=_cover(register, plan, trip, language),
        overview=overview[0],
        delegation=delegation[0],
        itinerary=itinerary,
        transport=transport[0],
        lodging=lodging[0],
        contacts=contacts,
        companies=companies,
        absence=absence[0],
    )


def _numbered(chapter: tuple[Section, ...], number: int, language: Language) -> tuple[Section, ...]:
    """The chapter with 一、 before its first heading and （一）, （二） before those below."""
    places = [(1, number), *((2, place) for place in range(1, len(chapter)))]
    return tuple(
        section.model_copy(
            update={"heading": heading_number(place, section.level, language) + section.heading}
        )
        for section, (_, place) in zip(chapter, places, strict=True)
    )


def _cover(register: Register, plan: Plan, trip: Trip, language: Language) -> Cover:
    region = one_line(register.region(trip.region).name)
    separator = say("document.list.separator", language)
    leader = register.person(trip.leader)
    facts = {
        "leader": with_title(register, leader, language),
        "delegates": say("document.cover.delegates_count", language, count=len(trip.delegation)),
        "cities": separator.join(cities_of_trip(register, trip)),
        "companies": say("document.cover.companies_count", language, count=len(trip.visits)),
        "season": one_line(register.season.title),
    }
    made_on = long_date(day_of(plan.made_at), language)
    return Cover(
        mark=say("document.cover.mark", language),
        title=say("document.cover.title", language, region=region),
        dates=trip_dates(trip, language),
        facts=tuple(
            Field(label=say(f"document.cover.{key}", language), value=value) for key, value in facts.items()
        ),
        imprint=say("document.cover.imprint", language, version=plan.version, date=made_on),
    )


def _overview(register: Register, trip: Trip, language: Language) -> Section:
    words = {
        "dates": trip_dates(trip, language),
        "leader": with_title(register, register.person(trip.leader), language),
        "count": str(len(trip.delegation)),
        "base": one_line(register.base(trip.base).name),
        "region": one_line(register.region(trip.region).name),
        "cities": say("document.list.separator", language).join(cities_of_trip(register, trip)),
        "days": str(len(trip.days)),
        "names": companies_words(register, trip, language),
        "fares": yuan(trip.fares_cny, language),
        "lodging": yuan(trip.lodging_cny, language),
    }
    joiner = "" if language == "zh" else " "
    first = joiner.join(say(f"document.overview.{key}", language, **words) for key in ("what", "whom"))
    rest = [say(f"document.overview.{key}", language, **words) for key in ("cost", "frugal", "away")]
    return Section(
        heading=say("document.overview.heading", language),
        new_page=True,
        blocks=tuple(Paragraph(text=text) for text in (first, *rest)),
    )
