"""Logging in by password: throttled, with the same work for a log-in that nobody has."""

from datetime import datetime
from typing import NamedTuple

from api.accounts import administration, passwords, throttle
from api.accounts.session import LogIn, new_log_in
from api.errors import NotAllowed, NotLoggedIn
from api.settings import Settings
from api.store import accounts, audit_log, login_attempts, records
from api.store.accounts import ACCOUNT, Account
from api.store.database import Database
from api.store.record import Stored
from api.store.work import Actor, Work
from planner.errors import Fault

NOBODY = "anonymous"


class Sender(NamedTuple):
    """Where a request comes from: the client's address, and the id the logs know the request by."""

    address: str
    request_id: str = ""

    @property
    def actor(self) -> Actor:
        """Somebody who has not said who they are."""
        return Actor(id=NOBODY, name=NOBODY, request_id=self.request_id)


def log_in(
    database: Database, settings: Settings, login: str, password: str, sender: Sender, at: datetime
) -> LogIn:
    """Log an account in by its password.

    Raises :class:`~api.errors.TooOften` after five failures of this log-in or from this address,
    :class:`NotLoggedIn` alike for an unknown log-in and a wrong password, :class:`NotAllowed` for a locked
    account (said only to who knows its password). The password is verified outside of any transaction.
    """
    login = administration.folded(login)
    by_login, by_address = throttle.of_login(login), throttle.of_address(sender.address)
    with database.work(sender.actor, at) as work:
        login_attempts.count_failure(work, [by_login, by_address])
    with database.reading() as session:
        found = accounts.by_login(session, login)
        kept = None if found is None else accounts.password_hash(session, found.id)
        epoch = 0 if found is None else accounts.epoch_of(session, found.id)
    if not passwords.is_right(kept, password) or found is None or kept is None:
        _log_refusal(database, sender, at, found)
        raise NotLoggedIn(Fault(code="wrong_password", place="password"))
    if found.value.locked:
        _log_refusal(database, sender, at, found)
        raise NotAllowed(Fault(code="account_locked", value=found.value.login))
    with database.work(_actor(found, sender), at) as work:
        login_attempts.forget(work, by_login.key)
        login_attempts.take_back(work, by_address.key)
        if passwords.is_outdated(kept):
            accounts.keep_password_hash(work, found.id, passwords.hashed(password))
        log_success(work, found.id, sender)
    return new_log_in(settings, found.id, epoch, at)


def log_success(work: Work, account: str, sender: Sender) -> None:
    """A line in the audit log: ``account`` logged in from there."""
    audit_log.log(work, "log_in", ACCOUNT.name, account, after={"address": sender.address})


def _log_refusal(database: Database, sender: Sender, at: datetime, found: Stored[Account] | None) -> None:
    # An unknown log-in is not written down: people type their password into that field.
    with database.work(sender.actor, at) as work:
        subject = NOBODY if found is None else found.id
        audit_log.log(work, "log_in_refused", ACCOUNT.name, subject, after={"address": sender.address})


def _actor(account: Stored[Account], sender: Sender) -> Actor:
    value = account.value
    return Actor(id=account.id, name=value.name, unit=value.unit, request_id=sender.request_id)


def change_own_password(
    database: Database, settings: Settings, account: str, old: str, new: str, sender: Sender, at: datetime
) -> LogIn:
    """Replace one's own password; every other log-in ends, and this one goes on by the cookie returned.

    Raises :class:`~api.errors.TooOften` and :class:`NotLoggedIn` for a wrong ``old`` one as :func:`log_in`
    does, and :class:`~api.errors.InvalidInput` for a weak ``new`` one.
    """
    counted = throttle.of_password_change(account)
    with database.reading() as session:
        found = records.stored(session, ACCOUNT, account)
        kept = accounts.password_hash(session, account)
    passwords.refuse_weak(new, found.value.login)
    with database.work(_actor(found, sender), at) as work:
        login_attempts.count_failure(work, [counted])
    if not passwords.is_right(kept, old):
        raise NotAllowed(Fault(code="wrong_old_password", place="old"))
    with database.work(_actor(found, sender), at) as work:
        if accounts.password_hash(work.session, account) != kept:  # it was reset meanwhile
            raise NotAllowed(Fault(code="wrong_old_password", place="old"))
        login_attempts.forget(work, counted.key)
        present = records.stored(work.session, ACCOUNT, account)
        if present.value.must_change:
            value = present.value.model_copy(update={"must_change": False})
            records.replace(work, ACCOUNT, value, present.version)
        epoch = administration.keep_password(work, account, new, "change_password")
    return new_log_in(settings, account, epoch, at)
