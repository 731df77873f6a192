"""Rule 6 of a company: every need of it is met by the delegation that meets it."""

from collections.abc import Iterator

from planner.audit.evidence import Evidence, TripAt
from planner.audit.violation import Violation, broken
from planner.company import Company


def least_rank(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """The leader ranks as high as the company wants."""
    leader = evidence.people[trip.trip.leader]
    for company, place in _companies(evidence, trip):
        if company.needs.least_rank is not None and leader.rank > company.needs.least_rank:
            yield broken("least_rank", place, company=company.name, person=leader.name)


def chief(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """The chief of the company's chain is aboard if the company wants him."""
    for company, place in _companies(evidence, trip):
        chain = evidence.chains.get(company.chain or "")
        if company.needs.chief and (chain is None or chain.chief not in trip.trip.delegation):
            yield broken("chief", place, company=company.name, chain="—" if chain is None else chain.name)


def named_person(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """The person whom the company wants is aboard."""
    for company, place in _companies(evidence, trip):
        wanted = company.needs.person
        if wanted is not None and wanted not in trip.trip.delegation:
            yield broken("named_person", place, company=company.name, person=evidence.people[wanted].name)


def skills(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Somebody aboard has each skill that the company wants."""
    present = {skill for name in trip.trip.delegation for skill in evidence.people[name].skills}
    for company, place in _companies(evidence, trip):
        for skill in company.needs.skills:
            if skill not in present:
                yield broken("skills", place, company=company.name, skill=skill)


def first_contact(evidence: Evidence, trip: TripAt) -> Iterator[Violation]:
    """Whoever brought the company in is aboard if that was asked: the person, else somebody of the unit."""
    aboard = trip.trip.delegation
    units = {unit.id: unit.name for unit in evidence.season.units}
    for company, place in _companies(evidence, trip):
        contact = company.first_contact
        if contact is None or not contact.aboard:
            continue
        of_unit = any(evidence.people[name].unit == contact.unit for name in aboard)
        if not (of_unit if contact.person is None else contact.person in aboard):
            yield broken("first_contact", place, company=company.name, unit=units[contact.unit])


NEED_RULES = (least_rank, chief, named_person, skills, first_contact)


def _companies(evidence: Evidence, trip: TripAt) -> Iterator[tuple[Company, str]]:
    for _, visit, place in trip.visits():
        yield evidence.companies[visit.company], place
