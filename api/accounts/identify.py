"""Who sent this request: a bearer token, or the cookie of a log-in."""

import hashlib
from datetime import UTC, datetime

import anyio.from_thread
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from api.accounts import throttle
from api.accounts.principal import Principal
from api.accounts.role import Action, Role
from api.accounts.session import LogIn, cookie_name, log_in_of
from api.accounts.signing import signing_key
from api.errors import NotAllowed, NotLoggedIn
from api.settings import Settings
from api.store import account_identity, api_tokens, login_attempts
from api.store.account_identity import Identity
from api.store.database import Database
from api.store.work import SYSTEM
from planner.errors import Fault

CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})  # RFC 9110 §9.2.1
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def identify(database: Database, settings: Settings, request: Request, now: datetime) -> Principal:
    """The account that sent ``request``, by one query; a token's use is noted once a minute.

    A token counts before a cookie. Raises :class:`NotLoggedIn` (no credentials, or none that hold) and
    :class:`NotAllowed` where a browser's cookie would change something without the CSRF token of its log-in,
    in the header ``X-CSRF-Token`` or, in a form, the field ``csrf_token``. Call it in a worker thread, as
    FastAPI does with every ``def`` dependency.
    """
    authorization = request.headers.get("authorization")
    if authorization is not None:
        return _by_token(database, request, authorization, now)
    cookie = request.cookies.get(cookie_name(settings))
    if cookie is None:
        raise NotLoggedIn(Fault(code="not_logged_in"))
    key = signing_key(database, settings, now)
    log_in = log_in_of(key, cookie, now)
    if log_in is None:
        raise NotLoggedIn(Fault(code="log_in_over"))
    with database.reading() as session:
        found = account_identity.of_account(session, log_in.account)
    if found is None or found.locked or found.epoch != log_in.epoch:
        raise NotLoggedIn(Fault(code="log_in_over"))
    if request.method not in _SAFE:
        _require_csrf_token(request, key, log_in)
    return _principal(found, scopes=None, by_cookie=True)


def token_digest(token: str) -> str:
    """What is kept of a token: with 256 random bits in it, no salt or slow hash adds anything."""
    return hashlib.sha256(token.encode()).hexdigest()


def _by_token(database: Database, request: Request, authorization: str, now: datetime) -> Principal:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotLoggedIn(Fault(code="unknown_scheme", place="Authorization"))
    with database.reading() as session:
        found = account_identity.of_token(session, token_digest(token.strip()))
    if found is None or found.token is None or found.locked or _is_over(found, now):
        _count_refused_token(database, request.client.host if request.client else "", now)
        raise NotLoggedIn(Fault(code="token_refused", place="Authorization"))
    if found.last_used_at is None or now - found.last_used_at >= api_tokens.NOTED_EVERY:
        api_tokens.note_use(database, found.token, now)
    scopes = frozenset(item for item in Action if found.scopes is None or item.value in found.scopes)
    return _principal(found, scopes=scopes, by_cookie=False)


def _count_refused_token(database: Database, address: str, now: datetime) -> None:
    """Raise :class:`~api.errors.TooOften` where tokens are tried out; one that holds never waits for it."""
    counted = [throttle.of_tokens(address)]
    with database.reading() as session:  # who is blocked already costs no write
        login_attempts.refuse_blocked(session, counted, now)
    with database.work(SYSTEM, now) as work:
        login_attempts.count_failure(work, counted)


def _is_over(found: Identity, now: datetime) -> bool:
    return found.expires_on is not None and now.astimezone(UTC).date() > found.expires_on


def _principal(found: Identity, *, scopes: frozenset[Action] | None, by_cookie: bool) -> Principal:
    return Principal(
        account=found.account,
        name=found.name,
        role=Role(found.role),
        unit=found.unit,
        person=found.person,
        scopes=scopes,
        by_cookie=by_cookie,
        must_change=found.must_change,
    )


async def _form(request: Request) -> FormData:
    return await request.form()  # starlette keeps it: the route reads the same form again


def _require_csrf_token(request: Request, key: str, log_in: LogIn) -> None:
    given = request.headers.get(CSRF_HEADER)
    if given is None and request.headers.get("content-type", "").lower().startswith(_FORMS):
        field = anyio.from_thread.run(_form, request).get(CSRF_FIELD)
        given = None if isinstance(field, UploadFile) else field
    if given is None or not log_in.has_csrf_token(key, given):
        raise NotAllowed(Fault(code="csrf_missing", place=CSRF_HEADER))
