"""Examples for log-ins, accounts and tokens: made, used, revoked; of the own account no more than read."""

from datetime import timedelta
from itertools import count

from api.accounts import passwords
from api.accounts.administration import AccountChange
from api.accounts.role import Action, Role
from api.examples.records import changed_last
from api.examples.scene import Example, Scene, Shown, if_match
from api.store import api_tokens, listing
from api.store.accounts import ACCOUNT, Account
from api.store.listing import Filter, Test
from api.store.record import Stored

LABEL = "示例脚本 example script"  # by which a token that came of the example is known
_LOGIN = "example"
# A password is kept as a hash, so nobody but its owner can put it in.
YOUR_PASSWORD = "（您的密码 · your password）"  # noqa: S105  (what stands where one is to be written)
_TOKEN_DAYS = 90


def account_examples(scene: Scene) -> Shown:
    """The operations of log-in, accounts and tokens."""
    return _own(scene) | _tokens(scene) | _accounts(scene)


def _own(scene: Scene) -> Shown:
    return {
        "log_in": Example(body={"login": scene.account.login, "password": YOUR_PASSWORD}),
        "change_my_password": Example(body={"old": YOUR_PASSWORD, "new": passwords.made_by_chance()}),
    }


def _tokens(scene: Scene) -> Shown:
    until = (scene.at + timedelta(days=_TOKEN_DAYS)).date()
    order = {"label": LABEL, "scopes": [Action.METRICS_READ.value], "expires_on": until.isoformat()}
    found = {
        "create_token": Example(body=order),
        "list_tokens_of_account": Example({"identity": scene.account.id}),
    }
    made = [item for item in api_tokens.of_account(scene.session, scene.account.id) if item.label == LABEL]
    # One that is revoked already stays as it is.
    token = next((item for item in made if item.revoked_at is None), next(iter(made), None))
    if token is not None:
        found["revoke_token"] = Example({"identity": token.id})
        found["revoke_token_of_account"] = Example({"identity": scene.account.id, "token": token.id})
    return found


def _accounts(scene: Scene) -> Shown:
    made = Filter("login", Test.CONTAINS, _LOGIN)
    live = changed_last(scene, ACCOUNT, made)
    gone = changed_last(scene, ACCOUNT, made, deleted=True)
    new = {"login": _free_login(scene, made), "name": "示例账号", "role": Role.READER.value}
    found = {
        "create_account": Example(body=new),
        "read_account": Example({"identity": live.id if live else scene.account.id}),
    }
    back = gone or live
    if back is not None:
        found["restore_account"] = Example(if_match(back.id, back.version))
    if live is not None:
        at = if_match(live.id, live.version)
        found |= {
            "change_account": Example(at, _body(live)),
            "delete_account": Example(at),
            "reset_password": Example(at, {}),
        }
    return found


def _free_login(scene: Scene, made: Filter) -> str:
    """Also free of deleted accounts: one of them may be restored."""
    taken = {
        item.value.login
        for deleted in (False, True)
        for item in listing.page(
            scene.session, ACCOUNT, (made,), limit=listing.MOST_A_PAGE, deleted=deleted
        ).items
    }
    return next(login for number in count(1) if (login := f"{_LOGIN}-{number}") not in taken)


def _body(account: Stored[Account]) -> dict[str, object]:
    change = AccountChange.model_validate(account.value.model_dump(include=set(AccountChange.model_fields)))
    return change.model_dump(mode="json", exclude_defaults=True)
