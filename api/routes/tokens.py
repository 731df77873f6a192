"""``/tokens``: one's own API tokens."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from api.accounts import tokens
from api.accounts.principal import Principal
from api.accounts.role import Action
from api.routes.context import ReadingDep, WorkDep
from api.routes.documentation import refusals
from api.routes.idempotency import Answer, OnceDep
from api.routes.log_in_only import AllowedToLogIn
from api.store import api_tokens
from api.store.accounts import Line
from api.store.api_tokens import ApiToken
from planner.value import Value

router = APIRouter(prefix="/tokens", tags=["接口令牌 API tokens"])
Owner = Annotated[Principal, Depends(AllowedToLogIn(Action.OWN_WRITE))]
Reader = Annotated[Principal, Depends(AllowedToLogIn(Action.OWN_READ))]


class NewToken(Value):
    """A token to be made, usable to the end of ``expires_on`` (UTC); ``scopes`` null: all its owner may."""

    label: Line = Field(examples=["导出脚本"])
    scopes: Annotated[frozenset[Action], Field(min_length=1)] | None = None
    expires_on: date | None = None


class ShownToken(Value):
    """A token just made: ``secret`` is shown here once and kept nowhere."""

    token: ApiToken
    secret: str


class Tokens(Value):
    """Tokens, the newest first, revoked ones included."""

    items: tuple[ApiToken, ...]


@router.get("", operation_id="list_my_tokens", summary="本人的令牌 · One's own tokens")
def list_tokens(who: Reader, session: ReadingDep) -> Tokens:
    """最近使用时间每分钟至多记一次。 The last use is noted once a minute at most."""
    return Tokens(items=tuple(api_tokens.of_account(session, who.account)))


@router.post(
    "",
    status_code=201,
    operation_id="create_token",
    summary="新建令牌 · Make a token",
    response_model=ShownToken,
    responses=refusals(409, 422),
)
def create_token(who: Owner, new: NewToken, work: WorkDep, once: OnceDep) -> Response:
    """令牌只显示这一次；同键重发再次给出。 The token is shown this once, and again for the same key."""

    def make() -> Answer:
        minted = tokens.mint(work, who, new.label, new.scopes, new.expires_on)
        return Answer(201, ShownToken(token=minted.token, secret=minted.secret))

    return once.answer(work, make)


@router.delete(
    "/{identity}", operation_id="revoke_token", summary="撤销令牌 · Revoke a token", responses=refusals(404)
)
def revoke_token(who: Owner, identity: str, work: WorkDep) -> ApiToken:
    """立即失效。 It is worthless at once."""
    return api_tokens.revoke(work, identity, who.account)
