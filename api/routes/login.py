"""``/login``, ``/logout``, ``/me``: logging in and out, and one's own account."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field, SecretStr, ValidationError

from api.accounts import log_in as by_password
from api.accounts.log_in import Sender
from api.accounts.principal import Principal
from api.accounts.role import PERMITTED, Action, Role
from api.accounts.session import LogIn, cookie_name, log_in_of
from api.accounts.signing import signing_key
from api.errors import InvalidInput, NotAllowed
from api.routes.context import ReadingDep, ServiceDep, WorkDep, request_id_of
from api.routes.documentation import refusals
from api.routes.log_in_only import AllowedWhileDue
from api.routes.service import Service
from api.store import accounts, audit_log, records
from api.store.accounts import ACCOUNT, Account
from planner.errors import Fault
from planner.refusal import faults_of
from planner.value import Value

router = APIRouter(tags=["登录 log-in"])

# Longer than any log-in or password may be; that one is too long is told where it is chosen.
Text = Annotated[str, Field(min_length=1, max_length=300)]


class Credentials(Value):
    """A log-in and its password."""

    login: Text = Field(examples=["admin"])
    password: SecretStr = Field(min_length=1, max_length=300, examples=["correct-horse-battery"])


class NewPassword(Value):
    """The password so far, and the one from now on."""

    old: SecretStr = Field(min_length=1, max_length=300)
    new: SecretStr = Field(min_length=1, max_length=300)


class LogOut(Value):
    """How to log out: here, or ``everywhere``."""

    everywhere: bool = Field(default=False, description="同时退出其他设备 · on all other devices, too")


class Me(Value):
    """The account that asks, and what it may do.

    ``scopes`` are those of the token asked with, null for a log-in; ``csrf_token`` is to be sent with every
    change by a browser, as the header ``X-CSRF-Token`` or the form field ``csrf_token``; null for a token.
    """

    account: str
    login: str
    name: str
    role: Role
    unit: str | None
    person: str | None
    must_change: bool
    actions: tuple[Action, ...]
    scopes: tuple[Action, ...] | None
    csrf_token: str | None


def sender_of(request: Request) -> Sender:
    """Where a request comes from, as the throttle and the audit log know it."""
    return Sender(request.client.host if request.client else "", request_id_of(request))


def set_log_in(response: Response, service: Service, log_in: LogIn) -> str:
    """Give the browser its cookie; the CSRF token that goes with it."""
    settings = service.settings
    key = signing_key(service.database, settings, service.clock())
    response.set_cookie(
        cookie_name(settings),
        log_in.cookie(key),
        max_age=settings.session_hours * 3600,
        secure=settings.is_secure,
        httponly=True,
        samesite="lax",
    )
    return log_in.csrf_token(key)


def _me(account: Account, csrf_token: str | None, scopes: frozenset[Action] | None = None) -> Me:
    role = Role(account.role)
    actions = PERMITTED[role] if scopes is None else PERMITTED[role] & scopes
    return Me(
        account=account.id,
        role=role,
        actions=tuple(sorted(actions)),
        scopes=None if scopes is None else tuple(sorted(scopes)),
        csrf_token=csrf_token,
        **account.model_dump(include={"login", "name", "unit", "person", "must_change"}),
    )


async def _credentials(request: Request) -> Credentials:
    try:
        if request.headers.get("content-type", "").lower().startswith("application/json"):
            return Credentials.model_validate_json(await request.body())
        form: Mapping[str, object] = await request.form()
        return Credentials.model_validate(
            {name: form[name] for name in form if name in Credentials.model_fields}
        )
    except ValidationError as error:
        # Without the values: one of them is a password.
        raise InvalidInput([fault.model_copy(update={"value": ""}) for fault in faults_of(error)]) from error


def _refuse_foreign_page(request: Request) -> None:
    # A log-in has no session yet that a CSRF token could hang on; a browser says by itself who makes it ask
    # (Fetch Metadata, W3C). Programs do not send the header.
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        raise NotAllowed(Fault(code="foreign_page", place="Sec-Fetch-Site"))


_BODY = {
    "required": True,
    "content": {
        media_type: {"schema": Credentials.model_json_schema()}
        for media_type in ("application/json", "application/x-www-form-urlencoded")
    },
}


@router.post(
    "/login",
    operation_id="log_in",
    summary="登录 · Log in",
    responses=refusals(401, 403, 422, 429),
    openapi_extra={"requestBody": _BODY},
    dependencies=[Depends(_refuse_foreign_page)],
)
def log_in(
    request: Request,
    response: Response,
    service: ServiceDep,
    credentials: Annotated[Credentials, Depends(_credentials)],
) -> Me:
    """成功后设置会话 cookie。 Sets the cookie of a log-in, of JSON or of a form.

    密码只存散列，须自己填写。 Put in your password: of it a hash alone is kept.
    """
    done = by_password.log_in(
        service.database,
        service.settings,
        credentials.login,
        credentials.password.get_secret_value(),
        sender_of(request),
        service.clock(),
    )
    with service.database.reading() as session:
        account = records.stored(session, ACCOUNT, done.account).value
    return _me(account, set_log_in(response, service, done))


@router.get(
    "/me", operation_id="read_me", summary="本人账号 · One's own account", responses=refusals(401, 403)
)
def read_me(
    request: Request,
    service: ServiceDep,
    who: Annotated[Principal, Depends(AllowedWhileDue(Action.OWN_READ, by_token=True))],
    session: ReadingDep,
) -> Me:
    """账号、角色、权限和 CSRF 令牌。 Account, role, actions, CSRF token."""
    account = records.stored(session, ACCOUNT, who.account).value
    return _me(account, _csrf_token(request, service) if who.by_cookie else None, who.scopes)


def _csrf_token(request: Request, service: Service) -> str | None:
    at = service.clock()
    key = signing_key(service.database, service.settings, at)
    found = log_in_of(key, request.cookies.get(cookie_name(service.settings), ""), at)
    return None if found is None else found.csrf_token(key)


@router.post(
    "/me/password",
    operation_id="change_my_password",
    summary="修改本人密码 · Change one's own password",
    responses=refusals(401, 403, 422, 429),
)
def change_password(
    request: Request,
    response: Response,
    service: ServiceDep,
    who: Annotated[Principal, Depends(AllowedWhileDue(Action.OWN_WRITE))],
    passwords: NewPassword,
) -> Me:
    """其他设备上的登录随即失效。 Every other log-in of the account ends.

    原密码须自己填写；新密码请先记下。 Put in the old password; note the new one first.
    """
    done = by_password.change_own_password(
        service.database,
        service.settings,
        who.account,
        passwords.old.get_secret_value(),
        passwords.new.get_secret_value(),
        sender_of(request),
        service.clock(),
    )
    with service.database.reading() as session:
        account = records.stored(session, ACCOUNT, who.account).value
    return _me(account, set_log_in(response, service, done))


@router.post(
    "/logout",
    status_code=204,
    operation_id="log_out",
    summary="退出 · Log out",
    responses=refusals(401, 403),
)
def log_out(
    response: Response,
    service: ServiceDep,
    who: Annotated[Principal, Depends(AllowedWhileDue(Action.OWN_READ))],
    work: WorkDep,
    query: Annotated[LogOut, Query()],
) -> None:
    """让浏览器忘掉会话。 Have the browser forget its log-in."""
    audit_log.log(work, "log_out", ACCOUNT.name, who.account)
    if query.everywhere:
        accounts.end_log_ins(work, who.account)
    response.delete_cookie(
        cookie_name(service.settings), secure=service.settings.is_secure, httponly=True, samesite="lax"
    )
