"""The key that the installation keeps for itself."""

from api.store import account_key, audit_log
from api.store.account_key import kept_key
from api.store.database import Database
from api.store.work import SYSTEM
from tests.api.accounts.staff import NOW


def test_the_key_is_made_once_and_then_the_same(database: Database) -> None:
    keys = {kept_key(database, NOW) for _ in range(3)}
    assert [len(bytes.fromhex(key)) for key in keys] == [32]


def test_who_comes_second_takes_the_first_ones_key(database: Database) -> None:
    # The second found no key either, and inserts after the first did.
    with database.work(SYSTEM, NOW) as work:
        work.session.add(account_key.SecretRow(name=account_key.LOG_IN_KEY, value="first", made_at=NOW))
    assert account_key.make_key(database, NOW) == "first"


def test_the_audit_log_tells_of_the_key_without_it(database: Database) -> None:
    key = kept_key(database, NOW)
    with database.reading() as session:
        entries = audit_log.entries(session, kind="secret")
    assert [(entry.action, entry.subject) for entry in entries] == [("create", "log_in")]
    assert key not in str(entries)
