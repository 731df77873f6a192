"""A season whose every text tries to be something else: code, markup, a formula, half a character."""

from planner.company import Company, Contact
from planner.person import Person
from planner.season import Season
from tests.api.documents.sample import SEASON

TYPST = '#panic("x") *b* $1/0$ @ref <label> \\ #sys.inputs "]'
MARKUP = "</w:t><script>alert(1)</script>&amp;]]>"
FORMULA = "=cmd|' /C calc'!A0"
CONTROL = "甲\x00\x08\x1b\x7f乙\ufffe\u202e丙\ud800丁"
BRACES = "{0}{name}{{%s}}"
LONG = "非常" * 130
FORMULAS = (FORMULA, "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "\r\n=1")
EVERYTHING = f"{TYPST} {MARKUP} {FORMULA} {CONTROL} {BRACES} 第一行\r\n第二行"


def _person(person: Person, text: str) -> Person:
    return person.model_copy(update={"name": text, "title": text, "phone": text})


def _company(company: Company, text: str) -> Company:
    contact = Contact.model_construct(name=text, title=text, phone=text)
    return company.model_copy(update={"name": text, "brief": text, "contact": contact, "kinds": (text,)})


def hostile_season(text: str) -> Season:
    """The sample with ``text`` in every name, title, phone and brief."""
    return SEASON.model_copy(
        update={
            "title": text,
            "people": tuple(_person(person, text) for person in SEASON.people),
            "companies": tuple(_company(company, text) for company in SEASON.companies),
            "regions": tuple(region.model_copy(update={"name": text}) for region in SEASON.regions),
            "units": tuple(unit.model_copy(update={"name": text}) for unit in SEASON.units),
        }
    )
