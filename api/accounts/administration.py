"""Accounts as administrators make and change them; the last administrator stays."""

import uuid
from typing import Annotated

from pydantic import Field, SecretStr

from api.accounts import passwords
from api.accounts.role import Role
from api.errors import AlreadyThere, Conflict, InvalidInput
from api.store import accounts, api_tokens, audit_log, records
from api.store.accounts import ACCOUNT, Account, Line
from api.store.record import Stored
from api.store.work import Work
from planner.errors import Fault
from planner.value import Value

Login = Annotated[str, Field(min_length=2, max_length=100, pattern=r"^[\w.@+-]+$")]
Id = Annotated[str, Field(min_length=1, max_length=64)]


class AccountChange(Value):
    """What may be changed of an account. ``unit`` is needed by role unit, ``person`` by role leader."""

    name: Line
    role: Role
    unit: Id | None = None
    person: Id | None = None
    oidc_subject: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    locked: bool = False


class NewAccount(AccountChange):
    """An account to be made.

    Without ``password`` one is made by chance and has to be changed at the first log-in, unless ``oidc_only``
    says that the identity provider alone logs this account in. ``must_change`` overrides the first part.
    """

    login: Login
    password: SecretStr | None = None
    must_change: bool | None = None
    oidc_only: bool = False


class Initial(Value):
    """An account just made or reset, and the password made for it: said here once and nowhere again."""

    account: Stored[Account]
    initial_password: str | None


def folded(login: str) -> str:
    """The form in which log-ins are compared: case does not tell two people apart."""
    return login.strip().casefold()


def create(work: Work, new: NewAccount) -> Initial:
    """Make an account. Raises :class:`InvalidInput` or :class:`AlreadyThere` (its log-in is taken)."""
    login = folded(new.login)
    _refuse_incomplete(new)
    if accounts.by_login(work.session, login) is not None:
        raise AlreadyThere(Fault(code="login_taken", place="login", value=login))
    _refuse_subject_taken(work, new, None)
    password, made = (None, None) if new.oidc_only else _chosen(new.password, login)
    must_change = made is not None if new.must_change is None else new.must_change
    fields = new.model_dump(include=set(AccountChange.model_fields))
    account = Account(
        id=uuid.uuid4().hex, login=login, must_change=must_change and password is not None, **fields
    )
    records.create(work, ACCOUNT, account)
    if password is not None:
        accounts.keep_password_hash(work, account.id, passwords.hashed(password))
    return Initial(account=records.stored(work.session, ACCOUNT, account.id), initial_password=made)


def change(work: Work, identity: str, new: AccountChange, version: int | None) -> Stored[Account]:
    """Change name, role, bounds or lock; a lock ends every log-in.

    Raises as ``records.replace`` does, and :class:`Conflict` for the last administrator.
    """
    _refuse_incomplete(new)
    _refuse_last(work, identity, stays=new.role is Role.ADMINISTRATOR and not new.locked)
    before = records.stored(work.session, ACCOUNT, identity)
    _refuse_subject_taken(work, new, identity)
    value = before.value.model_copy(update=new.model_dump())
    records.replace(work, ACCOUNT, value, version)
    if new.locked and not before.value.locked:
        accounts.end_log_ins(work, identity)
    return records.stored(work.session, ACCOUNT, identity)


def reset_password(
    work: Work,
    identity: str,
    password: SecretStr | None,
    version: int | None,
    *,
    must_change: bool = True,
) -> Initial:
    """Give an account a new password, made by chance if None, at first only; its log-ins end."""
    before = records.stored(work.session, ACCOUNT, identity)
    chosen, made = _chosen(password, before.value.login)
    records.replace(work, ACCOUNT, before.value.model_copy(update={"must_change": must_change}), version)
    keep_password(work, identity, chosen, "reset_password")
    return Initial(account=records.stored(work.session, ACCOUNT, identity), initial_password=made)


def keep_password(work: Work, identity: str, password: str, action: str) -> int:
    """Keep a password already judged, end every log-in, log ``action``; the new epoch."""
    accounts.keep_password_hash(work, identity, passwords.hashed(password))
    audit_log.log(work, action, ACCOUNT.name, identity)
    return accounts.end_log_ins(work, identity)


def remove(work: Work, identity: str, version: int | None) -> Stored[Account]:
    """Hide an account: its log-ins end, its tokens are revoked. Raises as :func:`change` does."""
    _refuse_last(work, identity, stays=False)
    records.delete(work, ACCOUNT, identity, version)
    accounts.end_log_ins(work, identity)
    api_tokens.revoke_all(work, identity)
    return records.stored(work.session, ACCOUNT, identity, deleted=True)


def restore(work: Work, identity: str, version: int | None) -> Stored[Account]:
    """Bring a deleted account back, with its password and without tokens."""
    return records.restore(work, ACCOUNT, identity, version)


def _chosen(password: SecretStr | None, login: str) -> tuple[str, str | None]:
    """The password to keep, and the same if chance made it and somebody has to be told."""
    if password is None:
        made = passwords.made_by_chance()
        return made, made
    passwords.refuse_weak(password.get_secret_value(), login)
    return password.get_secret_value(), None


def _refuse_incomplete(new: AccountChange) -> None:
    if new.role is Role.UNIT and new.unit is None:
        raise InvalidInput(Fault(code="account_needs_unit", place="unit"))
    if new.role is Role.LEADER and new.person is None:
        raise InvalidInput(Fault(code="account_needs_person", place="person"))


def _refuse_subject_taken(work: Work, new: AccountChange, own: str | None) -> None:
    if new.oidc_subject is None:
        return
    holder = accounts.by_oidc_subject(work.session, new.oidc_subject)
    if holder is not None and holder.id != own:
        raise AlreadyThere(Fault(code="subject_taken", place="oidc_subject", value=new.oidc_subject))


def _refuse_last(work: Work, identity: str, *, stays: bool) -> None:
    held = accounts.hold_unlocked(
        work, Role.ADMINISTRATOR
    )  # also when it stays: always the same order of locks
    if not stays and held == {identity}:
        raise Conflict(Fault(code="last_administrator", value=identity))
