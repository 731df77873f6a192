"""Many records at once: whole or not at all, compared first, logged one by one."""

import pytest
from sqlmodel import col, select

from api.errors import AlreadyThere, InvalidInput
from api.store import audit_log, records
from api.store.audit_log import AuditRow
from api.store.bulk import Change, FieldChange, compare, write_all
from api.store.companies import COMPANY
from api.store.database import Database
from api.store.people import PERSON
from planner.company import FirstContact
from planner.person import Person, Rank, Unit, UnitRoster
from tests.api.store.firms import CLERK, LATER, firm, keep
from tests.api.store.rows import all_rows

MANY = [firm(f"{number:04}") for number in range(1_000)]  # more than one statement takes


def test_what_is_new_changed_and_unchanged_is_told_apart_and_written(database: Database) -> None:
    keep(database, firm("a"), firm("b"), firm("c"))
    with database.work(CLERK, LATER) as work:
        records.delete(work, COMPANY, "c", 1)
    values = [firm("a"), firm("b", brief="新", kinds=("500强",)), firm("c"), firm("d")]
    expected = Change(
        kind="company",
        created=("d",),
        changed=("b", "c"),
        unchanged=1,
        samples=(
            FieldChange(id="b", field="kinds", before=[], after=["500强"]),
            FieldChange(id="b", field="brief", before="", after="新"),
        ),
    )
    with database.reading() as session:
        assert compare(session, COMPANY, values) == expected
    with database.work(CLERK, LATER) as work:
        assert write_all(work, {"company": values}) == (expected,)
    with database.reading() as session:
        found = {item: records.stored(session, COMPANY, item) for item in "abcd"}
        assert {item: record.version for item, record in found.items()} == {"a": 1, "b": 2, "c": 3, "d": 1}
        assert [found[value.id].value for value in values] == values
        assert [entry.action for entry in audit_log.entries(session, subject="c")] == [
            "replace",
            "delete",
            "create",
        ]
        (entry,) = audit_log.entries(session, subject="b", limit=1)
        assert entry.before is not None
        assert (entry.before["brief"], (entry.after or {})["brief"]) == ("", "新")
    with database.work(CLERK, LATER) as work:
        assert write_all(work, {"company": values})[0].unchanged == 4


def test_thousands_are_written_with_a_line_each(database: Database) -> None:
    with database.work(CLERK, LATER) as work:
        assert len(write_all(work, {"company": MANY})[0].created) == len(MANY)
    with database.work(CLERK, LATER) as work:
        changed = [item.model_copy(update={"brief": "x"}) for item in MANY]
        assert len(write_all(work, {"company": changed})[0].changed) == len(MANY)
    with database.reading() as session:
        assert len(session.exec(select(AuditRow.id)).all()) == 2 * len(MANY)
        assert {row.version for row in session.exec(select(COMPANY.table))} == {2}


def test_references_may_run_in_a_circle_but_not_into_nothing(database: Database) -> None:
    unit = Unit(id="u", name="单位", roster=UnitRoster(head="p"))
    person = Person(id="p", name="人", unit="u", rank=Rank.STAFF)
    with database.work(CLERK, LATER) as work:
        write_all(work, {"unit": [unit], "person": [person]})
    before = all_rows(database)
    orphan = firm("a", first_contact=FirstContact(unit="nowhere"))
    with pytest.raises(InvalidInput, match="dangling_reference"), database.work(CLERK, LATER) as work:
        write_all(work, {"company": [firm("b"), orphan]})
    assert all_rows(database) == before
    with database.reading() as session:
        assert records.stored(session, PERSON, "p").value == person


def test_a_name_of_another_record_refuses_all_of_it(database: Database) -> None:
    keep(database, firm("a", "ＡＢＣ 重工"))
    before = all_rows(database)
    for values in ([firm("x"), firm("b", "abc重工")], [firm("x", "同名"), firm("y", "同 名")]):
        with pytest.raises(AlreadyThere) as refused, database.work(CLERK, LATER) as work:
            write_all(work, {"company": values})
        assert [fault.code for fault in refused.value.faults] == ["name_taken"]
    assert all_rows(database) == before
    with database.work(CLERK, LATER) as work:  # its own name, or one given up in the same import, is free
        write_all(work, {"company": [firm("a", "abc重工")]})


def test_names_are_compared_with_live_records_alone(database: Database) -> None:
    keep(database, firm("a", "重工"))
    with database.work(CLERK, LATER) as work:
        records.delete(work, COMPANY, "a", 1)
        write_all(work, {"company": [firm("b", "重工")]})
    with database.reading() as session:
        live = select(COMPANY.table.id).where(col(COMPANY.table.deleted_at).is_(None))
        assert session.exec(live).all() == ["b"]
