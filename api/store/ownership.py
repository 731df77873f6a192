"""First contact (首接): who has a company, and handing it over."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from api.errors import InvalidInput, OwnedByAnother
from api.store import audit_log, records
from api.store.companies import COMPANY, CompanyRow
from api.store.links import chunks
from api.store.names import name_key
from api.store.people import PERSON, PersonRow, UnitRow
from api.store.record import Stored
from api.store.work import Work
from planner.company import Company, FirstContact
from planner.errors import Fault
from planner.value import Value


class Owner(Value):
    """Who has a company: its id and name there, the unit and the person by name."""

    company: str
    name: str
    unit: str
    unit_name: str
    person_name: str = ""


def owner_of(session: Session, identity: str, name: str) -> Owner | None:
    """Who has the live company of this id, or of this name; None if nobody has, or there is none."""
    query = (
        select(CompanyRow, UnitRow.name)
        .join(UnitRow, col(UnitRow.id) == col(CompanyRow.unit), isouter=True)
        .where((CompanyRow.id == identity) | (CompanyRow.name_key == name_key(name)))
        .where(col(CompanyRow.deleted_at).is_(None), col(CompanyRow.unit).is_not(None))
        .order_by(col(CompanyRow.id) != identity)
    )
    found = session.exec(query).first()
    if found is None:
        return None
    row, unit_name = found
    contact = Company.model_validate(row.body).first_contact
    named = session.get(PersonRow, contact.person) if contact and contact.person else None
    return Owner(
        company=row.id,
        name=row.name,
        unit=row.unit or "",
        unit_name=unit_name or row.unit or "",
        person_name=named.name if named else "",
    )


def refuse_owned_by_another(session: Session, company: Company, unit: str) -> None:
    """Raise :class:`OwnedByAnother`, naming the owner, if another than ``unit`` has this company."""
    owner = owner_of(session, company.id, company.name)
    if owner is not None and owner.unit != unit:
        person = f"（{owner.person_name}）" if owner.person_name else ""
        detail = {"unit": owner.unit_name, "person": person, "id": owner.company}
        raise OwnedByAnother(
            Fault(code="owned_by_another", place="first_contact.unit", value=owner.name, detail=detail)
        )


def refuse_change_of_owner(session: Session, before: Company, after: Company) -> None:
    """Raise :class:`OwnedByAnother` if an edit would take the company from the unit that has it."""
    if before.first_contact is None:
        return
    unit = before.first_contact.unit
    if after.first_contact is None or after.first_contact.unit != unit:
        named = session.get(UnitRow, unit)
        detail = {"unit": named.name if named else unit}
        raise OwnedByAnother(
            Fault(code="hand_over_needed", place="first_contact.unit", value=before.name, detail=detail)
        )


def hand_over(
    work: Work, identity: str, unit: str, person: str | None, version: int | None
) -> Stored[Company]:
    """Give the company to ``unit`` (and ``person`` of it), as it stood at ``version``.

    Raises what :func:`api.store.records.replace` raises, and :class:`InvalidInput` for a person of another
    unit.
    """
    before = records.stored(work.session, COMPANY, identity).value
    if person is not None and records.stored(work.session, PERSON, person).value.unit != unit:
        detail = {"unit": unit}
        raise InvalidInput(Fault(code="person_of_another_unit", place="person", value=person, detail=detail))
    aboard = before.first_contact.aboard if before.first_contact else False
    contact = FirstContact(unit=unit, person=person, aboard=aboard)
    after = before.model_copy(update={"first_contact": contact})
    written = records.replace(work, COMPANY, after, version)
    audit_log.log(
        work,
        "hand_over",
        COMPANY.name,
        identity,
        before=before.first_contact.model_dump(mode="json") if before.first_contact else None,
        after=contact.model_dump(mode="json"),
    )
    return written


class OwnerChange(Value):
    """A company that changes hands: its id, the unit that has it, the unit that would."""

    id: str
    before: str
    after: str | None


def changes_of_owner(session: Session, companies: Sequence[Company]) -> tuple[OwnerChange, ...]:
    """Which live companies writing ``companies`` would take from the unit that has them."""
    units = {item.id: item.first_contact.unit if item.first_contact else None for item in companies}
    found: list[OwnerChange] = []
    for some in chunks(list(units)):
        query = (
            select(CompanyRow.id, CompanyRow.unit)
            .where(col(CompanyRow.id).in_(some), col(CompanyRow.unit).is_not(None))
            .where(col(CompanyRow.deleted_at).is_(None))
        )
        found += [
            OwnerChange(id=identity, before=unit or "", after=units[identity])
            for identity, unit in session.exec(query)
            if units[identity] != unit
        ]
    return tuple(found)


def log_changes_of_owner(work: Work, changes: Sequence[OwnerChange]) -> None:
    """Write down each hand-over that an import brought."""
    for change in changes:
        after = {"unit": change.after} if change.after else None
        audit_log.log(work, "hand_over", COMPANY.name, change.id, {"unit": change.before}, after)
