"""Actions that a token may not take, and those that have to work before a due new password is set."""

from typing import Annotated

from fastapi import Depends

from api.accounts.principal import Principal
from api.accounts.role import Action
from api.errors import NotAllowed
from api.routes.context import Allowed, principal
from planner.errors import Fault


class AllowedToLogIn(Allowed):
    """Allows ``action`` to who logged in, not to a token: what is stolen must not renew itself."""

    def __call__(self, who: Annotated[Principal, Depends(principal)]) -> Principal:
        """The principal, if allowed."""
        super().__call__(who)
        return refuse_token(who)


class AllowedWhileDue(Allowed):
    """Allows ``action`` while the password has to be changed, too; ``by_token`` also to tokens."""

    def __init__(self, action: Action, *, by_token: bool = False) -> None:
        super().__init__(action)
        self.by_token = by_token

    def __call__(self, who: Annotated[Principal, Depends(principal)]) -> Principal:
        """The principal, if allowed."""
        super().__call__(who.model_copy(update={"must_change": False}))
        return who if self.by_token else refuse_token(who)


def refuse_token(who: Principal) -> Principal:
    """The principal, if a log-in; raises :class:`NotAllowed` for a token."""
    if who.scopes is not None:
        raise NotAllowed(Fault(code="needs_log_in", value=who.name))
    return who
