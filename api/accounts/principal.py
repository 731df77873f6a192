"""Who asks: an account as one request sees it."""

from api.accounts.role import PERMITTED, Action, Role
from api.errors import NotAllowed
from api.store.work import Actor
from planner.errors import Fault
from planner.value import Value


class Principal(Value):
    """An account that proved who it is.

    ``unit`` bounds an account of role ``unit`` to that unit's companies and people; ``person`` is the id of
    the person the account belongs to (a leader's own trips). ``scopes`` are the actions an API token was
    given, None for a log-in, which has all of its role's. ``by_cookie`` says that a browser sent its cookie
    by itself, so that changes need the CSRF token too. ``must_change`` bars everything until the password is
    changed.
    """

    account: str
    name: str
    role: Role
    unit: str | None = None
    person: str | None = None
    scopes: frozenset[Action] | None = None
    by_cookie: bool = False
    must_change: bool = False

    def may(self, action: Action) -> bool:
        """Whether role and token allow ``action``."""
        return action in PERMITTED[self.role] and (self.scopes is None or action in self.scopes)

    def require(self, action: Action) -> None:
        """Raise :class:`NotAllowed` unless ``action`` is allowed, and until a due new password is set."""
        if self.must_change:
            raise NotAllowed(Fault(code="password_must_change", value=self.name))
        if not self.may(action):
            detail = {"action": action.value, "role": self.role.value}
            raise NotAllowed(Fault(code="not_allowed", value=self.name, detail=detail))

    @property
    def own_unit(self) -> str | None:
        """The unit whose records alone this account may see and change; None if it is not bound to one.

        A unit account without a unit sees nothing: its bound is a unit that cannot exist
        (PostgreSQL takes no NUL, and no id holds a control character).
        """
        return (self.unit or "\x01") if self.role is Role.UNIT else None

    def actor(self, request_id: str) -> Actor:
        """The same as the audit log names it."""
        return Actor(id=self.account, name=self.name, unit=self.unit, request_id=request_id)
