"""Accounts: who may log in, as what; the password's hash and the epoch of log-ins stand beside the value."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import StringConstraints
from sqlalchemy import Index, text
from sqlmodel import Field, Session, col, func, select, update

from api.store import audit_log, records
from api.store.kind import Kind, Reference
from api.store.record import Record, Stored
from api.store.work import Work
from planner.value import Value

Line = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Account(Value):
    """What an administrator says of an account.

    ``login`` is kept case-folded and unique among live accounts; ``role`` is one of
    :class:`~api.accounts.role.Role`. ``unit`` bounds an account of role ``unit``; ``person`` is whom the
    account belongs to. ``oidc_subject`` is the ``sub`` of the identity provider. ``must_change`` asks for a
    new password before anything else.
    """

    id: str
    login: Line
    name: Line
    role: str
    unit: str | None = None
    person: str | None = None
    oidc_subject: str | None = None
    locked: bool = False
    must_change: bool = False


class AccountRow(Record, table=True):
    """An account; ``password_hash`` is None where OpenID Connect alone logs in; ``epoch`` dates log-ins."""

    __tablename__ = "account"
    __table_args__ = tuple(
        Index(
            f"account_{column}_live",
            column,
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        )
        for column in ("login", "oidc_subject")
    )

    login: str
    name: str
    role: str = Field(index=True)
    unit: str | None = None
    person: str | None = None
    oidc_subject: str | None = None
    locked: bool = False
    must_change: bool = False
    password_hash: str | None = None
    epoch: int = 1


_COLUMNS = frozenset({"login", "name", "role", "unit", "person", "oidc_subject", "locked", "must_change"})


def _columns(account: Account) -> dict[str, Any]:
    return account.model_dump(include=set(_COLUMNS))


def _references(account: Account) -> Iterable[Reference]:
    if account.unit:
        yield Reference("unit", account.unit, "unit")
    if account.person:
        yield Reference("person", account.person, "person")


def _login(account: Account) -> str:
    return account.login


# Not in KINDS: an account is no record of the district, and leaves the database by its own routes alone.
ACCOUNT = Kind(
    name="account",
    value=Account,
    table=AccountRow,
    columns=_columns,
    references=_references,
    label=_login,
    filters=frozenset({"login", "name", "role", "unit", "person", "locked"}),
    sorts=frozenset({"login", "name", "role"}),
)


def by_login(session: Session, login: str) -> Stored[Account] | None:
    """The live account of this case-folded log-in, if there is one."""
    return _one(session, AccountRow.login == login)


def by_oidc_subject(session: Session, subject: str) -> Stored[Account] | None:
    """The live account that the identity provider knows as ``subject``, if there is one."""
    return _one(session, AccountRow.oidc_subject == subject)


def _one(session: Session, condition: Any) -> Stored[Account] | None:
    row = session.exec(select(AccountRow).where(condition, col(AccountRow.deleted_at).is_(None))).first()
    return None if row is None else records.as_stored(ACCOUNT, row)


def password_hash(session: Session, account: str) -> str | None:
    """The hash to verify a password with; None where there is none."""
    return session.exec(select(AccountRow.password_hash).where(AccountRow.id == account)).first()


def keep_password_hash(work: Work, account: str, hashed: str | None) -> None:
    """Replace the hash; log-ins stay as they are (see :func:`end_log_ins`)."""
    _update(work, account, password_hash=hashed)


def end_log_ins(work: Work, account: str) -> int:
    """Make every cookie of ``account`` worthless; the new epoch."""
    _update(work, account, epoch=AccountRow.epoch + 1)
    audit_log.log(work, "end_log_ins", ACCOUNT.name, account)
    return epoch_of(work.session, account)


def epoch_of(session: Session, account: str) -> int:
    """The epoch that a cookie of ``account`` must name."""
    return session.exec(select(AccountRow.epoch).where(AccountRow.id == account)).one()


def _update(work: Work, account: str, **values: Any) -> None:
    statement = update(AccountRow).where(col(AccountRow.id) == account).values(**values)
    work.session.execute(statement, execution_options={"synchronize_session": False})
    work.session.expire_all()


def hold_unlocked(work: Work, role: str) -> frozenset[str]:
    """The ids of the live, unlocked accounts of ``role``, held until the work ends.

    Whoever else asks meanwhile waits, and then sees what this work has made of them: so two works cannot each
    take away what the other counted on. (SQLite holds the whole database anyway.)
    """
    query = (
        select(AccountRow.id)
        .where(AccountRow.role == role, col(AccountRow.locked).is_(False))
        .where(col(AccountRow.deleted_at).is_(None))
        .order_by(AccountRow.id)
        .with_for_update()
    )
    return frozenset(work.session.exec(query))


def count(session: Session) -> int:
    """How many live accounts there are."""
    return session.exec(select(func.count()).where(col(AccountRow.deleted_at).is_(None))).one()
