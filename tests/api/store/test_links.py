"""Nothing dangles, and nothing in use is deleted."""

import pytest

from api.errors import InUse, InvalidInput
from api.store import records
from api.store.companies import COMPANY
from api.store.database import Database
from api.store.people import UNIT
from planner.company import FirstContact
from tests.api.store.firms import CLERK, LATER, firm, keep, keep_units


def test_what_a_live_record_names_stays(database: Database) -> None:
    keep_units(database, "u")
    keep(database, firm("a", first_contact=FirstContact(unit="u")))
    with pytest.raises(InUse) as refused, database.work(CLERK, LATER) as work:
        records.delete(work, UNIT, "u", 1)
    assert refused.value.faults[0].detail == {"kind": "unit", "count": "1", "users": "company a"}
    with database.work(CLERK, LATER) as work:
        records.replace(work, COMPANY, firm("a"), 1)
        records.delete(work, UNIT, "u", 1)


def test_what_a_deleted_record_names_may_go_and_then_the_record_cannot_come_back(database: Database) -> None:
    keep_units(database, "u")
    keep(database, firm("a", first_contact=FirstContact(unit="u")))
    with database.work(CLERK, LATER) as work:
        records.delete(work, COMPANY, "a", 1)
        records.delete(work, UNIT, "u", 1)
    with pytest.raises(InvalidInput, match="dangling_reference"), database.work(CLERK, LATER) as work:
        records.restore(work, COMPANY, "a", 2)
    with database.work(CLERK, LATER) as work:
        records.restore(work, UNIT, "u", 2)
        records.restore(work, COMPANY, "a", 2)
