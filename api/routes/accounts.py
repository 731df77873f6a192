"""``/accounts``: accounts as administrators list, make, change, lock, delete and restore them."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import SecretStr

from api.accounts import administration
from api.accounts.administration import AccountChange, Initial, NewAccount
from api.accounts.role import Action, Role
from api.routes.context import Allowed, ReadingDep, VersionDep, WorkDep
from api.routes.documentation import ETAG, refusals, versioned
from api.routes.filters import ListQuery, Text, contains, equals
from api.routes.idempotency import Answer, OnceDep
from api.routes.log_in_only import AllowedToLogIn
from api.routes.records import etag_of, tagged
from api.routes.tokens import Tokens
from api.store import api_tokens, records
from api.store.accounts import ACCOUNT, Account
from api.store.api_tokens import ApiToken
from api.store.listing import Page, page
from api.store.record import Stored
from planner.value import Value

router = APIRouter(prefix="/accounts", tags=["账号 accounts"])
Identity = Annotated[str, Path(min_length=1, max_length=64, description="编号 · id")]
_READ: dict[str, Any] = {"dependencies": [Depends(Allowed(Action.ACCOUNT_READ))]}
_WRITE: dict[str, Any] = {"dependencies": [Depends(Allowed(Action.ACCOUNT_WRITE))]}


class AccountQuery(ListQuery):
    """Accounts."""

    criteria = {
        "q": contains("name"),
        "login": contains("login"),
        "role": equals("role"),
        "unit": equals("unit"),
        "locked": equals("locked"),
    }
    q: Text | None = None
    login: Text | None = None
    role: Role | None = None
    unit: Text | None = None
    locked: bool | None = None


class Reset(Value):
    """A new first password; one is made by chance without it."""

    password: SecretStr | None = None


@router.get("", operation_id="list_accounts", summary="账号列表 · List accounts", **_READ)
def list_accounts(query: Annotated[AccountQuery, Query()], session: ReadingDep) -> Page[Account]:
    """筛选、排序、翻页。 Filter, sort, page."""
    return page(
        session,
        ACCOUNT,
        query.filters(),
        sort=query.column,
        descending=query.descending,
        after=query.after,
        limit=query.limit,
        deleted=query.deleted,
    )


@router.post(
    "",
    status_code=201,
    operation_id="create_account",
    summary="新建账号 · Make an account",
    response_model=Initial,
    responses=refusals(409, 422) | {201: {"headers": ETAG}},
    **_WRITE,
)
def create_account(new: NewAccount, work: WorkDep, once: OnceDep) -> Response:
    """未给密码的，随机生成并只显示这一次；同键重发再次给出。 A password made by chance is shown this once."""

    def make() -> Answer:
        made = administration.create(work, new)
        return Answer(201, made, {"ETag": etag_of(made.account.version)})

    return once.answer(work, make)


@router.get(
    "/{identity}",
    operation_id="read_account",
    summary="账号 · An account",
    responses=versioned(404),
    **_READ,
)
def read_account(identity: Identity, session: ReadingDep, response: Response) -> Stored[Account]:
    """ETag 即版本。 The ETag is the version."""
    return tagged(response, records.stored(session, ACCOUNT, identity, deleted=True))


@router.put(
    "/{identity}",
    operation_id="change_account",
    summary="修改账号 · Change an account",
    responses=versioned(404, 409, 422, 428),
    **_WRITE,
)
def change_account(
    identity: Identity, new: AccountChange, version: VersionDep, work: WorkDep, response: Response
) -> Stored[Account]:
    """停用后其登录立即失效。 A locked account's log-ins end at once."""
    return tagged(response, administration.change(work, identity, new, version))


@router.post(
    "/{identity}/restore",
    operation_id="restore_account",
    summary="恢复账号 · Restore an account",
    responses=versioned(404, 409, 422, 428),
    **_WRITE,
)
def restore_account(
    identity: Identity, version: VersionDep, work: WorkDep, response: Response
) -> Stored[Account]:
    """密码照旧，令牌须另建。 Its password is the same; tokens are made anew."""
    return tagged(response, administration.restore(work, identity, version))


@router.post(
    "/{identity}/password",
    operation_id="reset_password",
    summary="重置密码 · Reset a password",
    responses=versioned(404, 409, 422, 428),
    dependencies=[Depends(AllowedToLogIn(Action.ACCOUNT_WRITE))],
)
def reset_password(
    identity: Identity, reset: Reset, version: VersionDep, work: WorkDep, response: Response
) -> Initial:
    """本人首次登录后须修改。 It has to be changed at the next log-in."""
    made = administration.reset_password(work, identity, reset.password, version)
    tagged(response, made.account)
    return made


@router.delete(
    "/{identity}",
    operation_id="delete_account",
    summary="删除账号 · Delete an account",
    responses=versioned(404, 409, 422, 428),
    **_WRITE,
)
def delete_account(
    identity: Identity, version: VersionDep, work: WorkDep, response: Response
) -> Stored[Account]:
    """登录和令牌立即失效。 Its log-ins and tokens end at once."""
    return tagged(response, administration.remove(work, identity, version))


@router.get(
    "/{identity}/tokens",
    operation_id="list_tokens_of_account",
    summary="账号的令牌 · Tokens of an account",
    responses=refusals(404),
    **_READ,
)
def list_tokens(identity: Identity, session: ReadingDep) -> Tokens:
    """不含令牌本身。 Without the tokens themselves."""
    records.stored(session, ACCOUNT, identity, deleted=True)
    return Tokens(items=tuple(api_tokens.of_account(session, identity)))


@router.delete(
    "/{identity}/tokens/{token}",
    operation_id="revoke_token_of_account",
    summary="撤销账号的令牌 · Revoke a token of an account",
    responses=refusals(404),
    **_WRITE,
)
def revoke_token(identity: Identity, token: Identity, work: WorkDep) -> ApiToken:
    """立即失效。 It is worthless at once."""
    return api_tokens.revoke(work, token, identity)
