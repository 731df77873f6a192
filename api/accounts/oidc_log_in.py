"""Whom the identity provider vouches for, among the accounts administrators made: nobody is made here."""

from datetime import datetime

from api.accounts.administration import folded
from api.accounts.log_in import NOBODY, Sender, log_success
from api.accounts.openid import Claims
from api.accounts.session import LogIn, new_log_in
from api.errors import NotAllowed, NotLoggedIn
from api.settings import Settings
from api.store import accounts, audit_log, records
from api.store.accounts import ACCOUNT, Account
from api.store.database import Database
from api.store.record import Stored
from api.store.work import Actor, Work
from planner.errors import Fault


def log_in(database: Database, settings: Settings, claims: Claims, sender: Sender, at: datetime) -> LogIn:
    """Log in the account that ``claims`` speak of.

    That is the one of their subject; else one without a password and without a subject yet, whose log-in is
    one of their names: it keeps the subject from then on. An account with a password is never given away by
    a name, which people may choose at many providers. Raises :class:`NotLoggedIn` for everybody else,
    :class:`NotAllowed` for a locked account.
    """
    with database.work(sender.actor, at) as work:
        found = accounts.by_oidc_subject(work.session, claims.subject) or _by_name(work, claims)
        epoch = 0 if found is None else accounts.epoch_of(work.session, found.id)
        is_let_in = found is not None and not found.value.locked
        if found is not None and is_let_in:
            value = found.value
            log_success(_as(work, Actor(id=found.id, name=value.name, unit=value.unit)), found.id, sender)
        else:
            subject = NOBODY if found is None else found.id
            audit_log.log(work, "log_in_refused", ACCOUNT.name, subject, after={"address": sender.address})
    if found is None:
        raise NotLoggedIn(Fault(code="oidc_unknown", value=", ".join(claims.names)[:80]))
    if not is_let_in:
        raise NotAllowed(Fault(code="account_locked", value=found.value.login))
    return new_log_in(settings, found.id, epoch, at)


def _by_name(work: Work, claims: Claims) -> Stored[Account] | None:
    for name in claims.names:
        found = accounts.by_login(work.session, folded(name))
        if found is None or found.value.oidc_subject is not None or found.value.locked:
            continue
        if accounts.password_hash(work.session, found.id) is None:
            value = found.value.model_copy(update={"oidc_subject": claims.subject})
            return records.replace(work, ACCOUNT, value, found.version)
    return None


def _as(work: Work, actor: Actor) -> Work:
    named = actor.model_copy(update={"request_id": work.actor.request_id})
    return Work(session=work.session, actor=named, at=work.at)
