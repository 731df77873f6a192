"""What the service refuses, beside what the planner refuses (see ``planner.errors``).

ZhaoshangError
└── ServiceError                    a request that cannot be carried out; knows its HTTP status
    ├── NotLoggedIn          401    nobody, or somebody unknown, asks
    ├── NotAllowed           403    the account's role, or the token's scope, does not reach that far
    ├── NotFound             404    no such record, plan, job, address
    ├── Conflict             409    it contradicts what is stored
    │   ├── StaleVersion            somebody changed the record since it was read
    │   ├── AlreadyThere            a record of that id or name exists
    │   ├── InUse                   other records refer to what was to be deleted
    │   └── OwnedByAnother          first contact: another unit has the company (首接)
    ├── TooLarge             413    a body, a file or a calendar over its limit
    ├── InvalidInput         422    values that cannot be used; one fault each
    ├── VersionRequired      428    a change that does not say which version it changes (If-Match)
    ├── TooOften             429    throttled; says for how long
    ├── Unreachable          502    an address that was to be fetched did not answer, or may not be asked
    └── Overloaded           503    it took longer than anybody should wait; a later attempt may succeed

The status is an attribute here because the same refusal must answer alike on every route (RFC 9110 §15); the
sentences for each code stand in ``api/texts/fault_service.toml``.
"""

from typing import ClassVar

from planner.errors import ZhaoshangError


class ServiceError(ZhaoshangError):
    """A request that cannot be carried out."""

    status: ClassVar[int] = 400


class NotLoggedIn(ServiceError):
    """Nobody, or somebody unknown, asks for what needs an account."""

    status = 401


class NotAllowed(ServiceError):
    """The account's role, or the token's scope, does not reach that far."""

    status = 403


class NotFound(ServiceError):
    """No such record, plan, job or address; also what must not be admitted to exist."""

    status = 404


class Conflict(ServiceError):
    """The request contradicts what is stored."""

    status = 409


class StaleVersion(Conflict):
    """Somebody changed the record since it was read; the fault says who and what."""


class AlreadyThere(Conflict):
    """A record of that id or name exists, possibly deleted and to be restored."""


class InUse(Conflict):
    """Other records refer to what was to be deleted."""


class OwnedByAnother(Conflict):
    """First contact (首接): another unit has the company and keeps it until it hands it over."""


class TooLarge(ServiceError):
    """A body, a file or a calendar over its limit."""

    status = 413


class InvalidInput(ServiceError):
    """Values that cannot be used, one fault each."""

    status = 422


class VersionRequired(ServiceError):
    """A change that does not say which version it changes (RFC 6585 §3)."""

    status = 428


class TooOften(ServiceError):
    """Throttled (RFC 6585 §4); ``retry_after_seconds`` says for how long."""

    status = 429

    @property
    def retry_after_seconds(self) -> int:
        """Seconds until the next attempt may succeed."""
        return int(self.faults[0].detail.get("seconds", "1"))


class Unreachable(ServiceError):
    """An address that was to be fetched did not answer, or may not be asked."""

    status = 502


class Overloaded(ServiceError):
    """It took longer than anybody should wait; a later attempt may succeed."""

    status = 503
