"""API tokens: made by their owner at a log-in, never able to do more than the owner."""

import secrets
from collections.abc import Iterable
from datetime import UTC, date
from typing import NamedTuple

from api.accounts.identify import token_digest
from api.accounts.principal import Principal
from api.accounts.role import PERMITTED, Action
from api.errors import InvalidInput
from api.store import api_tokens
from api.store.api_tokens import ApiToken
from api.store.work import Work
from planner.errors import Fault

PREFIX = "zst_"  # secret scanners find leaked tokens by it
_BYTES = 32


class Minted(NamedTuple):
    """A token as it is listed, and its ``secret``: shown once, kept nowhere."""

    token: ApiToken
    secret: str


def mint(
    work: Work, owner: Principal, label: str, scopes: Iterable[Action] | None, expires_on: date | None
) -> Minted:
    """Make a token of ``owner`` for ``scopes``, or for all the owner may do if None.

    Raises :class:`InvalidInput` for a scope that the owner lacks, and a day that is over.
    """
    wanted = None if scopes is None else frozenset(scopes)
    beyond = sorted((wanted or frozenset()) - PERMITTED[owner.role])
    if beyond:
        raise InvalidInput(
            Fault(
                code="scope_beyond_role",
                place="scopes",
                value=", ".join(beyond),
                detail={"role": owner.role.value},
            )
        )
    if expires_on is not None and expires_on < work.at.astimezone(UTC).date():
        raise InvalidInput(Fault(code="token_over", place="expires_on", value=expires_on.isoformat()))
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    kept = api_tokens.create(work, owner.account, label, token_digest(secret), wanted, expires_on)
    return Minted(kept, secret)
